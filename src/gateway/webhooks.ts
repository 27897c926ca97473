/**
 * `POST /webhooks/:connection`: verified, written down, then answered 2xx, in that order; so what was answered is never
 * lost, and what was not is sent again. Handing over to the follow-up is the forwarder's.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Verbs, WebhookEvent } from '../connectors/connector';
import { ConnectorError } from '../errors';
import type { Arrival } from '../store/records';
import { ForgedWebhook } from '../webhook-schemes/forged-webhook';
import type { SignedRequest } from '../webhook-schemes/scheme';
import { fromStore } from './from-store';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { Refusals, senselessInWords } from './refusals';
import type { Routes } from './routes';
import type * as shapes from './shapes';

const limitBytes = 64 * 1024;
// Ids end up in keys and workflow ids.
const plausible = z.array(
  z.object({
    eventId: z.string().min(1).max(200),
    record: z.object({ id: z.string().min(1).max(200) }),
    at: z.iso.datetime({ offset: true }),
  }),
);

/** Adds the door that webhooks come in by. `wake` is told of each new one. */
export function addWebhooks(app: Routes, parts: GatewayParts, wake: () => void): void {
  void app.register(async (door) => addDoor(door, parts, wake));
}

function addDoor(door: FastifyInstance, { connectors, store, log }: GatewayParts, wake: () => void): void {
  const refusals = new Refusals(store, log);
  // A signature is over the bytes as they came, so nothing may parse them first, whatever they claim to be.
  door.removeAllContentTypeParsers();
  door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limitBytes }, (_request, body, done) =>
    done(null, body),
  );
  door.post<{ Params: { connection: string } }>(
    '/webhooks/:connection',
    { bodyLimit: limitBytes, schema: { hide: true } },
    async (request) => {
      const { connection } = request.params;
      const verbs = connectors.get(connection)?.verbs;
      if (!verbs?.readWebhook) {
        throw new Refused(
          404,
          'No system of that name sends webhooks',
          'Correct the address; see recado.yaml.',
        );
      }
      const events = read(verbs, toSigned(request), (found) => refusals.note(connection, found));
      let result: z.output<typeof shapes.webhookTaken>['result'] = 'doubled';
      for (const event of events) {
        const taken = await fromStore(async () => await store.takeWebhook(toArrival(connection, event)));
        if (taken === 'new') result = 'new';
      }
      if (result === 'new') wake();
      return { result } satisfies z.output<typeof shapes.webhookTaken>;
    },
  );
}

type Note = (found: Parameters<Refusals['note']>[1]) => void;

/** The events of a genuine webhook. The sender of any other hears the same words, whatever the reason. */
function read(verbs: Verbs, request: SignedRequest, note: Note): WebhookEvent[] {
  const sizeBytes = request.body.byteLength;
  try {
    const events = verbs.readWebhook?.(request) ?? [];
    if (plausible.safeParse(events).success) return events;
    note({
      sizeBytes,
      reason: () => senselessInWords('An id in it is empty or longer than 200 characters.'),
    });
  } catch (error) {
    if (error instanceof ForgedWebhook) {
      note({ sizeBytes, reason: error.diagnose });
      throw new Refused(
        401,
        'The signature is missing, wrong or too old',
        'Sign it with the secret of this connection, anew for each try.',
      );
    }
    if (!(error instanceof ConnectorError)) throw error;
    note({ sizeBytes, reason: () => senselessInWords(error.message) });
  }
  throw new Refused(400, 'The webhook makes no sense', 'Send it as the system’s own documentation shows.');
}

const toArrival = (connection: string, { eventId, record, at }: WebhookEvent): Arrival => ({
  connection,
  eventId,
  kind: 'record',
  recordId: record.id,
  at,
  receivedAt: new Date().toISOString(),
});

const toSigned = ({ method, raw, headers, body }: FastifyRequest): SignedRequest => ({
  method,
  target: raw.url ?? '',
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  ),
  body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  receivedAt: new Date(),
});
