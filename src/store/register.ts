import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { CaseRegister, RegisterChange, RegisterTicket } from '../connectors/case-register';
import { priority, ticketDraft, type TicketDraft } from '../domain/ticket';
import { ConnectorError } from '../errors';
import { asFaultsOf } from './connector-faults';
import type { Database, Tables } from './database';
import { withoutZeros } from './zero-remover';

/** One change as the row keeps it: the key it was made under, and its comment where it has one. */
const changes = z.array(
  z.object({
    key: z.string(),
    at: z.string(),
    comment: z.object({ author: z.enum(['office', 'caller']), text: z.string() }).optional(),
  }),
);
type Changes = z.infer<typeof changes>;
type Row = Omit<Selectable<Tables['registerTickets']>, 'draft' | 'changes'> & {
  draft: string;
  changes: string;
};

const faulty = asFaultsOf('register');

/** Our own case register in the store's database. */
export function createCaseRegister(database: Database): CaseRegister {
  return {
    file: (...args) => faulty(file(database, ...args)),
    find: (...args) => faulty(find(database, ...args)),
    list: (...args) => faulty(list(database, ...args)),
    change: (...args) => faulty(database.transaction().execute((locked) => change(locked, ...args))),
  };
}

// As text: a query's result is turned to camelCase all the way down, and what a caller named must stay as it is.
const tickets = (database: Database, register: string) =>
  database
    .selectFrom('registerTickets')
    .select(['register', 'id', 'key', 'status', 'priority', 'contactPhone', 'contactEmail'])
    .select(['createdAt', 'updatedAt'])
    .select([sql<string>`draft::text`.as('draft'), sql<string>`changes::text`.as('changes')])
    .where('register', '=', register);

async function file(
  database: Database,
  register: string,
  draft: TicketDraft,
  key: string,
): Promise<RegisterTicket> {
  await database
    .insertInto('registerTickets')
    .values({
      ...{ register, key, id: key.replace(/[^A-Za-z0-9_-]/g, '-'), priority: draft.priority },
      contactPhone: draft.contact.phone ?? null,
      contactEmail: draft.contact.email ?? null,
      draft: json(draft),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tickets(database, register).where('key', '=', key).executeTakeFirst();
  if (row) return toTicket(row);
  throw new ConnectorError('register', 'rejected', 'Another ticket of the register has that number already.');
}

async function find(database: Database, register: string, id: string): Promise<RegisterTicket | undefined> {
  const row = await tickets(database, register).where('id', '=', id).executeTakeFirst();
  return row && toTicket(row);
}

async function list(
  database: Database,
  register: string,
  { limit, contact, open }: Parameters<CaseRegister['list']>[1],
): Promise<RegisterTicket[]> {
  const rows = await tickets(database, register)
    .$if(open === true, (query) => query.where('status', '!=', 'closed'))
    .$if(contact !== undefined, (query) =>
      // Nothing equals null in SQL, so what was not given finds nobody.
      query.where((row) =>
        row.or([
          row('contactPhone', '=', contact?.phone ?? null),
          row('contactEmail', '=', contact?.email ?? null),
        ]),
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toTicket);
}

/** Within a transaction: the row is locked first, so that two changes follow one another. */
async function change(
  locked: Database,
  register: string,
  id: string,
  key: string,
  decide: (ticket: RegisterTicket) => RegisterChange,
): Promise<RegisterTicket | undefined> {
  const row = await tickets(locked, register).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return undefined;
  const made = changesOf(row);
  if (made.some((one) => one.key === key)) return toTicket(row);
  const { comment, ...next } = decide(toTicket(row));
  const entry = { key, at: new Date().toISOString(), ...(comment ? { comment } : {}) };
  await locked
    .updateTable('registerTickets')
    .set({ ...next, changes: json([...made, entry]), updatedAt: sql<Date>`now()` })
    .where('register', '=', register)
    .where('id', '=', id)
    .execute();
  return await find(locked, register, id);
}

const json = (value: unknown): string => JSON.stringify(value, (_, part) => withoutZeros(part));

const changesOf = (row: Row): Changes => changes.parse(JSON.parse(row.changes));

function toTicket(row: Row): RegisterTicket {
  const { id, key, status } = row;
  return {
    ...{ id, key, status },
    priority: priority.parse(row.priority),
    draft: ticketDraft.parse(JSON.parse(row.draft)),
    comments: changesOf(row).flatMap(({ key: made, at, comment }) =>
      comment ? [{ id: made, at, ...comment }] : [],
    ),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
