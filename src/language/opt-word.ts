/** Words by which people stop our messages or want them back: STOP, BAJA, SAIR, ALTA. Only a whole message is one. */
import { plain } from './hearing';
import { wordsOf } from './word-table';

/** `out`: nothing more by this channel; `outAll`: by no channel; `in`: messages again; `help`: what is this? */
export type OptWish = 'out' | 'outAll' | 'in' | 'help';

/** Whole messages, as people write them. */
export interface OptWords {
  out: string[];
  outAll: string[];
  in: string[];
  help: string[];
  /** Stops messages only where the person cannot mean an appointment: CANCELAR. */
  cancel: string[];
  /** May stand around: "por favor", "gracias". */
  polite: string[];
}

/** What carriers know in every country; they stop messages themselves at these. */
const everywhere: OptWords = {
  out: ['stop', 'unsubscribe', 'end', 'quit', 'revoke', 'optout', 'opt out', 'stop sms', 'stop whatsapp'],
  outAll: ['stopall', 'stop all'],
  in: ['start', 'unstop'],
  help: ['help', 'info'],
  cancel: ['cancel'],
  polite: ['please', 'thanks', 'thank you', 'ok'],
};

/**
 * Makes the ear for such words of one language. `mayMeanAppointment`: whether the person has an appointment with us that
 * CANCELAR could mean; where nobody knows, true. It then stays an answer, which is the safe reading.
 */
export function createOptEar(
  words: OptWords,
): (text: string, context: { mayMeanAppointment: boolean }) => OptWish | undefined {
  const wishes = new Map<string, OptWish | 'cancel'>();
  for (const kind of ['help', 'in', 'cancel', 'out', 'outAll'] as const)
    for (const phrase of [...everywhere[kind], ...words[kind]]) wishes.set(bare(phrase), kind);
  const polite = [...everywhere.polite, ...words.polite].map(bare);

  return (text, { mayMeanAppointment }) => {
    if (text.length > 200 || /[?¿]/.test(text)) return undefined;
    const said = withoutPolite(spelled(bare(text)), polite);
    const wish = wishes.get(said);
    if (wish !== 'cancel') return wish;
    return mayMeanAppointment ? undefined : 'out';
  };
}

const bare = (text: string): string => wordsOf(plain(text)).join(' ');

/** "s t o p" and "s.t.o.p" are one word. */
const spelled = (said: string): string =>
  /^\p{L}(?:[ .-]+\p{L}){2,}$/u.test(said) ? said.replace(/[ .-]+/g, '') : said;

function withoutPolite(said: string, polite: readonly string[]): string {
  for (let left = said; ;) {
    const around = polite.find((phrase) => left.startsWith(`${phrase} `) || left.endsWith(` ${phrase}`));
    if (around === undefined) return left;
    left = left.startsWith(`${around} `) ? left.slice(around.length + 1) : left.slice(0, -around.length - 1);
  }
}
