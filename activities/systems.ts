import type { Activities } from '.';
import type { Tools } from '../src/agent/tools';
import type { Connector, Performed, Verbs } from '../src/connectors/connector';
import type { Order, OrderWork, Receipt, WriteResult } from '../src/domain/call';
import type { Appointment, Booking } from '../src/domain/appointment';
import type { Ticket } from '../src/domain/ticket';
import type { Claim } from '../src/domain/wish';
import { ConnectorError } from '../src/errors';
import { createLooking } from './looking';

/** What looking and writing stand on. */
export interface SystemDependencies {
  tools: Tools;
  connectors: { get(connection: string): Connector };
  wishes: Wishes;
  now: () => Date;
}

/** Which code a wish has. Throws where Temporal, which knows, cannot be asked. */
export interface Wishes {
  /** `wish` is a proposal's hash, `at` the ISO instant of the wish. The same wish at the same time has the same code. */
  claim(wish: string, at: string): Promise<Claim>;
}

/** The activities that touch outside systems. */
export function createSystems({
  tools,
  connectors,
  wishes,
  now,
}: SystemDependencies): Pick<
  Activities,
  'propose' | 'readSystem' | 'write' | 'probe' | 'readRecord' | 'commentRecord'
> {
  return {
    propose: async (caller, toolCall) => {
      const proposed = await tools.propose(caller, toolCall);
      if ('result' in proposed) return proposed;
      return {
        proposal: { ...proposed.proposal, ...(await wishes.claim(proposed.proposal.hash, caller.now)) },
      };
    },
    readSystem: async (caller, toolCall) => await tools.read(caller, toolCall),
    write: async (order, code) =>
      await write(connectors.get(order.connection), order, code, now().toISOString()),
    probe: async (connection) => {
      const { verbs } = connectors.get(connection);
      if (!verbs.ping) return 'cannot-tell';
      await verbs.ping();
      return 'answers';
    },
    ...createLooking({ connectors }),
    commentRecord: async ({ connection, id }, text, key) => {
      const { verbs } = connectors.get(connection);
      try {
        await verbs.commentTicket?.(id, text, key);
      } catch (error) {
        if (error instanceof ConnectorError && error.kind === 'missing') return 'not commented';
        throw error;
      }
      return verbs.commentTicket ? 'commented' : 'not commented';
    },
  };
}

const lacks = (system: string, verb: string): ConnectorError =>
  new ConnectorError(system, 'rejected', `${system} cannot ${verb}; route this to another connection`);

/** One try of a write. A record that is gone, or a time that is taken, is an answer. */
async function write(
  { connection, verbs, system }: Connector,
  order: Order,
  once: { key: string; fresh: boolean },
  at: string,
): Promise<WriteResult> {
  if (!verbs[order.verb]) throw lacks(system, order.verb);
  try {
    return await carryOut({ connection, verbs: verbs as Required<Verbs> }, order, once, at);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'missing') return { refusal: { reason: 'gone' } };
    throw error;
  }
}

async function carryOut(
  { connection, verbs }: { connection: string; verbs: Required<Verbs> },
  { verb, args }: OrderWork,
  { key, fresh }: { key: string; fresh: boolean },
  at: string,
): Promise<WriteResult> {
  switch (verb) {
    case 'createTicket':
      return made(at, await verbs.createTicket(args, key, { fresh }));
    case 'commentTicket':
      return made(at, await verbs.commentTicket(args.id, args.text, key));
    case 'raisePriority':
      return made(at, await verbs.raisePriority(args.id, args.priority, key));
    case 'closeTicket':
      return made(at, await verbs.closeTicket(args.id, args.reason, key));
    case 'reopenTicket':
      return made(at, await verbs.reopenTicket(args.id, args.reason, key));
    case 'bookAppointment':
      return booked(at, await verbs.bookAppointment(args, key));
    case 'moveAppointment':
      return booked(at, await verbs.moveAppointment(args.id, args.slot, key));
    case 'cancelAppointment': {
      const cancelled = await verbs.cancelAppointment(args.id, key);
      return cancelled ? appointed(at, cancelled) : { refusal: { reason: 'gone' } };
    }
    case 'perform':
      return performed(at, connection, await verbs.perform(args.tool, args.arguments, key, { fresh }));
  }
}

function made(at: string, ticket: Ticket): WriteResult {
  const receipt: Receipt = { record: ticket.ref, at, ticket };
  return { receipt: ticket.url ? { ...receipt, url: ticket.url } : receipt };
}

const appointed = (at: string, appointment: Appointment): WriteResult => ({
  receipt: { record: appointment.ref, at, appointment },
});

const performed = (at: string, connection: string, { id, answer }: Performed): WriteResult => ({
  receipt: { record: { connection, id }, at, answer },
});

const booked = (at: string, booking: Booking): WriteResult =>
  booking.outcome === 'booked'
    ? appointed(at, booking.appointment)
    : { refusal: { reason: 'slot-taken', alternatives: booking.alternatives } };
