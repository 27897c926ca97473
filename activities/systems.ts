import type { Activities } from '.';
import type { Tools } from '../src/agent/tools';
import type { Connector, Verbs } from '../src/connectors/connector';
import type { Order, OrderWork, Receipt, WriteResult } from '../src/domain/call';
import type { Appointment, Booking } from '../src/domain/appointment';
import type { Ticket } from '../src/domain/ticket';
import { ConnectorError } from '../src/errors';

/** What looking and writing stand on. */
export interface SystemDependencies {
  tools: Tools;
  connectors: { get(connection: string): Connector };
  now: () => Date;
}

/** The activities that touch outside systems. */
export function createSystems({
  tools,
  connectors,
  now,
}: SystemDependencies): Pick<Activities, 'propose' | 'readSystem' | 'write' | 'readRecord'> {
  return {
    propose: async (caller, toolCall) => await tools.propose(caller, toolCall),
    readSystem: async (caller, toolCall) => await tools.read(caller, toolCall),
    write: async (order, code) =>
      await write(connectors.get(order.connection), order, code, now().toISOString()),
    readRecord: async ({ connection, id }) => {
      const { verbs, system } = connectors.get(connection);
      if (!verbs.readTicket) throw lacks(system, 'readTicket');
      return await verbs.readTicket(id);
    },
  };
}

const lacks = (system: string, verb: string): ConnectorError =>
  new ConnectorError(system, 'rejected', `${system} cannot ${verb}; route this to another connection`);

/** One try of a write. A record that is gone, or a time that is taken, is an answer. */
async function write(
  { verbs, system }: Connector,
  order: Order,
  once: { key: string; fresh: boolean },
  at: string,
): Promise<WriteResult> {
  if (!verbs[order.verb]) throw lacks(system, order.verb);
  try {
    return await carryOut(verbs as Required<Verbs>, order, once, at);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'missing') return { refusal: { reason: 'gone' } };
    throw error;
  }
}

async function carryOut(
  verbs: Required<Verbs>,
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
    case 'bookAppointment':
      return booked(at, await verbs.bookAppointment(args, key));
    case 'moveAppointment':
      return booked(at, await verbs.moveAppointment(args.id, args.slot, key));
    case 'cancelAppointment': {
      const cancelled = await verbs.cancelAppointment(args.id, key);
      return cancelled ? appointed(at, cancelled) : { refusal: { reason: 'gone' } };
    }
  }
}

function made(at: string, ticket: Ticket): WriteResult {
  const receipt: Receipt = { record: ticket.ref, at, ticket };
  return { receipt: ticket.url ? { ...receipt, url: ticket.url } : receipt };
}

const appointed = (at: string, appointment: Appointment): WriteResult => ({
  receipt: { record: appointment.ref, at, appointment },
});

const booked = (at: string, booking: Booking): WriteResult =>
  booking.outcome === 'booked'
    ? appointed(at, booking.appointment)
    : { refusal: { reason: 'slot-taken', alternatives: booking.alternatives } };
