import { setTimeout as pause } from 'node:timers/promises';
import { caseDetail, type CaseView } from '../gateway/shapes';
import { type Api, Refusal } from './api';

const lookEveryMs = 250;
const settledStates = new Set(['delivered', 'settled', 'refused', 'withdrawn']);

/** How a case stood when it was last looked at; without `state` it was never seen. */
export type Receipt = { code: string } & Partial<
  Pick<CaseView, 'state' | 'recordId' | 'recordUrl' | 'lastError'>
>;

/** Whether the record exists: what the caller asked for is done. */
export const isDelivered = ({ state }: Receipt): boolean => state === 'delivered' || state === 'settled';

/** Looks at a case until it is delivered, refused or withdrawn, at most `waitMs` long; answers how it stood at the end. */
export async function awaitReceipt(api: Api, code: string, waitMs: number): Promise<Receipt> {
  const until = performance.now() + waitMs;
  for (;;) {
    const patienceMs = Math.max(0, until - performance.now());
    const seen = await api
      .get(`/api/cases/${encodeURIComponent(code)}`, caseDetail, { patienceMs })
      .catch((error: unknown) => {
        // The case is written by the delivery, a moment after the caller heard its code.
        if (error instanceof Refusal && error.status === 404) return undefined;
        throw error;
      });
    if (seen && settledStates.has(seen.state)) return toReceipt(seen);
    if (performance.now() >= until) return seen ? toReceipt(seen) : { code };
    await pause(lookEveryMs);
  }
}

function toReceipt({ code, state, recordId, recordUrl, lastError }: CaseView): Receipt {
  return {
    code,
    state,
    ...(recordId === undefined ? {} : { recordId }),
    ...(recordUrl === undefined ? {} : { recordUrl }),
    ...(lastError === undefined ? {} : { lastError }),
  };
}
