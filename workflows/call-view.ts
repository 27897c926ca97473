/** Shows operators where a call stands: on its card in the Temporal UI, and in the store. */
import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { callCard } from '../src/domain/card';
import { phoneLines, phoneView } from '../src/domain/phone-card';
import type { CallStart } from '../src/domain/call';
import { maskAddress } from '../src/domain/mask';
import type { Call } from './call';
import { type Behind, projectCall } from './projection';

/** Makes what refreshes the view. The store is told only of beginning, deliveries and end: a turn is no event for it. */
export function createCallView(start: CallStart, call: Call, behind: Behind): () => void {
  let shown: string | undefined;
  const who = start.from ?? start.email;
  return () => {
    const { talk, line } = call;
    const phone = line && phoneView(line);
    const lines = line ? phoneLines(line) : [];
    setCurrentDetails(callCard({ ...talk, waitsForYes: talk.proposal !== undefined, phone: lines }));
    const worth = `${talk.codes.length} ${talk.ended} ${JSON.stringify(phone)}`;
    if (worth === shown) return;
    shown = worth;
    call.version += 1;
    const record = {
      callId: start.callId,
      workflowId: workflowInfo().workflowId,
      channel: start.channel,
      tenant: start.tenant,
      assistant: start.assistant,
      language: start.language,
      state: talk.ended ? ('ended' as const) : ('live' as const),
      turns: talk.turns,
      codes: [...talk.codes],
      startedAt: call.startedAt,
      version: call.version,
      ...(phone ? { phone } : {}),
      ...(who ? { fromMasked: maskAddress(who) } : {}),
      ...(talk.ended ? { endedBy: talk.ended, endedAt: new Date().toISOString() } : {}),
    };
    behind.add(() => projectCall(record));
  };
}
