/**
 * `POST /api/cases/:code/events`: systems without webhooks of their own tell what became of a case. Written to the inbox
 * before it is answered 202, with or without Temporal; the forwarder hands it to the follow-up.
 */
import { createHash } from 'node:crypto';
import type { Json } from '../domain/call';
import type { Arrival } from '../store/records';
import { unknownCase } from './case-walls';
import { readCode } from './cases';
import * as events from './event-shapes';
import { fromStore } from './from-store';
import { once } from './idempotency';
import { holderOf } from './key-holder';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import type { Routes } from './routes';
import * as shapes from './shapes';

/** Adds the route. `wake` is told of each new event. */
export function addEvents(app: Routes, parts: GatewayParts, wake: () => void): void {
  const { store } = parts;
  app.post(
    '/api/cases/:code/events',
    {
      schema: {
        tags: ['events'],
        summary: 'Tell what became of a case; for systems without webhooks of their own',
        description:
          'Taken once for each Idempotency-Key: the same request again has the same answer and the header idempotency-replayed. ' +
          '409: one with this key is being worked on. 422: this key was used for another request.',
        params: shapes.caseAddress,
        headers: events.idempotencyHeaders,
        body: events.caseEvent,
        response: { 202: events.eventTaken, '4xx': shapes.problem, '5xx': shapes.problem },
      },
    },
    async (request, reply) => {
      const code = readCode(request.params.code);
      const holder = holderOf(request).name;
      const key = request.headers['idempotency-key'];
      const { body } = request;
      checkClock(body.at);
      const asked = { holder, key, request: ['event', code, body] };
      const read = (kept: unknown) => events.eventTaken.parse(kept);
      const { answer, replayed } = await once(store, asked, read, async () => {
        const record = await fromStore(async () => await store.findCase(code));
        if (!record) throw unknownCase(code);
        const eventId = eventIdOf(
          body.id === undefined ? ['key', holder, key] : ['id', holder, code, body.id],
        );
        const arrival = toArrival({ connection: record.connection, code, eventId, holder }, body);
        const result = await fromStore(async () => await store.takeWebhook(arrival));
        if (result === 'new') wake();
        return { eventId, code, result: result === 'new' ? ('taken' as const) : ('doubled' as const) };
      });
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return await reply.code(202).send(answer);
    },
  );
}

/** How far ahead of ours the clock of a system may go. */
const aheadMs = 5 * 60_000;

function checkClock(at: string | undefined): void {
  const now = Date.now();
  if (at === undefined || Date.parse(at) <= now + aheadMs) return;
  throw new Refused(
    409,
    `"at" lies in the future: it is ${new Date(now).toISOString()} here`,
    'Put the clock of your system right, or leave "at" out.',
  );
}

// Made of the request alone, so that a request whose gateway died before it answered has no second effect.
const eventIdOf = (parts: readonly string[]): string =>
  `evt_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;

function toArrival(
  {
    connection,
    code,
    eventId,
    holder,
  }: { connection: string; code: string; eventId: string; holder: string },
  { at, id: _id, ...event }: events.CaseEventBody,
): Arrival {
  const receivedAt = new Date().toISOString();
  return {
    ...{ connection, eventId, kind: 'event', recordId: code, receivedAt },
    at: at === undefined ? receivedAt : new Date(at).toISOString(),
    payload: {
      by: `api:${holder}`,
      event: JSON.parse(
        JSON.stringify(event, (_key, value: unknown) =>
          typeof value === 'string' ? writable(value) : value,
        ),
      ) as Json,
    },
  };
}

/** Text that every database takes: without zeros and halves of characters. */
const writable = (text: string): string =>
  Buffer.from(text.replaceAll('\0', '\ufffd'), 'utf8').toString('utf8').trim();
