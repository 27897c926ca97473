/** `/api/webhooks`: the delivery log, and sending one on its way again. */
import { z } from 'zod';
import type { WebhookRecord } from '../store/records';
import { fromStore } from './from-store';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';

const tags = ['webhooks'];
type Query = Omit<z.output<typeof shapes.webhooksQuery>, 'state'>;
type Page = z.output<typeof shapes.webhooksListed>;

/** Adds the log. `wake` is told when one waits again. */
export function addWebhookLog(app: Routes, parts: GatewayParts, wake: () => void): void {
  app.get(
    '/api/webhooks',
    {
      schema: {
        tags,
        summary: 'Webhooks that came in, newest first; with state=refused those that were refused, and why',
        querystring: shapes.webhooksQuery,
        response: answers(shapes.webhooksListed),
      },
    },
    async ({ query: { state, ...query } }) =>
      state === 'refused' ? await refused(parts, query) : await taken(parts, { ...query, state }),
  );
  app.post(
    '/api/webhooks/:connection/:eventId/replay',
    {
      schema: {
        tags,
        summary: 'Hand a webhook over again; the follow-up knows it when it was handed over before',
        params: shapes.webhookAddress,
        body: shapes.replayWebhook,
        response: answers(shapes.operatorAnswer),
      },
    },
    async ({ params: { connection, eventId }, body: { by } }) => {
      const at = new Date().toISOString();
      const was = await fromStore(
        async () => await parts.store.replayWebhook(connection, eventId, { by, at }),
      );
      if (was === undefined)
        throw new Refused(404, 'There is no such webhook', 'GET /api/webhooks lists them.');
      if (was === 'waiting')
        throw new Refused(
          409,
          'That webhook waits already',
          'It is handed over as soon as its follow-up runs.',
        );
      wake();
      return { result: 'It waits again and is handed over as soon as its follow-up runs.' };
    },
  );
}

const takenPlace = z.strictObject({
  receivedAt: z.iso.datetime(),
  eventId: z.string(),
  connection: z.string(),
});
const refusedPlace = z.strictObject({ id: z.number().int().min(0) });

async function taken(
  { store }: GatewayParts,
  { before, ...query }: Query & { state: WebhookRecord['state'] | undefined },
): Promise<Page> {
  const wanted = { ...query, before: placeIn(takenPlace, before) };
  const items = await fromStore(async () => await store.listWebhooks(wanted));
  const last = items.length === query.limit ? items.at(-1) : undefined;
  if (!last) return { items };
  const { receivedAt, eventId, connection } = last;
  return { items, next: toText({ receivedAt, eventId, connection }) };
}

async function refused({ store }: GatewayParts, { limit, connection, before }: Query): Promise<Page> {
  const wanted = { limit, connection, before: placeIn(refusedPlace, before)?.id };
  const found = await fromStore(async () => await store.listRefusals(wanted));
  const items = found.map(({ id: _id, ...rest }) => ({ state: 'refused' as const, ...rest }));
  const last = found.length === limit ? found.at(-1) : undefined;
  return { items, ...(last ? { next: toText({ id: last.id }) } : {}) };
}

const toText = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function placeIn<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new Refused(
      404,
      'The query has a "before" that no page gave',
      'Send "next" of the page before, with the same state.',
    );
  }
}
