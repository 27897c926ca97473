/** What the office and the console do. No mood ever touches it. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Desk } from './desk';
import { noDesk, noTicket } from './refusals';
import {
  deskPath,
  moodSwitch,
  officeClose,
  officeComment,
  officeReopen,
  type TicketChange,
  ticketPath,
} from './shapes';

const LISTED = 100;

/** Adds the routes of `/admin`. */
export function addAdminRoutes(app: FastifyInstance, desks: readonly Desk[]): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const named = (name: string): Desk | undefined => desks.find((desk) => desk.name === name);

  /** The office changes a ticket and the gateway is told of it. */
  const work = (params: { name: string; id: string }, change: TicketChange) => {
    const desk = named(params.name);
    const ticket = desk?.ledger.change(params.id, change, 'office');
    if (desk && ticket) desk.outbox.tell(ticket);
    return ticket;
  };

  routes.get('/desks', (_request, reply) => reply.send({ desks: desks.map(viewOf) }));
  routes.put('/desks/:name/mood', { schema: { params: deskPath, body: moodSwitch } }, (request, reply) => {
    const desk = named(request.params.name);
    if (!desk) return noDesk(reply);
    desk.mood.turn(request.body.mood);
    return reply.send(viewOf(desk));
  });
  routes.get('/desks/:name/tickets', { schema: { params: deskPath } }, (request, reply) => {
    const desk = named(request.params.name);
    return desk ? reply.send({ tickets: desk.ledger.list(LISTED) }) : noDesk(reply);
  });

  const params = deskPath.extend(ticketPath.shape);
  routes.post(
    '/desks/:name/tickets/:id/comment',
    { schema: { params, body: officeComment } },
    (request, reply) => {
      const ticket = work(request.params, { comment: request.body.text });
      return ticket ? reply.code(201).send({ ticket }) : noTicket(reply);
    },
  );
  routes.post(
    '/desks/:name/tickets/:id/close',
    { schema: { params, body: officeClose } },
    (request, reply) => {
      const { reason } = request.body;
      const ticket = work(request.params, {
        status: 'closed',
        ...(reason === undefined ? {} : { comment: reason }),
      });
      return ticket ? reply.send({ ticket }) : noTicket(reply);
    },
  );
  routes.post(
    '/desks/:name/tickets/:id/reopen',
    { schema: { params, body: officeReopen } },
    (request, reply) => {
      const ticket = work(request.params, { status: 'open' });
      return ticket ? reply.send({ ticket }) : noTicket(reply);
    },
  );
}

const viewOf = ({ name, connection, mood, ledger, outbox }: Desk) => ({
  name,
  connection,
  mood: mood.now(),
  tickets: ledger.size(),
  webhooksWaiting: outbox.waiting(),
});
