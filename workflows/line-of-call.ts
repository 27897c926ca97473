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
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import type { Call } from './call';
import type { Door } from './call-door';
import { forListening, forPlacing } from './options';
import { tell } from './telling';

/** How long a call without a line waits for the carrier to bring it to a host. */
const reattachWithin = '20 seconds';
/** How long it may ring when the caller is called back. */
const pickedUpWithin = '45 seconds';

const { callBack } = proxyActivities<Activities>(forPlacing);

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
  /** The caller was called back once already. */
  calledBack?: true;
}

/** A spoken call that nobody holds yet; its first words say what it is. */
export function openLine({ language, greeting }: CallStart): OnLine {
  const toSay = [spokenPhrasesOf(language).isMachine(), greeting];
  return { epoch: 0, turns: 0, toSay, said: [], lost: false };
}

/** A call with its line, as the parts of its workflow share it. */
export interface SpokenCall {
  start: CallStart;
  call: Call;
  line: OnLine;
  door: Door;
}

/** What came of listening. `lost`: the host is gone, or holds the line no more. */
export type OfLine = Listened | { what: 'lost' };

/** A `listen` that is under way. */
export interface Ask {
  epoch: number;
  scope: CancellationScope;
  came?: OfLine;
}

/** Asks the host that holds the line; where none does, that is what came of it. */
export function beginListening(spoken: SpokenCall): Ask {
  const { line, call, start } = spoken;
  const asked: Ask = { epoch: line.epoch, scope: new CancellationScope() };
  if (line.host === undefined) return Object.assign(asked, { came: { what: 'lost' as const } });
  line.turns += 1;
  const before = line.said.length > 0 ? line.said : line.toSay;
  const say = line.lost ? [spokenPhrasesOf(start.language).backAgain(), ...before] : line.toSay;
  const ask: Listening = {
    ...{ turnId: `v${line.turns}`, say },
    ...(call.talk.proposal ? { expects: 'yes-no' as const } : {}),
    ...(line.turns === 1 ? { firstWords: true as const } : {}),
  };
  if (line.toSay.length > 0) line.said = line.toSay;
  line.toSay = [];
  line.lost = false;
  void asked.scope
    .run(async () => await listen(spoken, ask))
    .then(
      (came) => (asked.came = came),
      () => (asked.came = { what: 'lost' }),
    );
  return asked;
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

/** Waits for a line; where none comes back, calls the caller back, once; then the call is over, and they are told. */
export async function awaitLine(spoken: SpokenCall): Promise<void> {
  const { line, call, door } = spoken;
  const { epoch } = line;
  line.lost = line.host !== undefined;
  const isBack = (): boolean =>
    line.epoch !== epoch || call.talk.ended !== undefined || door.inbox.length > 0;
  const comesBack = async (within: string, summary: string): Promise<boolean> =>
    isBack() || (await condition(isBack, within, { summary }));
  if (await comesBack(reattachWithin, 'the carrier brings the line to another host')) return;
  if (await isCalledBack(spoken)) {
    if (await comesBack(pickedUpWithin, 'the caller is called back')) return;
  }
  call.talk.ended = 'channel';
  await tellCutOff(spoken);
}

async function isCalledBack({ start, line }: SpokenCall): Promise<boolean> {
  const { callId, assistant, from, ifDropped } = start;
  if (ifDropped !== 'call-back' || from === undefined || line.calledBack) return false;
  line.calledBack = true;
  try {
    await callBack.executeWithOptions({ summary: 'call the caller back' }, [{ callId, assistant, to: from }]);
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return false;
  }
}

async function tellCutOff({ start, call }: SpokenCall): Promise<void> {
  const { callId, tenant, channel, language, zone, from, ifDropped } = start;
  if (ifDropped === 'nothing' || from === undefined) return;
  const news = { what: 'cutOff' as const, title: '', codes: call.talk.codes };
  const who = { tenant, channel, language, zone, contact: { phone: from } };
  await tell({ code: callId, number: 1, ...who, news });
}
