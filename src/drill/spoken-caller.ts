/** A caller of the drill on a telephone: answers what is asked, and is told apart afterwards by what was heard. */
import { parseCode } from '../domain/code';
import type { Assistant } from '../domain/assistant';
import type { Language } from '../domain/language';
import { linePhrasesOf } from '../language/line-phrases-of';
import type { PhoneResult } from '../phone/phone-result';
import type { PhoneScriptInput } from '../phone/script-shape';
import type { PlayedCall, PlayedTurn } from './caller';
import { generatedScripts } from './generated';
import type { DrillScript } from './script';

/** How each language asks what no field asks; `again` is what a caller says who has heard no question. */
const questions: Record<Language, { yes: string; more: string; need: string; note: string; again: string }> =
  {
    es: {
      yes: '¿La registro así?',
      more: '¿Necesita algo más?',
      need: 'Dígame qué necesita.',
      note: '¿Quiere que anote algo más?',
      again: 'perdone, ¿puede repetir?',
    },
    'pt-BR': {
      yes: 'Posso registrar?',
      more: 'Posso ajudar em mais alguma coisa?',
      need: 'Diga do que você precisa.',
      note: 'Quer que eu anote mais alguma coisa?',
      again: 'desculpe, pode repetir?',
    },
    en: {
      yes: 'Shall I register it?',
      more: 'Is there anything else?',
      need: 'Please tell me what you need.',
      note: 'Is there anything else I should note?',
      again: 'sorry, can you repeat that?',
    },
  };
const patienceMs = 45_000;

/** A question of an assistant, and the field it asks for. */
export interface FieldQuestion {
  field: string;
  hear: string;
}

/** The fields' questions in the words in which the assistant asks them. */
export function questionsOf({ errand }: DrillScript, { errands }: Assistant): FieldQuestion[] {
  const { fields = [] } = errands.find(({ name }) => name === errand?.name) ?? {};
  return (errand?.fields ?? []).flatMap((name) => {
    const ask = fields.find((field) => field.name === name)?.ask;
    return ask === undefined ? [] : [{ field: name, hear: ask }];
  });
}

const relayed = '-relay';
const isRelayed = ({ assistant }: DrillScript): boolean => assistant.endsWith(relayed);

/** Further calls are relayed as text, since sound costs two cores more than all else. */
const mostMedia = 20;

/** Generated callers: the first by Media Streams, further ones by ConversationRelay. */
export function spokenCallers({ calls: count, seed }: { calls: number; seed: number }): DrillScript[] {
  return generatedScripts({ count, seed }).map((script, index) =>
    index < mostMedia ? script : { ...script, assistant: `${script.assistant}${relayed}` },
  );
}

/** The script of a person at the phone. `until`: their line goes dead once this was asked. */
export function spokenScript(script: DrillScript, assistant: Assistant, until?: string): PhoneScriptInput {
  const { language, turns, from = '' } = script;
  const asks = questions[language];
  const [opening, ...rest] = turns.map(({ say }) => say);
  const yes = turns.find(({ agrees }) => agrees !== undefined)?.say ?? '';
  const goodbye = turns.at(-1)?.say ?? '';
  const fields = questionsOf(script, assistant);
  const to = [
    { hear: lastSentence(assistant.greeting), say: opening ?? '' },
    ...fields.map(({ hear }, at) => ({ hear, say: rest[at] ?? '' })),
    { hear: asks.yes, say: yes },
    { hear: asks.more, say: goodbye },
    { hear: linePhrasesOf(language).stillThere(), say: asks.again },
    // Who can only leave a message says it all, one thing after the other, and what was said already not again.
    { hear: asks.need, say: opening ?? '' },
    { hear: asks.note, say: [opening ?? '', ...rest.slice(0, fields.length), goodbye] },
  ];
  return {
    ...{ assistant: script.assistant, from, language, patienceMs },
    transport: isRelayed(script) ? 'relay' : 'media',
    steps: [
      { answer: { to, ...(until === undefined ? {} : { until }) } },
      ...(until === undefined ? [] : [{ drop: { reconnect: false } }]),
    ],
  };
}

const lastSentence = (text: string): string =>
  text
    .trim()
    .split(/(?<=[.!?])\s+/)
    .at(-1) ?? text;

/** What was heard and said, with instants. */
interface Sentence {
  who: 'caller' | 'assistant';
  text: string;
  atMs: number;
}

const sentencesOf = ({ transcript, answeredAtMs }: PhoneResult): Sentence[] =>
  transcript.map(({ who, text, atMs }) => ({ who, text, atMs: (answeredAtMs ?? 0) + atMs }));

/** The call as its caller knew it, whatever lines it had. `codes` are those that its workflow knows. */
export function playedCall(
  script: DrillScript,
  lines: readonly PhoneResult[],
  codes: readonly string[],
): PlayedCall {
  const turns: PlayedTurn[] = [];
  let heard = '';
  let agreed: PlayedTurn | undefined;
  for (const { who, text, atMs } of lines.flatMap(sentencesOf)) {
    if (who === 'assistant') {
      heard = `${heard} ${text}`;
      const turn = turns.at(-1);
      if (turn) Object.assign(turn, { say: [heard], answeredMs: Math.max(turn.answeredMs, atMs) });
      continue;
    }
    const isYes = heard.includes(questions[script.language].yes);
    const turn = { turnId: `${turns.length + 1}`, text, say: [], atMs, answeredMs: atMs, tries: 1 };
    turns.push(turn);
    if (isYes) agreed = turn;
    heard = '';
  }
  for (const turn of turns) {
    const code = codesIn(turn.say.join(' ')).at(-1);
    if (code !== undefined) turn.code = code;
  }
  // A yes is taken where its workflow has a code for it, whether or not the caller came to hear it.
  if (agreed) Object.assign(agreed, { agrees: 0, ...(codes[0] === undefined ? {} : { code: codes[0] }) });
  const last = turns.at(-1);
  const [noted] = lines.flatMap((line) => line.codes);
  const endedNoted = last !== undefined && agreed?.code === undefined && noted !== undefined;
  if (endedNoted) last.code = noted;
  return {
    ...{ callId: lines[0]?.callSid ?? '', scriptId: script.id, turns },
    ...(script.from === undefined ? {} : { from: script.from }),
    ...(endedNoted ? { endedNoted: true as const } : {}),
  };
}

const codesIn = (text: string): string[] =>
  (text.match(/R-?[0-9A-Z]{4}-?[0-9A-Z]{4}(?![0-9A-Za-z])/g) ?? []).flatMap(
    (found) => parseCode(found) ?? [],
  );

/** Fields that were asked for again after a loss, though the caller had been asked for something else since their answer. */
export function askedAgain(
  script: DrillScript,
  assistant: Assistant,
  { transcript, losses }: PhoneResult,
): string[] {
  const asked = questionsOf(script, assistant);
  const heardIn = (fromMs: number, toMs: number): string =>
    transcript
      .filter(({ who, atMs }) => who === 'assistant' && atMs >= fromMs && atMs < toMs)
      .map(({ text }) => text)
      .join(' ');
  return losses.flatMap(({ atMs }, at) => {
    const before = heardIn(0, atMs);
    const after = heardIn(atMs, losses[at + 1]?.atMs ?? Infinity);
    const latest = Math.max(...asked.map(({ hear }) => before.lastIndexOf(hear)));
    return asked
      .filter(({ hear }) => {
        const place = before.lastIndexOf(hear);
        return place !== -1 && place < latest && after.includes(hear);
      })
      .map(({ field }) => field);
  });
}
