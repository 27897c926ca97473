/** The sandbox help desk (src/sandbox): tickets, and the webhooks that report what its office did. */
import { z } from 'zod';
import { isMoreUrgent } from '../domain/priority';
import {
  contact,
  priority,
  type Ticket,
  ticketComment,
  type TicketDraft,
  ticketStatus,
} from '../domain/ticket';
import { ConnectorError } from '../errors';
import { createHttp, type Http, mustExist, type QueryValue, unlessMissing } from '../http';
import { verifyWebhook, webhookSecrets } from '../signature';
import { defineConnector } from './connector';
import { stampAndLookUp } from './create-once';
import { parseWebhookBody } from './webhook-body';

const system = 'sandbox-desk';

const deskTicket = z.object({
  id: z.string(),
  reference: z.string().optional(),
  status: ticketStatus,
  priority,
  subject: z.string(),
  team: z.string(),
  contact,
  comments: z.array(ticketComment),
  /** Our keys, left by every change we made. */
  keys: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
type DeskTicket = z.infer<typeof deskTicket>;
const one = z.object({ ticket: deskTicket }).transform(({ ticket }) => ticket);
const many = z.object({ tickets: z.array(deskTicket) }).transform(({ tickets }) => tickets);

const event = z.object({
  type: z.literal('ticket.updated'),
  timestamp: z.iso.datetime(),
  data: z.object({ id: z.string() }),
});

export const sandboxDesk = defineConnector({
  system,
  creation: 'reference',
  settings: z.strictObject({
    url: z.url(),
    token: z.string().min(1),
    webhookSecret: webhookSecrets,
    timeoutMs: z.number().int().min(100).max(60_000).default(5000),
  }),

  connect({ url, token, webhookSecret, timeoutMs }, connection) {
    const headers = { authorization: `Bearer ${token}` };
    const desk = deskAt(createHttp({ system, baseUrl: url, headers, timeoutMs }));
    const once = stampAndLookUp<DeskTicket>();
    const ours = toTicket(connection);

    /** Changes a ticket, unless the key is on it already or there is nothing to do. */
    const changeOnce = async (id: string, key: string, change: Change, isDone = nothingIsDone) => {
      const find = async (): Promise<DeskTicket[]> => {
        const ticket = await desk.read(id);
        return ticket.keys.includes(key) || isDone(ticket) ? [ticket] : [];
      };
      return ours(await once(`${id} ${key}`, { find, create: change }));
    };

    return {
      createTicket: async (draft, key, { fresh } = {}) =>
        ours(
          await once(key, {
            fresh,
            find: async () => (await desk.list({ reference: key, limit: 50 })).reverse(),
            create: () => desk.create({ ...deskDraft(draft), reference: key }),
            retire: async ({ id, status }, kept) => {
              const comment = `Duplicado / Duplicate: ${kept.id}`;
              if (status !== 'closed') await desk.change(id, { status: 'closed', comment });
            },
          }),
        ),

      async readTicket(id) {
        const ticket = await unlessMissing(desk.read(id));
        return ticket && ours(ticket);
      },

      listTickets: async ({ phone, email }) =>
        phone || email ? (await desk.list({ phone, email })).map(ours) : [],

      commentTicket: (id, text, key) => changeOnce(id, key, () => desk.comment(id, { text, key })),

      raisePriority: (id, to, key) =>
        changeOnce(
          id,
          key,
          () => desk.change(id, { priority: to, key }),
          (ticket) => !isMoreUrgent(to, ticket.priority),
        ),

      closeTicket: (id, reason, key) =>
        changeOnce(id, key, () =>
          desk.change(id, { status: 'closed', comment: reason.trim() || undefined, key }),
        ),

      readWebhook({ headers: signed, rawBody }) {
        const eventId = verifyWebhook(system, webhookSecret, signed, rawBody);
        const { data, timestamp } = parseWebhookBody(system, event, rawBody);
        return { eventId, record: { connection, id: data.id }, at: timestamp };
      },
    };
  },
});

const toTicket =
  (connection: string) =>
  ({ keys: _, ...ticket }: DeskTicket): Ticket => ({ ...ticket, ref: { connection, id: ticket.id } });

type Change = () => Promise<DeskTicket>;
const nothingIsDone = (_: DeskTicket): boolean => false;

/** The desk's requests. */
function deskAt(http: Http) {
  return {
    read: async (id: string) => http.get(pathOf(id), one),
    list: (query: Record<string, QueryValue>) => mustExist(http.get('tickets', many, { query })),
    create: (body: object) => mustExist(http.post('tickets', one, { body })),
    change: async (id: string, body: object) => http.patch(pathOf(id), one, { body }),
    comment: async (id: string, body: object) => http.post(`${pathOf(id)}/comments`, one, { body }),
  };
}

/** Only numbers are ever asked for, so that nothing a caller says can lead to another address. */
function pathOf(id: string): string {
  if (/^\d{1,12}$/.test(id)) return `tickets/${id}`;
  throw new ConnectorError(system, 'missing', 'sandbox-desk numbers its tickets in digits only');
}

function deskDraft({ origin, ...draft }: TicketDraft) {
  const { channel, language, summary, entities } = origin;
  return { ...draft, channel, language, summary: summary || undefined, entities };
}
