/** What clients of one desk may do. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Ledger } from './ledger';
import { noTicket } from './refusals';
import { newComment, newTicket, ticketChange, ticketPath, ticketQuery } from './shapes';

/** Adds the routes of `/desks/<name>`. */
export function addDeskRoutes(app: FastifyInstance, ledger: Ledger): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post('/tickets', { schema: { body: newTicket } }, (request, reply) =>
    reply.code(201).send({ ticket: ledger.create(request.body) }),
  );
  routes.get('/tickets', { schema: { querystring: ticketQuery } }, (request, reply) =>
    reply.send({ tickets: ledger.search(request.query) }),
  );
  routes.get('/tickets/:id', { schema: { params: ticketPath } }, (request, reply) => {
    const ticket = ledger.find(request.params.id);
    return ticket ? reply.send({ ticket }) : noTicket(reply);
  });
  routes.post(
    '/tickets/:id/comments',
    { schema: { params: ticketPath, body: newComment } },
    (request, reply) => {
      const { text, ...key } = request.body;
      const ticket = ledger.change(request.params.id, { comment: text, ...key }, 'caller');
      return ticket ? reply.code(201).send({ ticket }) : noTicket(reply);
    },
  );
  routes.patch('/tickets/:id', { schema: { params: ticketPath, body: ticketChange } }, (request, reply) => {
    const ticket = ledger.change(request.params.id, request.body, 'caller');
    return ticket ? reply.send({ ticket }) : noTicket(reply);
  });
}
