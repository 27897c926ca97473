/** The line of a spoken call: asked to say and to listen, waited for where it is lost, and given up in the end. */
import {
  ActivityFailure,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
} from '@temporalio/workflow';
import type { Activities, LineActivities } from '../activities';
import type { CallStart } from '../src/domain/call';
import type { Listened, Listening } from '../src/domain/listening';
import type { Untold } from '../src/domain/untold';
import { greetingOf } from '../src/language/first-lines';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import type { Recorded, Ringing, Transfer, TransferDone } from '../src/domain/telephone';
import type { Call } from './call';
import type { Door } from './call-door';
import { keepSaid } from './conversation';
import { forCallingBack, forListening } from './options';
import { tell } from './telling';
import { contactOf } from './untold';

/** How long a call without a line waits for the carrier to bring it to a host. */
const reattachWithin = '20 seconds';
/** How long it may ring when the caller is called back. */
const pickedUpWithin = '45 seconds';

const { callBack } = proxyActivities<Activities>(forCallingBack);

/** What a spoken call keeps of its line; plain data. */
export interface OnLine {
  /** Absent until a host has attached. */
  host?: string;
  epoch: number;
  /** Turns listened for. */
  turns: number;
  /** What is to be said before listening. */
  toSay: string[];
  /** What was said last: said again where a line was lost, since nobody knows how much of it was heard. */
  said: string[];
  lost: boolean;
  /** A host has listened to its end: what a call begins with was said. */
  opened?: true;
  /** How often the host that holds it has said so. */
  seen: number;
  /** What was noted while Temporal was away has been answered since: the last answer was heard by nobody. */
  noted?: true;
  /** The carrier says that the call is over; whether the caller hung up, the line tells. */
  over?: true;
  /** The caller has hung up; what they said last may still come. */
  hungUp?: true;
  /** The caller was called back once already. */
  calledBack?: true;
  /** The carrier's name for the leg that the line holds, or held last. */
  callSid?: string;
  /** Only of a call of ours. */
  ringing?: Ringing;
  /** Somebody picked up, and has not heard yet who calls: what they say until then is no turn. */
  unintroduced?: true;
  /** The caller is being asked whether the call may be recorded. */
  asksConsent?: true;
  recorded?: Recorded;
  /** By `<Gather>`: the first words were said to their end. */
  playedOut?: true;
  /** The notice that this call tells was heard. */
  noticeHeard?: true;
  /** What was done and the caller has not heard yet, in the order it was done. */
  untold: Untold[];
  /** Under way to a person. */
  transfer?: Transfer;
  transfers?: TransferDone[];
}

/** A spoken call that nobody holds yet; its first words say what it is. */
export function openLine(start: CallStart): OnLine {
  const { callId, language, record, outbound } = start;
  const phrases = spokenPhrasesOf(language);
  const toSay = [phrases.isMachine(), ...(record ? [phrases.mayRecord()] : greetingOf(start))];
  return {
    ...{ epoch: 0, turns: 0, toSay, said: [], lost: false, seen: 0, untold: [] },
    ...(record ? { asksConsent: true as const } : {}),
    ...(outbound ? { ringing: {}, unintroduced: true as const } : { callSid: callId }),
  };
}

/** A call with its line, as the parts of its workflow share it. */
export interface SpokenCall {
  start: CallStart;
  call: Call;
  line: OnLine;
  door: Door;
  /** Shows operators what has changed. */
  show: () => void;
}

/** What came of listening. `lost`: the host is gone, or holds the line no more. */
export type OfLine = Listened | { what: 'lost' };

/** A `listen` that is under way. `epoch` and `seen` are the line's as it was asked. */
export interface Ask extends Pick<OnLine, 'epoch' | 'seen' | 'noted'> {
  scope: CancellationScope;
  came?: OfLine;
}

/** Whether a host has said since then that it holds the line. */
export const isHeldSince = ({ line }: SpokenCall, { epoch, seen }: Ask): boolean =>
  line.epoch !== epoch || line.seen !== seen;

/** Asks the host that holds the line; where none does, that is what came of it. */
export function beginListening(spoken: SpokenCall): Ask {
  const { line, call } = spoken;
  const { epoch, seen, noted } = line;
  const asked: Ask = { epoch, seen, ...(noted ? { noted } : {}), scope: new CancellationScope() };
  if (line.host === undefined) return Object.assign(asked, { came: { what: 'lost' as const } });
  line.turns += 1;
  const expects = call.talk.proposal || line.asksConsent ? ('yes-no' as const) : call.talk.expects;
  const ask: Listening = {
    ...{ turnId: `v${line.turns}`, say: wordsFor(spoken) },
    ...(expects ? { expects } : {}),
    ...(line.opened || line.noted ? {} : { firstWords: true as const }),
  };
  if (line.noted || line.lost) {
    keepSaid(call.talk, ask.say);
    // What was read back to nobody is read back now.
    if (call.talk.proposal) call.talk.proposedIn ??= ask.turnId;
  }
  if (line.toSay.length > 0) line.said = line.toSay;
  line.toSay = [];
  line.lost = false;
  delete line.noted;
  void asked.scope
    .run(async () => await listen(spoken, ask))
    .then(
      (came) => (asked.came = came),
      () => (asked.came = { what: 'lost' }),
    );
  return asked;
}

/** What is said before listening: after a loss, what was said last once more, since nobody knows how much was heard. */
export function wordsFor({ line, start }: SpokenCall): string[] {
  const phrases = spokenPhrasesOf(start.language);
  const before = line.said.length > 0 ? line.said : line.toSay;
  if (line.noted) return [phrases.worksAgain(), ...before];
  if (!line.opened) return before;
  return line.lost ? [phrases.backAgain(), ...before] : line.toSay;
}

/** Has the line say and listen. */
export async function listen({ line, start }: SpokenCall, ask: Listening): Promise<OfLine> {
  const { host = '', epoch } = line;
  const { listen: onHost } = proxyActivities<LineActivities>(forListening(host));
  const held = { callId: start.callId, epoch };
  try {
    return await onHost.executeWithOptions({ summary: `turn ${ask.turnId}` }, [held, ask]);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { what: 'lost' };
  }
}

/**
 * Waits until a host holds the line, or a noted turn comes in. Where the line does not come back the caller is called
 * back, once; then the call is over, and they are told.
 */
export async function awaitLine(spoken: SpokenCall, lost: Ask): Promise<void> {
  const { line, call, door } = spoken;
  line.lost = line.host !== undefined;
  const isBack = (): boolean =>
    isHeldSince(spoken, lost) || call.talk.ended !== undefined || door.inbox.length > 0;
  const comesBack = async (within: string, summary: string): Promise<boolean> => {
    const isDecided = (): boolean => isBack() || (line.over === true && !line.calledBack);
    if (!isBack()) await condition(isDecided, within, { summary });
    return isBack();
  };
  if (!line.calledBack) {
    if (await comesBack(reattachWithin, 'the carrier brings the line to another host')) return;
    if (!(await isCalledBack(spoken))) return await giveUp(spoken);
  }
  if (await comesBack(pickedUpWithin, 'the caller is called back')) return;
  await giveUp(spoken);
}

async function giveUp(spoken: SpokenCall): Promise<void> {
  spoken.call.talk.ended = 'channel';
  await tellCutOff(spoken);
}

async function isCalledBack({ start, line }: SpokenCall): Promise<boolean> {
  const { callId, assistant, from, ifDropped } = start;
  if (ifDropped !== 'call-back' || from === undefined || line.calledBack) return false;
  line.calledBack = true;
  // From here on another leg counts.
  delete line.over;
  try {
    await callBack.executeWithOptions({ summary: 'call the caller back' }, [{ callId, assistant, to: from }]);
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return false;
  }
}

async function tellCutOff(spoken: SpokenCall): Promise<void> {
  const { callId, tenant, channel, language, zone, ifDropped } = spoken.start;
  const contact = contactOf(spoken);
  if (ifDropped === 'nothing' || !contact) return;
  const news = { what: 'cutOff' as const, title: '', codes: spoken.call.talk.codes };
  const who = { tenant, channel, language, zone, contact };
  await tell({ code: callId, number: 1, ...who, news });
}
