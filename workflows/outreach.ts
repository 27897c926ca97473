/** Telling one person one thing, rung by rung of their ladder, until a receipt says that it arrived. */
import { condition, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Notice } from '../src/domain/follow-up';
import {
  type Outreach,
  type ReachPlan,
  type Told,
  toldBy,
  triedSoFar,
  withReceipt,
} from '../src/domain/outreach';
import { outreachCard } from '../src/domain/outreach-card';
import { leavesAt } from '../src/domain/quiet-hours';
import type { Rung } from '../src/domain/reach';
import { nextRung, urgencyOf } from '../src/domain/reach-rules';
import { outreachState, receiptSeen } from './messages';
import { forProjections } from './options';
import { sendBy } from './outreach-send';

const { planReach } = proxyActivities<Activities>(forProjections);

/**
 * Each message is written down before it leaves, under this workflow's id and its channel, so that a repeated send is known.
 * Without a number or an address nobody can be told; that is an answer, not a failure.
 */
export async function reachOut(notice: Notice): Promise<Told> {
  const outreach: Outreach = { tried: [], missing: [] };
  const show = (ended?: Told): void =>
    setCurrentDetails(outreachCard(notice.code, notice.news.what, outreach, ended));
  setHandler(outreachState, () => outreach);
  setHandler(receiptSeen, ({ channel, receipt, flagged }) => {
    const place = outreach.tried.findIndex((one) => one.channel === channel);
    const tried = outreach.tried[place];
    if (tried) outreach.tried[place] = { ...withReceipt(tried, receipt), ...(flagged ? { flagged } : {}) };
    show();
  });

  const plan = await planReach.executeWithOptions({ summary: 'by what they may be told' }, [notice]);
  outreach.missing = plan.missing;
  const next = (): Rung | undefined => nextRung(plan.rungs, triedSoFar(outreach));
  for (let rung = next(); rung; rung = next()) {
    await untilDay(notice, plan, rung, outreach, show);
    await sendBy({ notice, plan, outreach, rung, show });
  }
  const told = toldBy(outreach);
  show(told);
  return told;
}

/** People are not woken; the dev phone's inbox wakes nobody. */
async function untilDay(
  notice: Notice,
  { quietHours }: ReachPlan,
  { channel }: Rung,
  outreach: Outreach,
  show: () => void,
): Promise<void> {
  const now = (): string => new Date(Date.now()).toISOString();
  if (channel === 'inbox' || urgencyOf(notice.news, now(), notice.actedAt) === 'now') return;
  const at = leavesAt(now(), notice.zone, quietHours);
  if (Date.parse(at) <= Date.now()) return;
  outreach.leavesAt = at;
  show();
  await condition(() => false, Date.parse(at) - Date.now(), {
    summary: `it is night there; leaves at ${at}`,
  });
}
