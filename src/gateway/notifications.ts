/** `/api/notifications`: webhooks of ours, what became of each, and their endpoints. */
import { parseCode } from '../domain/code';
import type { EndpointRecord, NotificationRecord } from '../store/event-records';
import * as events from './event-shapes';
import { fromStore } from './from-store';
import { holderOf, maySee, wallsOf } from './key-holder';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';

const tags = ['notifications'];

/** Adds the routes. `wake` is told of what is to be sent again. */
export function addNotifications(app: Routes, parts: GatewayParts, wake: () => void): void {
  addLog(app, parts, wake);
  addEndpoints(app, parts, wake);
}

function addLog(app: Routes, { store: { outbox } }: GatewayParts, wake: () => void): void {
  app.get(
    '/api/notifications',
    {
      schema: {
        tags,
        summary: 'Webhooks of ours and what became of each, newest first',
        querystring: events.notificationsQuery,
        response: answers(shapes.listed(events.notificationView)),
      },
    },
    async (request) => {
      const { code: typed, ...rest } = request.query;
      const code = typed === undefined ? undefined : parseCode(typed);
      // What is no code is of no case.
      if (typed !== undefined && code === undefined) return { items: [] };
      const query = { ...rest, code, ...wallsOf(holderOf(request)) };
      const found = await fromStore(async () => await outbox.list(query));
      return { items: found.map(toView) };
    },
  );

  app.post(
    '/api/notifications/:id/replay',
    {
      schema: {
        tags,
        summary: 'Send one again, under the same id',
        params: events.notificationAddress,
        body: events.decided,
        response: answers(shapes.operatorAnswer),
      },
    },
    async (request) => {
      const { id } = request.params;
      const found = await fromStore(async () => await outbox.find(id));
      if (!found || !maySee(holderOf(request), found))
        throw new Refused(404, 'There is no such notification', 'GET /api/notifications lists them.');
      const when = { now: new Date().toISOString(), note: `sent again for ${request.body.by}` };
      await fromStore(async () => await outbox.replay(id, when));
      wake();
      return { result: `It is sent to ${found.endpoint} again.` };
    },
  );
}

function addEndpoints(app: Routes, { config, store: { outbox } }: GatewayParts, wake: () => void): void {
  app.get(
    '/api/notifications/endpoints',
    {
      schema: {
        tags,
        summary: 'Who is told by webhooks of ours, and how each endpoint fares',
        response: answers(shapes.listed(events.endpointView)),
      },
    },
    async () => {
      const [known, waiting] = await fromStore(
        async () => await Promise.all([outbox.endpoints(), outbox.waiting()]),
      );
      const items = config.notify.map(({ name, url, events: told, tenants }) => ({
        ...(known.find((one) => one.name === name) ?? { name }),
        ...{ url: withoutQuery(url), events: told, waiting: waiting[name] ?? 0 },
        ...(tenants ? { tenants } : {}),
      }));
      return { items };
    },
  );

  app.post(
    '/api/notifications/endpoints/:name/switch-on',
    {
      schema: {
        tags,
        summary: 'Send to an endpoint again that was switched off',
        params: events.endpointAddress,
        body: events.decided,
        response: answers(shapes.operatorAnswer),
      },
    },
    async ({ params: { name }, body }) => {
      if (!config.notify.some((endpoint) => endpoint.name === name))
        throw new Refused(404, 'There is no such endpoint', 'GET /api/notifications/endpoints lists them.');
      await fromStore(async () => await outbox.switchOn(name, `switched on by ${body.by}`));
      wake();
      return { result: 'It is on; what waited for it is sent now.' };
    },
  );
}

/** Names of endpoints that were switched off because they failed for days. */
export const namesOff = (endpoints: EndpointRecord[]): string[] =>
  endpoints.filter(({ offSince }) => offSince !== undefined).map(({ name }) => name);

function toView({ body: _body, ...shown }: NotificationRecord): events.NotificationView {
  return shown;
}

function withoutQuery(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}
