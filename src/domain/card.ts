/** The card an operator reads in the Temporal UI: state, why it waits, next step, last error. No caller data. */
import type { Circuit } from './circuit';
import type { Delivery } from './delivery';
import type { FollowUp } from './follow-up';
import { escalatesAt } from './reminder';

/** Who or what a workflow waits for; the search attribute `WaitingFor`. */
export type WaitingFor = 'caller' | 'system' | 'operator' | 'office' | 'nobody';

/** Whom a delivery waits for. */
export function deliveryWaitsFor(delivery: Delivery): WaitingFor {
  if (delivery.outcome) return 'nobody';
  return delivery.state === 'parked' ? 'operator' : 'system';
}

/** What happens next to a delivery, in plain words. */
export function deliveryNextStep(delivery: Delivery): string {
  switch (delivery.state) {
    case 'delivering':
      return `Try ${delivery.attempts + 1} is under way.`;
    case 'waiting':
      if (delivery.after.length > 0) return `After ${delivery.after.join(', ')} of the same call, by itself.`;
      return `Try ${delivery.attempts + 1} when the circuit of ${delivery.order.connection} calls it${
        delivery.nextTryAt ? `, not before ${delivery.nextTryAt}` : ''
      }; by itself.`;
    case 'parked':
      return delivery.parked?.overdue
        ? 'Its deadline has passed. Somebody retries, corrects or withdraws it now.'
        : `${delivery.parked?.owner} retries, corrects or withdraws it; the alarm goes at ${delivery.parked?.deadline}.`;
    case 'delivered':
    case 'refused':
    case 'withdrawn':
      return 'The caller is told.';
  }
}

const deliveryStates: Record<Delivery['state'], string> = {
  delivering: 'being delivered',
  waiting: 'not delivered yet',
  parked: 'parked for people',
  delivered: 'delivered',
  refused: 'refused by the system',
  withdrawn: 'withdrawn',
};

/** The card of a delivery, in Markdown. */
export function deliveryCard(delivery: Delivery): string {
  const { order, lastFault: fault } = delivery;
  const lines = [
    `### ${delivery.code}: ${deliveryStates[delivery.state]}`,
    `- **What**: ${order.verb} at ${order.connection}`,
    `- **Waits for**: ${deliveryWaitsFor(delivery)}`,
    `- **Next**: ${deliveryNextStep(delivery)}`,
    `- **Tries so far**: ${delivery.attempts}${delivery.alarm ? ' (alarm: somebody should look)' : ''}`,
  ];
  if (delivery.parked)
    lines.push(
      `- **Owner**: ${delivery.parked.owner}`,
      `- **Reason**: ${delivery.parked.reason}`,
      `- **Deadline**: ${delivery.parked.deadline}`,
    );
  if (delivery.callBackBy && !delivery.outcome)
    lines.push(`- **Call back**: promised until ${delivery.callBackBy}`);
  if (delivery.flagged) lines.push('- **Possible double**: somebody should look in the system.');
  if (fault) lines.push(`- **Last error**: ${fault.message} (${fault.kind}, ${fault.at})`);
  if (delivery.outcome?.state === 'delivered')
    lines.push(`- **Record**: ${delivery.outcome.receipt.record.id}`);
  if (order.dueAt) lines.push(`- **Promised until**: ${order.dueAt}`);
  if (!delivery.outcome)
    lines.push('', 'Updates: `retryNow`, `correct`, `withdraw` (console, or here with JSON input).');
  return lines.join('\n');
}

/** The card of a circuit. */
export function circuitCard(circuit: Circuit): string {
  const { connection, state, since, line, granted, nextLookAt, lastError, drained } = circuit;
  const oldest = line.reduce((least, waiting) => Math.min(least, waiting.since), Number.POSITIVE_INFINITY);
  const next =
    state === 'open'
      ? `looked at again at ${new Date(nextLookAt ?? 0).toISOString()}, by itself`
      : `${state === 'closed' ? 'those in line try' : 'one tries for all'}, callers in turn`;
  return [
    `### ${connection}: circuit ${state} since ${since}`,
    `- **In line**: ${line.length}${line.length > 0 ? `, the oldest since ${new Date(oldest).toISOString()}` : ''}`,
    `- **Trying now**: ${Object.keys(granted).length}`,
    `- **Next**: ${next}`,
    `- **Gone from the line so far**: ${drained}`,
    ...(lastError ? [`- **Last error**: ${lastError}`] : []),
    ...(state === 'open' ? ['', 'Update: `probeNow` looks at once.'] : []),
  ].join('\n');
}

/** The card of a call. */
export function callCard(call: {
  turns: number;
  codes: string[];
  ended?: string;
  waitsForYes: boolean;
  /** Further lines, of a call by telephone. */
  phone?: string[];
}): string {
  const state = call.ended
    ? `ended (${call.ended})`
    : call.waitsForYes
      ? 'waits for the caller’s yes'
      : 'live';
  return [
    `### Call: ${state}`,
    `- **Turns**: ${call.turns}`,
    `- **Deliveries**: ${call.codes.length ? call.codes.map((code) => `\`delivery/${code}\``).join(', ') : 'none yet'}`,
    ...(call.phone ?? []),
    `- **Next**: ${call.ended ? 'Nothing; its deliveries go on by themselves.' : 'The caller speaks, or the call ends by silence.'}`,
  ].join('\n');
}

/** The card of a follow-up. */
export function followUpCard(state: FollowUp, nextLookAt: string | undefined, lastError?: string): string {
  const lines = [
    `### ${state.code}: watching ${state.record.connection} ${state.record.id}`,
    `- **Status last seen**: ${state.status}${state.lookedAt ? `, ${state.lookedAt}` : ''}`,
    `- **Waits for**: ${state.escalated && nextLookAt ? `operator (${state.escalated.to})` : 'the office'}`,
    `- **Next**: ${nextLookAt ? `looks by itself at ${nextLookAt}, or at once when a webhook comes` : 'settled'}`,
    `- **Notices sent**: ${state.notices}`,
  ];
  if (lastError) lines.push(`- **Last error**: ${lastError}`);
  if (state.dueAt) lines.push(`- **Promised until**: ${state.dueAt}`);
  const next = nextLookAt && escalatesAt(state.reminders ?? []);
  if (next) lines.push(`- **Escalates at**: ${next.at}, to ${next.to}`);
  if (state.escalated) lines.push(`- **Escalated at**: ${state.escalated.at}, to ${state.escalated.to}`);
  return lines.join('\n');
}
