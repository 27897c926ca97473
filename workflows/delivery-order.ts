/** Deliveries of one call reach their system in the order in which they were asked for. */
import { condition, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import type { Delivering } from './delivery';
import { deliveryWorkflowId } from './ids';
import { settledBefore, tellWhenSettled } from './messages';

/** Listens for deliveries of the same call. What it hears is part of the delivery, which may continue as new at any time. */
export function attendSiblings(
  self: Delivering,
  isLetGo: () => boolean,
): {
  /** Waits until those that come before this one have ended, or wait for people. */
  goFirst(): Promise<void>;
  /** Lets those that come after it go, where it is settled. */
  tell(): Promise<void>;
} {
  const free = (code: string): void => {
    const { after } = self.read();
    self.change({ ...self.read(), after: after.filter((earlier) => earlier !== code) });
  };
  setHandler(settledBefore, ({ code }) => free(code));
  setHandler(tellWhenSettled, async ({ code }) => {
    self.change({ ...self.read(), before: [...self.read().before, code] });
    await tell();
  });

  return {
    tell,
    async goFirst() {
      const { after, code, order } = self.read();
      for (const earlier of after) {
        if (!(await signal(earlier, tellWhenSettled, code))) free(earlier);
      }
      const left = self.read().after;
      if (left.length === 0) return;
      self.change({ ...self.read(), state: 'waiting' });
      self.note('system', 'waits', `for ${left.join(', ')} of the same call at ${order.connection}`);
      await condition(() => self.read().after.length === 0 || self.read().outcome !== undefined || isLetGo());
    },
  };

  async function tell(): Promise<void> {
    const { outcome, state, before, code } = self.read();
    if (outcome === undefined && state !== 'parked') return;
    self.change({ ...self.read(), before: [] });
    for (const later of before) await signal(later, settledBefore, code);
  }
}

/** Whether the other delivery could be told; one that is over cannot. */
async function signal(
  to: string,
  what: typeof settledBefore | typeof tellWhenSettled,
  code: string,
): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(deliveryWorkflowId(to)).signal(what, { code });
    return true;
  } catch {
    return false;
  }
}
