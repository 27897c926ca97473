/** `/api/systems/:name/tickets`: tickets of the sandbox's desks and of our own register, and what their office does. */
import { registerSystem } from '../connectors/register';
import type { Desk } from './desk';
import { DeskAdmin } from './desk-admin';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { registerDesk } from './register-desk';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';

const tags = ['systems'];

/** Adds the desks' routes. `wake` has the inbox looked at, where the register puts what its office did. */
export function addDesks(app: Routes, { config, connectors, store }: GatewayParts, wake: () => void): void {
  const deskOf = (name: string): Desk => {
    if (connectors.get(name)?.system === registerSystem) return registerDesk(store, name, wake);
    const desk = DeskAdmin.of(config, name);
    if (desk) return desk;
    const fix = 'GET /api/systems lists the systems; those of sandbox-desk and register have a desk.';
    throw new Refused(404, 'There is no desk of that name', fix);
  };

  app.get(
    '/api/systems/:name/tickets',
    {
      schema: {
        tags,
        summary: 'Tickets at a desk, newest first',
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
    async ({ params: { name, id }, body: { by, text } }) => ({
      ticket: await deskOf(name).act(id, { what: 'comment', by, text }),
    }),
  );
  app.post(
    '/api/systems/:name/tickets/:id/close',
    { schema: { ...atTicket, summary: 'The office closes', body: shapes.officeClose } },
    async ({ params: { name, id }, body }) => {
      const reason = body?.reason === undefined ? {} : { reason: body.reason };
      return { ticket: await deskOf(name).act(id, { what: 'close', by: body?.by ?? somebody, ...reason }) };
    },
  );
  app.post(
    '/api/systems/:name/tickets/:id/reopen',
    { schema: { ...atTicket, summary: 'The office reopens', body: shapes.officeReopen } },
    async ({ params: { name, id }, body }) => ({
      ticket: await deskOf(name).act(id, { what: 'reopen', by: body?.by ?? somebody }),
    }),
  );
}

/** Who acts where a request without a body does not say so. */
const somebody = 'operator';
