/**
 * The turns of a spoken call: the host that holds the line says what is to be said and listens; the workflow asks it turn
 * by turn. A host that is lost costs the caller half a sentence: the carrier brings the line to another one, which attaches.
 */
import { condition, setHandler } from '@temporalio/workflow';
import { cutShort } from '../src/domain/cut';
import type { Listened } from '../src/domain/listening';
import type { Answer, Heard } from '../src/domain/turn';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import type { Voice } from './thinking';
import { type Ask, awaitLine, beginListening, listen, type OfLine, type SpokenCall } from './line-of-call';
import { attach } from './messages';

/** Words are at the workflow within moments, unless Temporal was away meanwhile. */
const staleMs = 10_000;

/** Where turns come from. */
export interface Turns {
  /** The next turns to be answered; none where the call has ended. */
  next(): Promise<Heard[]>;
  /** How the answer to the next turn reaches the caller; absent where it is read. */
  voice?(): Voice;
  /** The answer to a turn, as far as it was not spoken yet. */
  answered?(turn: Heard, answer: Answer, voice: Voice | undefined): void;
  /** Whether nothing is under way that continuing as new would lose. */
  mayPause(): boolean;
  /** Says what is left to be said, and hangs up. */
  end?(): Promise<void>;
}

/** The turns of a call that is spoken; what was noted of it while Temporal was away comes by the door. */
export function spokenTurns(spoken: SpokenCall): Turns {
  const { line, call, door, start } = spoken;
  const { talk } = call;
  let pending: Ask | undefined;
  setHandler(attach, ({ host, epoch }) => {
    if (epoch <= line.epoch) return;
    line.lost ||= line.host !== undefined;
    Object.assign(line, { host, epoch });
  });

  return {
    async next() {
      while (!talk.ended) {
        pending ??= beginListening(spoken);
        const ask = pending;
        const isOver = (): boolean => talk.ended !== undefined || door.inbox.length > 0;
        await condition(() => isOver() || ask.came !== undefined || line.epoch !== ask.epoch);
        if (door.inbox.length > 0) return door.inbox.splice(0);
        if (talk.ended) break;
        pending = undefined;
        ask.scope.cancel();
        const turn = await takeUp(spoken, ask.came ?? { what: 'lost' });
        if (turn) return [turn];
      }
      return [];
    },
    voice: () => ({ unspoken: [], hasMoved: (from) => line.host !== from }),
    answered(turn, { say }, voice) {
      // What was noted while Temporal was away was answered by the fixed intake.
      if (turn.noted) return;
      line.toSay = voice?.unspoken ?? say;
      line.said = say;
    },
    mayPause: () => pending === undefined,
    async end() {
      pending?.scope.cancel();
      if (talk.ended === 'channel' || !line.host || line.lost) return;
      if (talk.ended === 'silence') line.toSay = [spokenPhrasesOf(start.language).nobodyThere()];
      const bye = { turnId: `v${line.turns + 1}`, say: line.toSay, then: { hangUp: true as const } };
      await listen(spoken, bye).catch(() => undefined);
    },
  };
}

/** What came from the line, as a turn of the caller's where it is one. */
async function takeUp(spoken: SpokenCall, came: OfLine): Promise<Heard | undefined> {
  const { talk } = spoken.call;
  if (came.what === 'lost' || came.what === 'moved') {
    await awaitLine(spoken);
    return undefined;
  }
  if (came.cut) cutShort(talk, came.cut.heard);
  for (const text of came.said ?? []) talk.lines.push({ who: 'assistant', text, fixed: true });
  if (came.what === 'words') return wordsOf(spoken, came);
  if (came.what !== 'done') talk.ended = came.what === 'silence' ? 'silence' : 'caller';
  return undefined;
}

/** Words that come late were noted on their host, since Temporal was away: no answer to them is heard any more. */
function wordsOf(
  { door, line, call }: SpokenCall,
  { turnId, text, at }: Listened & { what: 'words' },
): Heard | undefined {
  if (!door.isNew(turnId)) return undefined;
  if (Date.now() - (at ?? Date.now()) < staleMs)
    return { turnId, text, ...(line.host ? { host: line.host } : {}) };
  const heard = call.answers.at(-1)?.turnId;
  return { turnId, text, noted: heard === undefined ? {} : { heard } };
}
