/** `/api/systems`: the connections of `recado.yaml`, and switch and desk of those that are our sandbox. */
import { DeskAdmin } from './desk-admin';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';
import type { SystemView } from './shapes';

const tags = ['systems'];

/** Adds the systems' routes. */
export function addSystems(app: Routes, parts: GatewayParts): void {
  const deskOf = (name: string): DeskAdmin => {
    const desk = DeskAdmin.of(parts.config, name);
    if (desk) return desk;
    throw new Refused(
      404,
      'There is no sandbox desk of that name',
      'GET /api/systems lists the systems; those with a mood are sandbox desks.',
    );
  };

  addSwitch(app, parts, deskOf);
  addDesk(app, deskOf);
}

function addSwitch(
  app: Routes,
  { config, connectors }: GatewayParts,
  deskOf: (name: string) => DeskAdmin,
): void {
  app.get(
    '/api/systems',
    {
      schema: {
        tags,
        summary: 'Systems and their moods',
        response: answers(shapes.listed(shapes.systemView)),
      },
    },
    async () => {
      const looks = [...connectors.values()].map(
        async ({ connection, system, creation }): Promise<SystemView> => {
          const desk = DeskAdmin.of(config, connection);
          const seen = await desk?.look();
          return {
            name: connection,
            system,
            creation,
            ...seen,
            ...(desk ? { reachable: seen !== undefined } : {}),
          };
        },
      );
      return { items: await Promise.all(looks) };
    },
  );

  app.put(
    '/api/systems/:name/mood',
    {
      schema: {
        tags,
        summary: 'The outage switch',
        params: shapes.systemAddress,
        body: shapes.setMood,
        response: answers(shapes.moodSet),
      },
    },
    async ({ params: { name }, body: { mood } }) => {
      await deskOf(name).setMood(mood);
      return { name, mood };
    },
  );
}

function addDesk(app: Routes, deskOf: (name: string) => DeskAdmin): void {
  app.get(
    '/api/systems/:name/tickets',
    {
      schema: {
        tags,
        summary: 'Tickets at a sandbox desk',
        params: shapes.systemAddress,
        response: answers(shapes.listed(shapes.deskTicket)),
      },
    },
    async ({ params: { name } }) => ({ items: await deskOf(name).list() }),
  );

  const atTicket = { tags, params: shapes.deskTicketAddress, response: answers(shapes.deskAnswer) };
  app.post(
    '/api/systems/:name/tickets/:id/comment',
    { schema: { ...atTicket, summary: 'The office comments', body: shapes.officeComment } },
    async ({ params: { name, id }, body }) => ({ ticket: await deskOf(name).act(id, 'comment', body) }),
  );
  app.post(
    '/api/systems/:name/tickets/:id/close',
    { schema: { ...atTicket, summary: 'The office closes', body: shapes.officeClose } },
    async ({ params: { name, id }, body }) => ({ ticket: await deskOf(name).act(id, 'close', body ?? {}) }),
  );
  app.post(
    '/api/systems/:name/tickets/:id/reopen',
    { schema: { ...atTicket, summary: 'The office reopens', body: shapes.officeReopen } },
    async ({ params: { name, id } }) => ({ ticket: await deskOf(name).act(id, 'reopen', {}) }),
  );
}
