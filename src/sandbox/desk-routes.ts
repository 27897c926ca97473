/** What clients of one desk may do. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Acts, answerTo } from './acts';
import type { Desk } from './desk';
import type { Ledger } from './ledger';
import { noTicket } from './refusals';
import {
  actQuery,
  newAct,
  newComment,
  newTicket,
  onceHeaders,
  operation,
  ticketChange,
  ticketPath,
  ticketQuery,
} from './shapes';

/** Adds the routes of `/desks/<name>`. */
export function addDeskRoutes(app: FastifyInstance, { ledger, acts }: Desk): void {
  addTicketRoutes(app, ledger);
  addOperationRoutes(app, acts);
}

function addTicketRoutes(app: FastifyInstance, ledger: Ledger): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post('/tickets', { schema: { headers: onceHeaders, body: newTicket } }, (request, reply) => {
    const { ticket, isNew } = ledger.create(request.body, request.headers['idempotency-key']);
    return reply.code(isNew ? 201 : 200).send({ ticket });
  });
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

function addOperationRoutes(app: FastifyInstance, acts: Acts): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post('/acts', { schema: { headers: onceHeaders, body: newAct } }, (request, reply) => {
    const { act, isNew } = acts.carryOut(request.body, request.headers['idempotency-key']);
    return reply.code(isNew ? 201 : 200).send({ act });
  });
  routes.get('/acts', { schema: { querystring: actQuery } }, (request, reply) =>
    reply.send({ acts: acts.search(request.query.reference) }),
  );
  routes.post('/lookups', { schema: { body: operation } }, (request, reply) =>
    reply.send({ answer: answerTo(request.body) }),
  );
}
