/**
 * The sandbox help desk (src/sandbox): tickets, declared operations, and the webhooks that report what its office did.
 *
 * It can be written to in the way of each creation class, so that every one can be tried out.
 */
import { isMoreUrgent } from '../domain/priority';
import { createHttp, unlessMissing } from '../http';
import { requireGenuine } from '../webhook-schemes/forged-webhook';
import { defineConnector } from './connector';
import { changeOnce, changeUnguarded } from './sandbox-desk/change-once';
import { createActOnce, createTicketOnce } from './sandbox-desk/create-once';
import { deskAt } from './sandbox-desk/desk';
import { openAndClosed } from './sandbox-desk/open-and-closed';
import { deskSettings } from './sandbox-desk/settings';
import { type DeskTicket, event, system } from './sandbox-desk/shapes';
import { ticketOf } from './sandbox-desk/translation';
import { parseWebhookBody } from './webhook-body';

export const sandboxDesk = defineConnector({
  system,
  settings: deskSettings,
  creation: ({ creation, keyRememberedMs, indexLagMs, settleMs }) => ({
    class: creation,
    ...(keyRememberedMs !== undefined && { keyRememberedMs }),
    indexLagMs,
    settleMs,
  }),

  connect(settings, connection, { pace } = {}) {
    const { url: baseUrl, token, session, timeoutMs, webhookSecret } = settings;
    const headers = { authorization: `Bearer ${token}` };
    const http = createHttp({
      system,
      baseUrl,
      headers,
      timeoutMs,
      ...(session && { session: { path: 'token' } }),
      ...(pace && { pace }),
    });
    const desk = deskAt(http);
    const createTicket = createTicketOnce(desk, settings);
    const createAct = createActOnce(desk, settings);
    const change = (settings.creation === 'none' ? changeUnguarded : changeOnce)(desk);
    const openOrClosed = openAndClosed(desk, change);
    const ours = (ticket: DeskTicket) => ticketOf(ticket, connection);

    return {
      // Nobody's tickets: an empty list, and a question that a desk of every class answers.
      ping: async () => void (await desk.list({ email: 'nobody@example.org', limit: 1 })),

      createTicket: async (draft, key, { fresh } = {}) => ours(await createTicket(draft, key, fresh)),

      async readTicket(id) {
        const ticket = await unlessMissing(desk.read(id));
        return ticket && ours(ticket);
      },

      ticketsChangedAt: async (ids) => desk.changedAt(ids),

      listTickets: async ({ phone, email }) =>
        phone || email ? (await desk.list({ phone, email })).map(ours) : [],

      commentTicket: async (id, text, key) =>
        ours(await change(id, key, (mark) => desk.comment(id, { text, ...mark }))),

      raisePriority: async (id, to, key) => {
        const raise = (mark: object) => desk.change(id, { priority: to, ...mark });
        return ours(await change(id, key, raise, ({ priority }) => !isMoreUrgent(to, priority)));
      },

      closeTicket: async (...args) => ours(await openOrClosed.close(...args)),
      reopenTicket: async (...args) => ours(await openOrClosed.reopen(...args)),

      async perform(tool, args, key, { fresh } = {}) {
        const { id, answer } = await createAct({ tool, arguments: args }, key, fresh);
        return { id, answer };
      },

      inquire: async (tool, args) => desk.inquire({ tool, arguments: args }),

      readWebhook(request) {
        const check = { scheme: 'standard-webhooks', secrets: webhookSecret } as const;
        const { id: eventId = '' } = requireGenuine(system, check, request);
        const { data, timestamp } = parseWebhookBody(system, event, request.body.toString('utf8'));
        return [{ eventId, record: { connection, id: data.id }, at: timestamp }];
      },
    };
  },
});
