/**
 * When a caller's turn is over. Pure: instants in, instants out, all in milliseconds of one clock.
 *
 * A pause ends a turn, and the words say how long it must be: a caller who was asked for a yes and said it is done at once;
 * who says "mi número es" or is in the middle of an e-mail is looking for the next word. Two instants come of each pause: when
 * the turn is likely over, so that a reply can be prepared, and when it is over.
 */
import type { Language } from '../domain/language';
import type { Expectation } from '../domain/listening';
import type { Ending } from '../language/endings';
import { endingsOf } from '../language/endings-of';

/** How long a pause must be, in milliseconds. */
export interface Pause {
  likelyMs: number;
  overMs: number;
}

/** How long a pause must be after words that end in each of the ways. */
export type Pauses = Record<Ending, Pause>;

export const defaultPauses: Pauses = {
  answered: { likelyMs: 200, overMs: 400 },
  closed: { likelyMs: 200, overMs: 600 },
  finished: { likelyMs: 300, overMs: 700 },
  nothing: { likelyMs: 300, overMs: 800 },
  dictated: { likelyMs: 400, overMs: 1000 },
  perhaps: { likelyMs: 600, overMs: 1500 },
  hanging: { likelyMs: 900, overMs: 1600 },
  hesitating: { likelyMs: 1100, overMs: 1900 },
  dictating: { likelyMs: 1400, overMs: 2600 },
};

/**
 * So long before a turn is over its words are handed over. Their way to the workflow and back takes 20 to 70 ms (`bench -- turn`), in
 * which the caller would be kept waiting; nothing is spoken before the turn is over.
 */
export const handOverMs = 60;

/** Words that come in during a pause were said before it; but more of them may be on their way. */
const settleMs = 150;
/** A voice that goes on for so long after the last new word of a recognizer that kept up is a television. */
const stalledMs = 4000;
/** So often must words have changed for a recognizer to count as one that keeps up. */
const keepsUpFrom = 3;
/** What is looked up or remembered takes longer to begin with. */
const slow: ReadonlySet<Expectation> = new Set<Expectation>(['number', 'email', 'address']);

/** What happened. A `VoiceEvent` of src/audio/voice-activity.ts is one of these. */
export type TurnEvent =
  | { what: 'started'; atMs: number }
  | { what: 'stopped'; atMs: number }
  /** All words of the turn as far as they are known at this instant. */
  | { what: 'words'; atMs: number; text: string };

/** A turn as far as it has come. Both instants may lie in the past; absent while the caller speaks or has not begun. */
export interface Turn {
  readonly language: Language;
  readonly expects: Expectation;
  readonly pauses: Pauses;
  readonly text: string;
  readonly ending: Ending;
  readonly isSpeaking: boolean;
  /** When the last speech ended. */
  readonly pausedAtMs?: number;
  /** When the words last changed, and how often they did. */
  readonly wordsAtMs?: number;
  readonly changes: number;
  /** From here on the turn is likely over: prepare a reply, if there are words. */
  readonly likelyAtMs?: number;
  /** From here on it is over. */
  readonly overAtMs?: number;
}

/** How a turn is waited for. */
export interface TurnSettings {
  language: Language;
  /** Default `open`. */
  expects?: Expectation | undefined;
  /** Pauses other than the default ones. */
  pauses?: Partial<Pauses>;
}

/** A turn in which nothing was said yet. */
export const openTurn = ({ language, expects = 'open', pauses = {} }: TurnSettings): Turn => ({
  language,
  expects,
  pauses: { ...defaultPauses, ...pauses },
  text: '',
  ending: 'nothing',
  isSpeaking: false,
  changes: 0,
});

/** The turn after an event. */
export function turnEnd(turn: Turn, event: TurnEvent): Turn {
  return timed(happened(turn, event));
}

function happened(turn: Turn, event: TurnEvent): Turn {
  switch (event.what) {
    case 'started':
      return { ...turn, isSpeaking: true };
    case 'stopped':
      return { ...turn, isSpeaking: false, pausedAtMs: event.atMs };
    case 'words': {
      const { language, expects, changes, isSpeaking, pausedAtMs } = turn;
      const text = event.text.trim();
      if (text === turn.text) return turn;
      const ending = endingsOf(language)(text, expects);
      const heard = { ...turn, text, ending, wordsAtMs: event.atMs, changes: changes + 1 };
      // A voice too quiet for the detector may still be understood.
      return isSpeaking || pausedAtMs !== undefined ? heard : { ...heard, pausedAtMs: event.atMs };
    }
  }
}

function timed({ likelyAtMs: _likely, overAtMs: _over, ...turn }: Turn): Turn {
  const { pausedAtMs, wordsAtMs } = turn;
  if (turn.isSpeaking) {
    const isStalled = wordsAtMs !== undefined && turn.text !== '' && turn.changes >= keepsUpFrom;
    const overAtMs = (wordsAtMs ?? 0) + stalledMs;
    return isStalled ? { ...turn, likelyAtMs: overAtMs, overAtMs } : turn;
  }
  if (pausedAtMs === undefined) return turn;
  const { likelyMs, overMs } = pauseOf(turn);
  const cameLate = wordsAtMs !== undefined && wordsAtMs > pausedAtMs;
  return {
    ...turn,
    likelyAtMs: Math.max(pausedAtMs + likelyMs, cameLate ? wordsAtMs : 0),
    overAtMs: Math.max(pausedAtMs + overMs, cameLate ? wordsAtMs + settleMs : 0),
  };
}

function pauseOf({ pauses, ending, expects }: Turn): Pause {
  return ending === 'nothing' && slow.has(expects) ? pauses.perhaps : pauses[ending];
}
