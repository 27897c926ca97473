/** One try of a delivery: an activity, and what its end makes of the delivery. */
import { ActivityFailure, isCancellation, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { answered, type Delivery, failed } from '../src/domain/delivery';
import type { Delivering } from './delivery';
import { announce } from './delivery-watch';
import type { Line } from './delivery-line';
import { faultOf } from './faults';
import { forWrites } from './options';

const { write } = proxyActivities<Activities>(forWrites);

/** Tries once and takes in what came of it; in line and not yet called, it only waits. */
export async function tryOnce(self: Delivering, line: Line): Promise<void> {
  const { order, code, attempts } = self.read();
  self.change({ ...self.read(), state: 'delivering' });
  if (attempts === 0) announce(self.read());
  if (mayDouble(self.read())) {
    self.change({ ...self.read(), flagged: true, doubt: false });
    self.note('system', 'possible double', `${order.connection} can be asked for no trace of the last try`);
  }
  const summary = `${order.verb} at ${order.connection}, try ${attempts + 1}`;
  const once = { key: code, fresh: surelyNew(self.read()), myTurn: line.takeTurn() };
  try {
    const result = await write.executeWithOptions({ summary }, [order, once]);
    if ('queued' in result) {
      self.change({ ...self.read(), state: 'waiting' });
      self.note('system', 'in line', `others wait for ${order.connection} already`);
      return await line.join();
    }
    self.change(answered(self.read(), result));
    self.note('system', `try ${attempts + 1}`, self.read().state);
    await line.report({ system: 'answered' });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const fault = faultOf(error, new Date().toISOString());
    const { flagged } = self.read();
    self.change(failed(self.read(), fault, Date.now(), Math.random()));
    self.note(
      'system',
      fault.unasked ? 'not asked' : `try ${attempts + 1}`,
      `${fault.kind}: ${fault.message}`,
    );
    if (self.read().flagged && !flagged)
      self.note(
        'system',
        'possible double',
        `${order.connection} may have done it; our register takes it too`,
      );
    await line.report(afterFault(self.read(), fault));
  }
}

/** What the circuit hears of a fault: a system that says no to one order is not away. */
function afterFault(
  { state }: Delivery,
  { kind, message, retryAfterMs, unheard, unasked }: ReturnType<typeof faultOf>,
): Parameters<Line['report']>[0] {
  if (kind === 'rejected' || kind === 'missing') return { system: 'answered' };
  if (state !== 'waiting') return { system: 'left' };
  if (unheard || unasked) return { system: unasked ? 'unasked' : 'unheard' };
  return { system: 'away', error: message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Nothing can be looked up there, and a try of unknown outcome was made: the next one may be the second. */
const mayDouble = ({ order, doubt }: Delivery): boolean => order.terms.creation === 'none' && doubt;

/** Whether no try can have reached the system. A reset goes back to before one that did, and shows as another run. */
function surelyNew({ doubt }: Delivery): boolean {
  const { runId, firstExecutionRunId } = workflowInfo();
  return !doubt && runId === firstExecutionRunId;
}
