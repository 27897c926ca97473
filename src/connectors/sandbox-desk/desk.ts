/** The desk's requests. */
import { ConnectorError } from '../../errors';
import { type Http, mustExist, type QueryValue } from '../../http';
import type { Arguments } from '../connector';
import { lookup, manyActs, manyTickets, oneAct, oneTicket, system } from './shapes';

/** A declared operation or look-up, by name. */
export interface Operation {
  tool: string;
  arguments: Arguments;
}

/** One desk, request by request. `key` is sent as Idempotency-Key where it is given. */
export type Desk = ReturnType<typeof deskAt>;

export function deskAt(http: Http) {
  return {
    /** Throws `missing`. */
    read: async (id: string) => http.get(pathOf(id), oneTicket),
    /** Newest first, 20 where no limit is given. */
    list: (query: Record<string, QueryValue>) => mustExist(http.get('tickets', manyTickets, { query })),
    /** When each of at most 100 tickets changed last; those that there are. */
    async changedAt(ids: readonly string[]): Promise<Map<string, string>> {
      const asked = ids.filter(isNumber);
      if (asked.length === 0) return new Map();
      const query = { ids: asked.join(','), limit: 100 };
      const tickets = await mustExist(http.get('tickets', manyTickets, { query }));
      return new Map(tickets.map(({ id, updatedAt }) => [id, updatedAt]));
    },
    create: (body: object, key?: string) =>
      mustExist(http.post('tickets', oneTicket, { body, ...keyed(key) })),
    change: async (id: string, body: object) => http.patch(pathOf(id), oneTicket, { body }),
    comment: async (id: string, body: object) => http.post(`${pathOf(id)}/comments`, oneTicket, { body }),

    act: (body: Operation & { reference?: string }, key?: string) =>
      mustExist(http.post('acts', oneAct, { body, ...keyed(key) })),
    /** Newest first. */
    acts: (reference: string) => mustExist(http.get('acts', manyActs, { query: { reference } })),
    inquire: (body: Operation) => mustExist(http.post('lookups', lookup, { body })),
  };
}

const keyed = (key?: string) => (key === undefined ? {} : { headers: { 'idempotency-key': key } });

const isNumber = (id: string): boolean => /^\d{1,12}$/.test(id);

/** Only numbers are ever asked for, so that nothing a caller says can lead to another address. */
function pathOf(id: string): string {
  if (isNumber(id)) return `tickets/${id}`;
  throw new ConnectorError(system, 'missing', 'sandbox-desk numbers its tickets in digits only');
}
