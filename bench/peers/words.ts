/** What the peers' model says, and what a caller takes from it. */
import type { Language } from '../../src/domain/language';

interface Words {
  next: string;
  readBack: string;
  /** The record's number follows. */
  done: string;
  failed: string;
  /** Said to a yes where nothing was asked. */
  lost: string;
}

const words: Record<Language, Words> = {
  en: {
    next: 'What else do you need?',
    readBack: 'Shall I do that for you?',
    done: 'Done: its number is',
    failed: 'I am sorry, that did not work.',
    lost: 'Hello, what is it about?',
  },
  es: {
    next: '¿Qué más necesita?',
    readBack: '¿Quiere que lo haga?',
    done: 'Hecho: su número es',
    failed: 'Lo siento, no se ha podido hacer.',
    lost: 'Hola, ¿de qué se trata?',
  },
  'pt-BR': {
    next: 'Do que mais você precisa?',
    readBack: 'Quer que eu faça isso?',
    done: 'Pronto: o número é',
    failed: 'Desculpe, não foi possível.',
    lost: 'Olá, do que se trata?',
  },
};

/** The model's words in a language. */
export const wordsIn = (language: Language): Words => words[language];

/** That a thing is done under a number. */
export const doneUnder = (language: Language, recordId: string): string =>
  `${words[language].done} ${recordId}.`;

/** What a caller was told in answer to their yes. */
export type Told = { kind: 'done'; recordId: string } | { kind: 'failed' } | { kind: 'neither' };

/** Reads it out of the agent's words. */
export function toldIn(language: Language, text: string): Told {
  const { done, failed } = words[language];
  const [, after] = text.split(done);
  const recordId = /^ (\S+)\.$/.exec(after?.trimEnd() ?? '')?.[1];
  if (recordId !== undefined) return { kind: 'done', recordId };
  return { kind: text.includes(failed) ? 'failed' : 'neither' };
}
