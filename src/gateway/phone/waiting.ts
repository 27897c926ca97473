/**
 * A line of a call of ours that waits in silence until the workflow knows who picked up. Where nothing is heard of the
 * workflow, this host says who speaks, fills the silence, and in the end says that we call again or write, and hangs up.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { callWorkflowId } from '../../../workflows/ids';
import type { Assistant } from '../../domain/assistant';
import type { OpenLine } from '../../line/open-line';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import { isUp } from '../temporal';
import type { PhoneParts } from './phone-parts';

/** A line that waits, and whom it speaks for. */
export interface Waiting {
  assistant: Pick<Assistant, 'language' | 'name'>;
  /** Its socket is gone. */
  isGone: () => boolean;
  /** The carrier is to bring its leg to no other line. */
  leave: () => void;
}

const lookEveryMs = 1_000;
/** A workflow whose worker is busy answers more slowly than Temporal does. */
const workflowWithinMs = 1_500;
/** So long after the last sign of the workflow, who picked up is told that we call again. */
const patienceMs = 6_000;

/** Attends it until the workflow asks it for something, or its end. */
export async function attendWaiting(parts: PhoneParts, line: OpenLine, waiting: Waiting): Promise<void> {
  const isOurs = (): boolean => !line.wasAsked && !waiting.isGone();
  let seenAt = Date.now();
  let hasSpoken = false;
  while (isOurs()) {
    const isSeen = await hasSign(parts, line);
    if (!isOurs()) return;
    if (isSeen) seenAt = Date.now();
    else if (!hasSpoken) {
      hasSpoken = true;
      await introduce(line, waiting);
    } else if (Date.now() - seenAt >= patienceMs) return await takeLeave(parts, line, waiting);
    await sleep(lookEveryMs);
  }
}

/** Whether the workflow is there: what picks up may take it half a minute to tell, and until then it keeps silent. */
async function hasSign({ desk, gateway }: PhoneParts, { callId }: OpenLine): Promise<boolean> {
  if (desk.intakes.outage.isOn()) return false;
  const state = desk.state(callWorkflowId('phone', callId), workflowWithinMs);
  return (await isUp(gateway.temporal)) && (await state) !== undefined;
}

/** The first words of every call. A workflow that comes back goes on behind them; until then fillers follow. */
async function introduce(line: OpenLine, { assistant }: Waiting): Promise<void> {
  line.sayOwn(spokenPhrasesOf(assistant.language).isMachine(), true);
  await said(line, []);
}

/** Says that we call again, and hangs up. What the call was to tell counts as not told. */
async function takeLeave(parts: PhoneParts, line: OpenLine, { assistant, leave }: Waiting): Promise<void> {
  const { desk, gateway, phone } = parts;
  const { callId } = line;
  gateway.log.warn({ callId }, 'who picked up was told that we call again: nothing is heard of the workflow');
  // Decided: a workflow that comes back in the middle of it finds no line here to say the notice on as well.
  phone.live.drop(line);
  leave();
  const away = isUp(gateway.temporal).then((up) => void (up || desk.intakes.outage.begin()));
  await said(line, [spokenPhrasesOf(assistant.language).callsAgain(assistant.name)]);
  await away;
  // Before the carrier asks where its leg goes, on whichever gateway: that asks for what is noted.
  await desk.hangUp(callId).catch((error: unknown) => {
    gateway.log.warn({ err: error, callId }, 'the end of a call could not be told');
  });
  line.close();
}

/** Says these, and comes back when nothing is left to be said, or the workflow has taken the line over. */
async function said(line: OpenLine, say: string[]): Promise<void> {
  const ask = { turnId: `waiting/${line.epoch}`, say, then: { stay: true as const } };
  await line.listenAlone(ask, new AbortController().signal).catch(() => undefined);
}
