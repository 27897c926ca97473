/** One message by one channel: tried until the channel took it, then waited for until a receipt tells how it ended. */
import {
  ActivityFailure,
  condition,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Fault } from '../src/domain/call';
import type { Notice } from '../src/domain/follow-up';
import {
  afterSending,
  isSettled,
  openTry,
  type Outreach,
  patienceMs,
  type ReachPlan,
  sendAgainAfterMs,
  type Sending,
  triedSoFar,
  type Tried,
} from '../src/domain/outreach';
import type { Rung } from '../src/domain/reach';
import { nextRung } from '../src/domain/reach-rules';
import { faultOf } from './faults';
import { forSending } from './options';

const { sendByChannel } = proxyActivities<Activities>(forSending);

/** One step of an outreach. */
interface Step {
  notice: Notice;
  plan: ReachPlan;
  outreach: Outreach;
  rung: Rung;
  show: () => void;
}

/** Sends, and waits for the receipt within the plan's time. What it came to stands in `outreach.tried`. */
export async function sendBy(step: Step): Promise<void> {
  const { plan, outreach, rung, show } = step;
  const place = outreach.tried.push(openTry(rung, now())) - 1;
  const tried = (): Tried => outreach.tried[place] ?? openTry(rung, now());
  const change = (after: Tried): void => {
    outreach.tried[place] = after;
    show();
  };
  const sending = await untilTaken(step, tried);
  change(afterSending(tried(), sending, now()));
  const summary = `the receipt of ${rung.channel}`;
  if (!(await condition(() => isSettled(tried()), plan.waitMs[rung.channel], { summary })))
    change({ ...tried(), overdue: true });
}

/** Tries again and again while the channel is away; not for ever where another one is left. */
async function untilTaken(step: Step, tried: () => Tried): Promise<Sending> {
  const { notice, plan, outreach, rung } = step;
  const untilMs = Date.now() + patienceMs;
  let doubt = false;
  for (let tries = 1; ; tries += 1) {
    const came = await trySending(notice, rung, doubt);
    if (!('fault' in came)) return came;
    const { fault } = came;
    doubt ||= fault.outcome === 'unknown';
    const waitMs = sendAgainAfterMs(tries, fault.retryAfterMs);
    const others = triedSoFar(outreach).map((one) => ({ ...one, overdue: true }));
    const mayGoOn = nextRung(plan.rungs, others) !== undefined;
    if (isFinal(fault) || (mayGoOn && Date.now() + waitMs > untilMs)) return { refused: fault.message };
    // A receipt of a message whose answer was lost says that it left.
    const hasLeft = (): boolean => tried().progress.state !== 'leaving';
    await condition(hasLeft, waitMs, { summary: `${rung.channel} is tried again` });
    if (hasLeft()) return { receipt: tried().progress };
  }
}

async function trySending(notice: Notice, rung: Rung, doubt: boolean): Promise<Sending | { fault: Fault }> {
  const options = { summary: `tell the caller by ${rung.channel}: ${notice.news.what}` };
  try {
    const { workflowId: outreach } = workflowInfo();
    return await sendByChannel.executeWithOptions(options, [notice, rung, { outreach, doubt }]);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { fault: faultOf(error, now()) };
  }
}

/** What no further try mends. */
const isFinal = ({ kind }: Fault): boolean => kind === 'rejected' || kind === 'missing';

const now = (): string => new Date(Date.now()).toISOString();
