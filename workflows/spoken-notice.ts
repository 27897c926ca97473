/** A call of ours that tells a notice: whether it was heard to its end. */
import { getExternalWorkflowHandle, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { CallStart } from '../src/domain/call';
import type { SendReceipt } from '../src/domain/reach';
import { wasTold } from '../src/domain/notice-heard';
import type { OfLine, SpokenCall } from './line-of-call';
import { receiptSeen } from './messages';
import { forProjections } from './options';

const { noteReceipt } = proxyActivities<Activities>(forProjections);

/** Somebody who listened to its end, or answered it, was told. */
export async function noteHeard({ start, line }: SpokenCall, came: OfLine): Promise<void> {
  if (!start.notice || line.noticeHeard || !wasTold(start.greeting, came)) return;
  line.noticeHeard = true;
  await report(start, { state: 'delivered', at: now() });
}

/** The call is over and nobody heard the notice: the next rung's turn. */
export async function noteUnheard({ start, line }: SpokenCall): Promise<void> {
  if (!start.notice || line.noticeHeard) return;
  const outcome = line.ringing?.outcome ?? 'unknown';
  const error = outcome === 'person' ? 'nobody heard it to its end' : reasons[outcome];
  const state =
    outcome === 'failed' || outcome === 'unknown' ? ('failed' as const) : ('undelivered' as const);
  const fault = line.ringing?.fault;
  const receipt = { state, at: now(), error: (fault ? `${error}: ${fault}` : error).slice(0, 300) };
  // It may ring, or have rung, and the next rung tells them as well: somebody should know.
  await report(start, receipt, outcome === 'unknown' ? true : undefined);
}

const reasons = {
  machine: 'a machine answered',
  'no-answer': 'nobody answered',
  busy: 'the line was busy',
  failed: 'the call could not be placed',
  cancelled: 'the call was over before anything was told',
  unknown: 'nobody knows whether it rang',
};

const now = (): string => new Date().toISOString();

async function report({ notice }: CallStart, receipt: SendReceipt, flagged?: true): Promise<void> {
  if (!notice) return;
  const { send } = notice;
  const options = { summary: `notice ${receipt.state}` };
  await noteReceipt.executeWithOptions(options, flagged ? [send, receipt, flagged] : [send, receipt]);
  const outreach = getExternalWorkflowHandle(send.slice(0, send.lastIndexOf('/')));
  // One that has ended by now needs no word of it: the record stands.
  await outreach
    .signal(receiptSeen, { channel: 'voice', receipt, ...(flagged ? { flagged } : {}) })
    .catch(() => undefined);
}
