/**
 * A small scheduling system of others: no transactions, no idempotency keys; a reference that can be looked up, a
 * refusal of taken times, and reservations. It refuses to cancel twice, as many do.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Slot } from '../../src/domain/appointment';
import type { Contact } from '../../src/domain/ticket';
import { addressOf, closed, listening } from './answering-server';

/**
 * How one request is met. `down`: 503, nothing done; `mute`: done, and the connection cut; `slow`: done, and answered
 * when nobody waits any more; `late`: done when nobody waits any more.
 */
export type SchedulingMood = 'well' | 'down' | 'mute' | 'slow' | 'late';
export const schedulingMoods: SchedulingMood[] = ['well', 'down', 'mute', 'slow', 'late'];

export interface ScheduledVisit {
  id: string;
  reference: string;
  status: 'booked' | 'cancelled';
  slot: Slot;
  contact: Contact;
  updatedAt: string;
}

export interface SchedulingServer {
  url: string;
  visits: ScheduledVisit[];
  /** How the next requests are met, one each; then all go well. */
  plan: SchedulingMood[];
  /** Requests that came, in order. */
  asked: string[];
  /** Ids that the office does not let go. */
  kept: Set<string>;
  close(): Promise<void>;
}

interface Asked {
  reference: string;
  slot: Slot;
  contact: Contact;
  milliseconds: number;
}

/** Starts one that offers `slots`; `lateMs` is how long `slow` and `late` take. */
export async function schedulingServer(slots: Slot[], lateMs: number): Promise<SchedulingServer> {
  const visits: ScheduledVisit[] = [];
  const reserved = new Map<string, { slot: Slot; until: number }>();
  const [plan, asked, kept]: [SchedulingMood[], string[], Set<string>] = [[], [], new Set()];

  const isFree = (slot: Slot, reference?: string): boolean =>
    !visits.some((visit) => visit.status === 'booked' && isSame(visit.slot, slot)) &&
    ![...reserved].some(
      ([of, hold]) => of !== reference && hold.until > Date.now() && isSame(hold.slot, slot),
    );

  const book = ({ reference, slot, contact }: Asked): [number, unknown] => {
    if (!isFree(slot, reference)) return [409, { error: 'taken' }];
    const visit: ScheduledVisit = {
      ...{ id: `${visits.length + 1}`, reference, slot, contact },
      status: 'booked',
      updatedAt: new Date().toISOString(),
    };
    visits.push(visit);
    reserved.delete(reference);
    return [201, visit];
  };
  const reserve = ({ reference, slot, milliseconds }: Asked): [number, unknown] => {
    if (!isFree(slot, reference)) return [409, { error: 'taken' }];
    const until = Date.now() + milliseconds;
    reserved.set(reference, { slot, until });
    return [201, { until: new Date(until).toISOString() }];
  };
  const cancel = (visit: ScheduledVisit): [number, unknown] => {
    if (kept.has(visit.id)) return [422, { error: 'the office keeps this one' }];
    if (visit.status === 'cancelled') return [422, { error: 'cancelled already' }];
    visit.status = 'cancelled';
    return [200, visit];
  };

  const answer = (method: string, url: URL, body: unknown): [number, unknown] => {
    const [, , id, verb] = url.pathname.split('/');
    const visit = visits.find((one) => one.id === id);
    const query = url.searchParams;
    switch (`${method} ${url.pathname.replace(/\d+/, ':id')}`) {
      case 'GET /slots': {
        const later = slots.filter((slot) => slot.startsAt >= (query.get('after') ?? '') && isFree(slot));
        return [200, { slots: later.slice(0, Number(query.get('limit'))) }];
      }
      case 'GET /visits':
        return [200, { visits: visits.filter((one) => one.reference === query.get('reference')).reverse() }];
      case 'POST /visits':
        return book(body as Asked);
      case 'GET /visits/:id':
        return visit ? [200, visit] : [404, {}];
      case 'POST /visits/:id/cancel':
        return visit && verb ? cancel(visit) : [404, {}];
      case 'POST /reservations':
        return reserve(body as Asked);
      case 'POST /reservations/release':
        return [200, { released: reserved.delete((body as Asked).reference) }];
      default:
        return [404, {}];
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '/' } = request;
    const body = await bodyOf(request);
    asked.push(`${method} ${url.replace(/\?.*/, '')}`);
    const mood = plan.shift() ?? 'well';
    if (mood === 'down') return void response.writeHead(503).end();
    if (mood === 'late') await sleep(lateMs, undefined, { ref: false });
    const [status, given] = answer(method, new URL(url, 'http://scheduling'), body);
    const text = JSON.stringify(given);
    if (mood === 'mute') return void response.destroy();
    if (mood === 'slow') await sleep(lateMs, undefined, { ref: false });
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await listening(server);
  return { url: addressOf(server), visits, plan, asked, kept, close: () => closed(server) };
}

const isSame = (one: Slot, other: Slot): boolean =>
  one.startsAt === other.startsAt && one.professional === other.professional;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
