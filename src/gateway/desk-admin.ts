/** The sandbox help desk as its office and its switch see it. */
import { z } from 'zod';
import { ConnectorError, UsageError } from '../errors';
import type { Config } from '../config';
import { createHttp, type Http } from '../http';
import type { Desk, OfficeAct } from './desk';
import { Refused } from './problem';
import { deskTicket, mood, type DeskTicket, type Mood } from './shapes';

/** The system whose connections have a switch and a desk view. */
export const sandboxSystem = 'sandbox-desk';

const settings = z.looseObject({ system: z.literal(sandboxSystem), url: z.url(), token: z.string() });
const desk = z.object({ name: z.string(), mood, tickets: z.number() });
const desks = z.object({ desks: z.array(desk) });
const oneTicket = z.object({ ticket: deskTicket });
const tickets = z.object({ tickets: z.array(deskTicket) });

/** One desk behind its admin routes, which no mood touches. */
export class DeskAdmin implements Desk {
  private constructor(
    private readonly http: Http,
    private readonly name: string,
  ) {}

  /** The desk of a connection; undefined where the connection is none of the sandbox's. Throws `UsageError`. */
  static of({ connections }: Pick<Config, 'connections'>, connection: string): DeskAdmin | undefined {
    const given = Object.hasOwn(connections, connection) ? connections[connection] : undefined;
    if (given?.system !== sandboxSystem) return undefined;
    const parsed = settings.safeParse(given);
    const url = parsed.success ? new URL(parsed.data.url) : undefined;
    const name = url?.pathname.split('/').findLast((part) => part !== '');
    if (!parsed.success || !url || !name) {
      throw new UsageError(
        `connections.${connection} is no sandbox desk`,
        'Give it url: http://127.0.0.1:8791/desks/<desk> and token.',
      );
    }
    const headers = { authorization: `Bearer ${parsed.data.token}` };
    return new DeskAdmin(
      createHttp({ system: connection, baseUrl: url.origin, headers, timeoutMs: 2_000 }),
      encodeURIComponent(name),
    );
  }

  /** Mood and number of tickets; undefined when the sandbox does not answer. */
  async look(): Promise<{ mood: Mood; records: number } | undefined> {
    try {
      const found = (await this.http.get('admin/desks', desks)).desks.find(
        ({ name }) => encodeURIComponent(name) === this.name,
      );
      return found && { mood: found.mood, records: found.tickets };
    } catch {
      return undefined;
    }
  }

  async setMood(wanted: Mood): Promise<void> {
    await told(this.http.put(`admin/desks/${this.name}/mood`, z.unknown(), { body: { mood: wanted } }));
  }

  /** Newest first. */
  async list(): Promise<DeskTicket[]> {
    return (await told(this.http.get(`admin/desks/${this.name}/tickets`, tickets))).tickets;
  }

  /** The sandbox keeps no record of who in its office did it. */
  async act(id: string, { by: _by, what, ...body }: OfficeAct): Promise<DeskTicket> {
    const path = `admin/desks/${this.name}/tickets/${id}/${what}`;
    return (await told(this.http.post(path, oneTicket, { body }))).ticket;
  }
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === 'missing') {
      throw new Refused(404, 'The desk has no such ticket', 'GET /api/systems/:name/tickets lists them.');
    }
    if (error.kind === 'rejected') {
      throw new Refused(409, 'The desk refused that', 'Look at the ticket as it stands now.', {
        cause: error,
      });
    }
    throw new Refused(503, 'The sandbox desk does not answer', 'See whether npm start still runs it.', {
      cause: error,
    });
  }
}
