/** What runs: for probes (`/healthz`, `/readyz`), for the console (`/api/status`, `/api/assistants`). */
import { z } from 'zod';
import { namesOff } from './notifications';
import type { GatewayParts } from './parts';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';
import { isUp } from './temporal';

/** `GET /healthz` and `GET /readyz`. */
const health = z.object({ up: z.boolean() });
const readiness = z.object({ temporal: z.boolean(), store: z.boolean() });

const tags = ['status'];

/** Adds status, assistants and probes. */
export function addStatus(app: Routes, parts: GatewayParts): void {
  addProbes(app, parts);
  addOverview(app, parts);
}

function addProbes(app: Routes, parts: GatewayParts): void {
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process is up', response: answers(health) } },
    async () => ({
      up: true,
    }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'Temporal and the store are reached',
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_request, reply) => {
      const ready = await reached(parts);
      return await reply.code(ready.temporal && ready.store ? 200 : 503).send(ready);
    },
  );
}

function addOverview(app: Routes, parts: GatewayParts): void {
  const { config, assistants, version, store: kept } = parts;
  app.get(
    '/api/status',
    { schema: { tags, summary: 'What runs behind the console', response: answers(shapes.status) } },
    async () => {
      const { temporal, store } = await reached(parts);
      const known = store && config.notify.length > 0 ? await kept.outbox.endpoints().catch(() => []) : [];
      const off = namesOff(known);
      const up = (reachable: boolean) => (reachable ? ('up' as const) : ('down' as const));
      return {
        version,
        model: config.openai?.model ?? 'scripted',
        temporalUi: config.temporal.uiUrl,
        namespace: config.temporal.namespace,
        store: config.databaseUrl === undefined ? ('pglite' as const) : ('postgresql' as const),
        temporal: up(temporal),
        database: up(store),
        ...(off.length > 0 ? { endpointsOff: off } : {}),
      };
    },
  );

  app.get(
    '/api/assistants',
    { schema: { tags, summary: 'Assistants', response: answers(shapes.listed(shapes.assistantView)) } },
    async () => ({
      items: assistants.list().map(({ id, name, language, errands }) => ({
        id,
        name,
        language,
        errands: errands.map(({ title }) => title),
      })),
    }),
  );
}

async function reached({ temporal, store }: GatewayParts): Promise<{ temporal: boolean; store: boolean }> {
  const [isTemporal, isStore] = await Promise.all([isUp(temporal), answersInTime(store.ping())]);
  return { temporal: isTemporal, store: isStore };
}

async function answersInTime(ping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 1_000);
  });
  const good = ping.then(
    () => true,
    () => false,
  );
  return await Promise.race([good, late]).finally(() => clearTimeout(timer));
}
