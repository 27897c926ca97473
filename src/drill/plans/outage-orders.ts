/** What is asked for during an outage: callers with one to three wishes each. */
import { createHash } from 'node:crypto';
import type { Order } from '../../domain/call';
import { mintCode } from '../../domain/code';
import { faultPolicy } from '../../domain/terms';
import type { DrillOptions } from '../run';
import type { DrillScript } from '../script';
import { randomOf } from '../seeded-random';

/** Deliveries in flight: enough for the cap, however long one takes on a busy machine. */
export const atOnce = 32;

/** One wish of one caller; `index` is its place among theirs. */
export interface OutageWish {
  script: DrillScript;
  order: Order;
  code: string;
  index: number;
  askedAtMs: number;
  from: string;
}

/** So many wishes, in the order in which they are asked for. */
export function outageOrders({
  calls,
  seed,
  creation,
}: Pick<DrillOptions, 'calls' | 'seed' | 'creation'>): OutageWish[] {
  const random = randomOf(seed);
  const beganMs = Date.now() - calls;
  const wishes: OutageWish[] = [];
  for (let caller = 0; wishes.length < calls; caller += 1) {
    const from = `+3461${1_000_000 + caller}`;
    const script: DrillScript = {
      ...{ id: `outage-${caller}`, assistant: 'town-hall', system: 'town-hall-desk', language: 'es' },
      ...{ from, turns: [], writes: [] },
    };
    const count = Math.min(1 + Math.floor(random() * 3), calls - wishes.length);
    for (let index = 0; index < count; index += 1) {
      const place = `calle de la Espera ${wishes.length + 1}`;
      script.writes.push({ tool: 'createTicket', arguments: { place }, response: null, atLeast: true });
      const askedAtMs = beganMs + wishes.length;
      const order = orderOf(place, from, `outage-${caller}`, creation);
      wishes.push({ script, order, code: mintCode(random), index, askedAtMs, from });
    }
  }
  return wishes;
}

function orderOf(place: string, from: string, callId: string, creation: DrillOptions['creation']): Order {
  return {
    ...{ tenant: 'valdeseda', assistant: 'town-hall', connection: 'town-hall-desk', language: 'es' },
    ...{ channel: 'dev', zone: 'Europe/Madrid', callId, title: 'avisar de una farola apagada' },
    contact: { phone: from },
    callerKey: createHash('sha256').update(from).digest('hex').slice(0, 32),
    terms: {
      creation,
      indexLagMs: creation === 'reference' ? 60_000 : 0,
      settleMs: 3_000,
      atOnce,
      policy: faultPolicy.parse({}),
    },
    verb: 'createTicket',
    args: {
      subject: 'Avisar de una farola apagada',
      category: 'alumbrado',
      priority: 'normal',
      team: 'alumbrado',
      contact: { phone: from },
      place,
      pending: [],
      origin: {
        channel: 'dev',
        callId,
        at: new Date().toISOString(),
        language: 'es',
        intent: 'street_light',
        summary: '',
        entities: {},
      },
    },
  };
}
