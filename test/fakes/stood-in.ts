/** A whole Recado in front of the drill's stand-in systems, for tests about what reaches them and what does not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openDelivery } from '../../src/domain/delivery';
import { outageOrders, type OutageWish } from '../../src/drill/plans/outage-orders';
import { createStandIn, type StandIn } from '../../src/drill/stand-in';
import { deliveryWorkflowId } from '../../workflows/ids';
import { startSystem, type System } from './system';

/** The desk that `ask` asks. */
export const desk = 'town-hall-desk';

/** The system and what stands behind it. */
export interface StoodIn {
  system: System;
  standIn: StandIn;
  /** Starts deliveries of callers with one to three wishes each, as their calls would. `more` makes other ones. */
  ask(count: number, more: number): Promise<OutageWish[]>;
  stop(): Promise<void>;
}

/** Starts both. Without lag, and without time to settle after a timeout. `pace`: at which each is asked. */
export async function startStoodIn(
  seed: number,
  pace?: { perMinute: number; atOnce: number },
): Promise<StoodIn> {
  const names = [desk, 'shop-desk', 'it-desk'];
  const standIn = await createStandIn({
    seed,
    indexLagMs: [0, 0],
    systems: Object.fromEntries(names.map((name) => [name, { class: 'reference' as const }])),
    firstNumber: 1001 + Math.floor(Math.random() * 1_000_000),
  });
  const folder = mkdtempSync(join(tmpdir(), 'recado-stood-in-'));
  const connection = (name: string) => ({
    system: 'sandbox-desk',
    url: standIn.urlOf(name),
    token: standIn.token,
    webhookSecret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==',
    timeoutMs: 1000,
    settleMs: 0,
    ...(pace ? { delivery: { limit: { perMinute: pace.perMinute } } } : {}),
  });
  const connections = {
    ...Object.fromEntries(names.map((name) => [name, connection(name)])),
    agenda: { system: 'agenda' },
  };
  writeFileSync(join(folder, 'recado.yaml'), stringify({ connections }));
  const system = await startSystem({ env: { RECADO_CONFIG: join(folder, 'recado.yaml') } });
  return {
    ...{ system, standIn },
    async ask(count, more) {
      const wishes = outageOrders({ calls: count, seed: seed + more, creation: 'reference' });
      for (const { order, code, askedAtMs } of wishes) {
        order.terms = {
          ...order.terms,
          ...{ indexLagMs: 0, settleMs: 0 },
          ...(pace ? { atOnce: pace.atOnce } : {}),
        };
        await system.temporal.workflow.start('deliver', {
          workflowId: deliveryWorkflowId(code),
          taskQueue: system.config.taskQueue,
          args: [openDelivery(order, code, new Date(askedAtMs).toISOString())],
        });
      }
      return wishes;
    },
    async stop() {
      await system.stop();
      await standIn.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
