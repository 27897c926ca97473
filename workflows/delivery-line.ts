/** A delivery's place in line at its system's circuit, and its waiting there or for people. */
import {
  condition,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { type Delivery, placeOf } from '../src/domain/delivery';
import type { Notice } from '../src/domain/follow-up';
import type { Delivering } from './delivery';
import { circuitWorkflowId } from './ids';
import { leaveLine, tryEnded, yourTurn } from './messages';
import { forLines } from './options';
import { tell } from './telling';

const { joinCircuit } = proxyActivities<Activities>(forLines);

const alarmAfter = '10 minutes';
/** A circuit forgets nobody; should its workflow be terminated, those in line get in line again within this. */
const joinAgainAfter = '1 hour';

/**
 * What a circuit is told of a try. Nothing is known of the system with `unheard`, our own worker was lost; with `unasked`, our
 * own pace had no room; and with `left`, people or the register see to it now.
 */
export type Report =
  | { system: 'answered' }
  | { system: 'away'; error: string; retryAfterMs?: number }
  | { system: 'unheard' | 'unasked' }
  | { system: 'left' };

/** A delivery's place in line. */
export interface Line {
  join(): Promise<void>;
  /** Tells the circuit what came of a try, and gets in line where the system is away. */
  report(report: Report): Promise<void>;
  /** Whether the circuit or an operator has called it; a call is good for one try. */
  takeTurn(): boolean;
  /** Waits for its turn, an operator, or the end; counts the time meanwhile. */
  wait(): Promise<void>;
}

/** Gets ready to be called. What it knows of its place is part of the delivery, which may continue as new at any time. */
export function attendLine(self: Delivering, isLetGo: () => boolean): Line {
  const stand = (standsAt: string | undefined): void => {
    const { standsAt: _before, ...rest } = self.read();
    self.change(standsAt === undefined ? rest : { ...rest, standsAt });
  };
  setHandler(yourTurn, () => {
    stand(self.read().order.connection);
    self.change({ ...self.read(), called: true });
  });

  const line: Line = {
    async join() {
      const { order, code } = self.read();
      stand(order.connection);
      await joinCircuit.executeWithOptions({ summary: `${code} gets in line for ${order.connection}` }, [
        order.connection,
        placeOf(self.read()),
        order.terms.atOnce,
      ]);
    },

    async report(report) {
      const { standsAt } = self.read();
      const goesOn = report.system !== 'answered' && report.system !== 'left';
      if (standsAt === undefined) return goesOn ? await line.join() : undefined;
      if (!goesOn) stand(undefined);
      // A circuit that is no more: nobody waits there.
      if (!(await told(self, standsAt, report)) && goesOn) await line.join();
    },

    takeTurn() {
      const { called } = self.read();
      self.change({ ...self.read(), called: false });
      return called;
    },

    async wait() {
      const woken = (): boolean => self.read().called || isLetGo() || self.read().outcome !== undefined;
      if (self.read().state === 'parked') await forPeople(self, woken);
      else await inLine(self, woken, line);
    },
  };
  return line;
}

/** Tells a circuit; false where it is no more. */
async function told({ read }: Delivering, connection: string, report: Report): Promise<boolean> {
  const circuit = getExternalWorkflowHandle(circuitWorkflowId(workflowInfo().taskQueue, connection));
  const { code } = read();
  try {
    if (report.system === 'answered') await circuit.signal(tryEnded, { code, ...report });
    else if (report.system === 'left') await circuit.signal(leaveLine, { code });
    else await circuit.signal(tryEnded, { code, ...report, again: placeOf(read()) });
    return true;
  } catch {
    return false;
  }
}

async function inLine(self: Delivering, woken: () => boolean, line: Line): Promise<void> {
  const { code, order, alarm, callBackBy } = self.read();
  const summary = `${code} waits in line for ${order.connection}, or an operator`;
  if (!alarm) {
    if (await condition(woken, alarmAfter, { summary })) return;
    self.change({ ...self.read(), alarm: true });
    self.note('system', 'alarm', `${order.connection} has kept it waiting for ${alarmAfter}`);
  }
  const leftMs = callBackBy === undefined ? 0 : Date.parse(callBackBy) - Date.now();
  if (leftMs > 0) {
    if (await condition(woken, leftMs, { summary: `${code}: a call back is promised` })) return;
    self.note('system', 'deadline passed', 'the time of the promised call back is over');
  }
  while (!(await condition(woken, joinAgainAfter, { summary }))) await line.join();
}

async function forPeople(self: Delivering, woken: () => boolean): Promise<void> {
  const { parked, code } = self.read();
  if (parked && !parked.overdue) {
    const summary = `${code} waits for ${parked.owner}, until its deadline`;
    const leftMs = Math.max(0, Date.parse(parked.deadline) - Date.now());
    if (await condition(woken, leftMs, { summary })) return;
    self.change({ ...self.read(), parked: { ...parked, overdue: true } });
    self.note('system', 'deadline passed', `${parked.owner} has not seen to it in time`);
    self.note('system', 'told', await tell(delayOf(self.read())));
  }
  await condition(woken);
}

/** That it takes longer; number 0, since what comes of it is told as number 1. */
function delayOf({ code, order }: Delivery): Notice {
  const { tenant, channel, language, zone, contact, title } = order;
  const news = { what: 'delayed' as const, title, code };
  return { code, number: 0, tenant, channel, language, zone, contact, news };
}
