/** What the contract is tried on: one system, opened in the way of one creation class. */
import type { Verbs } from '../../../src/connectors/connector';
import type { CreationClass } from '../../../src/domain/terms';
import type { TicketDraft } from '../../../src/domain/ticket';
import { ConnectorError } from '../../../src/errors';
import type { CuttingProxy } from '../../fakes/cutting-proxy';

/** How the system behaves; `slow` answers later than `timeoutMs` of the connection, with its work done. */
export type Mood = 'well' | 'down' | 'slow' | 'mute';

/** A ticket system under test, with what its office sees and does. */
export interface DeskUnderTest {
  url: string;
  turn(mood: Mood): Promise<void>;
  /** Every ticket that was really made for a key, the oldest first; its subject holds the key too. */
  made(key: string): Promise<{ id: string; isOpen: boolean }[]>;
  comment(id: string, text: string): Promise<void>;
  close(id: string): Promise<void>;
  reopen(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** One system and how its connector is opened; `secret` is part of every request and must show in no message. */
export interface ContractSubject {
  system: string;
  secret: string;
  /** The ways in which the connector can be opened. */
  classes: CreationClass[];
  /** Milliseconds that the connector under test waits for an answer. */
  timeoutMs: number;
  start(): Promise<DeskUnderTest>;
  /** `indexLagMs` where the index is to be taken as lagging. */
  connect(url: string, creation: CreationClass, indexLagMs?: number): Verbs;
  /** Requests that ask the index, and what it answers while it shows nothing; left out where no index lags. */
  index?: { path: RegExp; shows: { status: number; body: string } };
}

const ticketVerbs = [
  'createTicket',
  'readTicket',
  'listTickets',
  'commentTicket',
  'raisePriority',
  'closeTicket',
  'reopenTicket',
] as const;
export type TicketVerbs = Required<Pick<Verbs, (typeof ticketVerbs)[number]>> &
  Pick<Verbs, 'ping' | 'ticketsChangedAt'>;

export function allTicketVerbs(verbs: Verbs): TicketVerbs {
  for (const verb of ticketVerbs) if (!verbs[verb]) throw new Error(`a ticket connector has ${verb}`);
  return verbs as TicketVerbs;
}

/** What stands while the tests of one class run. */
export interface Stand {
  subject: ContractSubject;
  creation: CreationClass;
  desk: DeskUnderTest;
  /** In front of the desk. */
  proxy: CuttingProxy;
  verbs: TicketVerbs;
}

export const canary = 'Calle de la Amargura 99';
export const phone = '+34600000001';

/** A ticket of a caller with that number. */
export function draftOf(number = phone, subject = 'Farola apagada'): TicketDraft {
  return {
    category: 'alumbrado',
    subcategory: 'farola',
    priority: 'normal',
    team: 'lighting',
    subject,
    description: 'La farola no luce desde el lunes.',
    contact: { name: 'Ana Ñúñez', phone: number },
    place: canary,
    pending: ['correo electrónico'],
    dueAt: '2026-11-24T10:00:00.000Z',
    origin: {
      channel: 'dev',
      callId: 'call-1',
      at: '2026-11-21T10:00:00.000Z',
      callingNumber: number,
      language: 'es',
      intent: 'report_street_light',
      entities: { place: canary },
      summary: 'Una farola apagada.',
    },
  };
}

let lastKey = 0;
export const newKey = (): string => `R-TEST-${String((lastKey += 1)).padStart(4, '0')}`;
export const subjectOf = (key: string): string => `Farola apagada ${key}`;

/** Makes a ticket, with a key of its own unless one is given. */
export async function make(
  { verbs }: Pick<Stand, 'verbs'>,
  { key = newKey(), number = phone, fresh }: { key?: string; number?: string; fresh?: boolean } = {},
) {
  const draft = draftOf(number, subjectOf(key));
  return { key, ticket: await verbs.createTicket(draft, key, fresh === undefined ? {} : { fresh }) };
}

/** The fault of a request that must fail. */
export async function faultOf(request: Promise<unknown> | undefined): Promise<ConnectorError> {
  const error: unknown = await Promise.resolve(request).then(
    () => 'no fault at all',
    (fault: unknown) => fault,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, not ${String(error)}`);
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
