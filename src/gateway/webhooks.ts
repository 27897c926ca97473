/**
 * `POST /webhooks/:connection`: verified, written down, then answered 2xx, in that order; so what was answered is never
 * lost, and what was not is sent again. Handing over to the follow-up is the forwarder's.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RawWebhook, Verbs, WebhookEvent } from '../connectors/connector';
import { ConnectorError } from '../errors';
import type { Arrival } from '../store/records';
import { fromStore } from './from-store';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';

const limitBytes = 64 * 1024;
// Ids end up in keys and workflow ids.
const plausible = z.object({
  eventId: z.string().min(1).max(200),
  record: z.object({ id: z.string().min(1).max(200) }),
  at: z.iso.datetime({ offset: true }),
});

/** Adds the list of webhooks, and the door they come in by. `wake` is told of each new one. */
export function addWebhooks(app: Routes, parts: GatewayParts, wake: () => void): void {
  const { store } = parts;
  app.get(
    '/api/webhooks',
    {
      schema: {
        tags: ['webhooks'],
        summary: 'Webhooks that came in, newest first',
        querystring: shapes.webhooksQuery,
        response: answers(shapes.listed(shapes.webhookView)),
      },
    },
    async ({ query: { limit, state } }) => ({
      items: await fromStore(async () => await store.listWebhooks({ limit, ...(state ? { state } : {}) })),
    }),
  );
  void app.register(async (door) => addDoor(door, parts, wake));
}

function addDoor(door: FastifyInstance, { connectors, store }: GatewayParts, wake: () => void): void {
  // A signature is over the bytes as they came, so nothing may parse them first, whatever they claim to be.
  door.removeAllContentTypeParsers();
  door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limitBytes }, (_request, body, done) =>
    done(null, body),
  );
  door.post<{ Params: { connection: string } }>(
    '/webhooks/:connection',
    { bodyLimit: limitBytes, schema: { hide: true } },
    async ({ params: { connection }, headers, body }) => {
      const verbs = connectors.get(connection)?.verbs;
      if (!verbs?.readWebhook) {
        throw new Refused(
          404,
          'No system of that name sends webhooks',
          'Correct the address; see recado.yaml.',
        );
      }
      const rawBody = Buffer.isBuffer(body) ? body.toString('utf8') : '';
      const event = verified(verbs, { headers: flat(headers), rawBody });
      const result = await fromStore(async () => await store.takeWebhook(toArrival(connection, event)));
      if (result === 'new') wake();
      return { result } satisfies z.output<typeof shapes.webhookTaken>;
    },
  );
}

function verified(verbs: Verbs, webhook: RawWebhook): WebhookEvent {
  try {
    const event = verbs.readWebhook?.(webhook);
    if (event && plausible.safeParse(event).success) return event;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === 'unauthorized') {
      throw new Refused(
        401,
        'The signature is missing, wrong or too old',
        'Sign it with the secret of this connection, anew for each try.',
      );
    }
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

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
