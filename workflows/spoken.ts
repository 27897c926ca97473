/**
 * The turns of a spoken call: the host that holds the line says what is to be said and listens; the workflow asks it turn
 * by turn. A host that is lost costs the caller half a sentence: the carrier brings the line to another one, which attaches.
 */
import { condition, setHandler, upsertMemo } from '@temporalio/workflow';
import { cutShort } from '../src/domain/cut';
import type { Listened } from '../src/domain/listening';
import type { Answer, Heard } from '../src/domain/turn';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import { keepSaid } from './conversation';
import type { Voice } from './thinking';
import {
  type Ask,
  awaitLine,
  beginListening,
  isHeldSince,
  listen,
  type OfLine,
  type SpokenCall,
  wordsFor,
} from './line-of-call';
import { attendCarrier } from './carrier-door';
import { attach, hungUp } from './messages';
import { noteHeard, noteUnheard } from './spoken-notice';
import { keepUntold, noteUntold, tellUntold } from './untold';
import { beforeListening, isPrelude, noteTransfer } from './prelude';

/** Words are at the workflow within moments, unless Temporal was away meanwhile. */
const staleMs = 10_000;
/** A line hears of a hang-up before the carrier's callback tells that the call is over, or moments later. */
const overWithin = '5 seconds';

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
  const { line, call, door } = spoken;
  const { talk } = call;
  let pending: Ask | undefined;
  /** Came to nothing, and nobody has said since that they hold the line. */
  let lost: Ask | undefined;
  attendCarrier(spoken);
  attendLine(spoken, () => pending !== undefined && pending.came === undefined);

  return {
    async next() {
      while (!talk.ended) {
        if (line.hungUp && !pending) talk.ended = 'caller';
        if (talk.ended) break;
        if (!pending) await beforeListening(spoken);
        if (lost) await awaitLine(spoken, lost);
        if (lost && isHeldSince(spoken, lost)) lost = undefined;
        if (door.inbox.length > 0) return door.inbox.splice(0);
        if (talk.ended) break;
        pending ??= beginListening(spoken);
        const ask = pending;
        await awaitOutcome(spoken, ask);
        if (door.inbox.length > 0) return door.inbox.splice(0);
        if (talk.ended) break;
        pending = undefined;
        ask.scope.cancel();
        const came = ask.came ?? { what: 'lost' as const };
        if (came.what === 'lost' || came.what === 'moved') lost = missed(spoken, ask);
        else line.opened = true;
        if (came.what === 'words' && (await isPrelude(spoken, came))) continue;
        await noteHeard(spoken, came);
        const turn = takeUp(spoken, came);
        if (turn) return [turn];
      }
      return [];
    },
    voice: () => ({ unspoken: [], hasMoved: (from) => line.host !== from }),
    answered: (turn, answer, voice) => noteAnswer(spoken, turn, answer, voice),
    mayPause: () => pending === undefined,
    async end() {
      pending?.scope.cancel();
      await sayGoodbye(spoken);
      await tellUntold(spoken);
      await noteUnheard(spoken);
    },
  };
}

/** What was to be said is still to be said. */
function missed({ line }: SpokenCall, ask: Ask): Ask {
  if (ask.noted) line.noted = true;
  return ask;
}

/** Opens the doors by which the line is told of. `isListened`: whether the caller’s words are waited for on it. */
function attendLine({ line, call: { talk } }: SpokenCall, isListened: () => boolean): void {
  setHandler(attach, ({ host, epoch }) => {
    // The host that holds it says so again where nobody listens on it: it may have been given up while Temporal was away.
    if (epoch === line.epoch && host === line.host) line.seen += 1;
    if (epoch <= line.epoch) return;
    line.lost ||= line.host !== undefined;
    Object.assign(line, { host, epoch });
    // Gateways look here whether a request for a line comes for the second time (CallDesk.newestLine).
    upsertMemo({ lineEpoch: epoch });
  });
  setHandler(hungUp, ({ by }) => {
    // The line tells whether somebody hung up; without that word the call was cut off.
    if (by === 'channel') line.over = true;
    // What they said last is still being made out: "sí, regístrela", and down goes the receiver.
    else if (isListened()) line.hungUp = true;
    else talk.ended ??= 'caller';
  });
}

/** Waits until something has come of listening, or something else is to be done. */
async function awaitOutcome({ line, call: { talk }, door }: SpokenCall, ask: Ask): Promise<void> {
  const isOver = (): boolean => talk.ended !== undefined || door.inbox.length > 0;
  const hasCome = (): boolean => isOver() || ask.came !== undefined || line.epoch !== ask.epoch;
  await condition(() => hasCome() || line.over === true || line.hungUp === true);
  if (!hasCome()) await condition(hasCome, overWithin, { summary: 'the line says how the call ended' });
}

function noteAnswer(spoken: SpokenCall, turn: Heard, answer: Answer, voice: Voice | undefined): void {
  const { line, call } = spoken;
  noteTransfer(spoken, answer);
  // What was noted while Temporal was away was answered by the fixed intake; what follows from it is said when we are back.
  const ownWords = turn.noted ? [] : (voice?.unspoken ?? answer.say);
  const owed = noteUntold(line, answer, ownWords);
  keepSaid(call.talk, owed);
  line.toSay = [...owed, ...ownWords];
  line.said = [...owed, ...answer.say];
  if (turn.noted) line.noted = true;
  // Who has hung up has heard none of it.
  if (line.hungUp) cutShort(call.talk, '');
}

async function sayGoodbye(spoken: SpokenCall): Promise<void> {
  const { line, start, call } = spoken;
  const { talk } = call;
  if (talk.ended === 'channel' || !line.host) return;
  if (talk.ended === 'silence') {
    line.toSay = line.said = [spokenPhrasesOf(start.language).nobodyThere()];
    keepSaid(talk, line.toSay);
  }
  const bye = { turnId: `v${line.turns + 1}`, say: wordsFor(spoken), then: { hangUp: true as const } };
  const came: OfLine = await listen(spoken, bye).catch(() => ({ what: 'lost' as const }));
  // Who had hung up before heard nothing of this, and what they had heard until then is known.
  if (came.what !== 'hungUp' || came.cut) keepHeard(spoken, came);
}

/** What came from the line, as a turn of the caller's where it is one. */
function takeUp(spoken: SpokenCall, came: OfLine): Heard | undefined {
  const { talk } = spoken.call;
  keepHeard(spoken, came);
  if (came.what === 'lost' || came.what === 'moved') return undefined;
  if (came.what === 'words') return wordsOf(spoken, came);
  if (came.what !== 'done') talk.ended = came.what === 'silence' ? 'silence' : 'caller';
  return undefined;
}

/** History keeps of our words what the caller heard, and what the line said by itself. */
function keepHeard({ line, call: { talk } }: SpokenCall, came: OfLine): void {
  if (came.what === 'lost') return;
  keepUntold(line, came);
  if (came.cut) cutShort(talk, came.cut.heard);
  keepSaid(talk, came.said ?? []);
}

/**
 * Words that come late were noted on their host, since Temporal was away; and some are a caller's last. No answer to either is
 * heard any more.
 */
function wordsOf(
  { door, line, call }: SpokenCall,
  { turnId, text, at }: Listened & { what: 'words' },
): Heard | undefined {
  if (!door.isNew(turnId)) return undefined;
  const isLast = line.hungUp === true || line.over === true;
  if (!isLast && Date.now() - (at ?? Date.now()) < staleMs)
    return { turnId, text, ...(line.host ? { host: line.host } : {}) };
  const { proposedIn: heard } = call.talk;
  return { turnId, text, noted: heard === undefined ? {} : { heard } };
}
