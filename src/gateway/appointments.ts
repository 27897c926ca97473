/** `/api/systems/:name/appointments`: what the office does with one. Its caller hears of it by way of the inbox, like of a webhook. */
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Verbs } from '../connectors/connector';
import type { Appointment, Slot } from '../domain/appointment';
import { ConnectorError } from '../errors';
import { fromStore } from './from-store';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './appointment-shapes';

type Scheduling = Required<
  Pick<Verbs, 'findSlots' | 'readAppointment' | 'moveAppointment' | 'cancelAppointment'>
>;

const schedules = (verbs: Verbs | undefined): verbs is Verbs & Scheduling =>
  verbs?.findSlots !== undefined &&
  verbs.readAppointment !== undefined &&
  verbs.moveAppointment !== undefined &&
  verbs.cancelAppointment !== undefined;

/** Adds the routes. `wake` has the inbox looked at, where it is written down what the office did. */
export function addAppointments(app: Routes, parts: GatewayParts, wake: () => void): void {
  const at = {
    tags: ['systems'],
    params: shapes.appointmentAddress,
    response: answers(shapes.appointmentAnswer),
  };

  app.get(
    '/api/systems/:name/appointments/:id',
    { schema: { ...at, summary: 'One appointment' } },
    async ({ params: { name, id } }) => ({ appointment: toView(await found(schedulingOf(parts, name), id)) }),
  );

  app.post(
    '/api/systems/:name/appointments/:id/cancel',
    { schema: { ...at, summary: 'The office cancels', body: shapes.officeCancel } },
    async ({ params: { name, id }, body }) => {
      const scheduling = schedulingOf(parts, name);
      await found(scheduling, id);
      const cancelled = await asked(async () => await scheduling.cancelAppointment(id, randomUUID()));
      await noteActOf(parts, name, id, `cancel by ${body?.by ?? 'operator'}`);
      wake();
      return { appointment: toView(cancelled ?? nowhere()) };
    },
  );

  app.post(
    '/api/systems/:name/appointments/:id/move',
    { schema: { ...at, summary: 'The office moves', body: shapes.officeMove } },
    async ({ params: { name, id }, body }) => {
      const scheduling = schedulingOf(parts, name);
      const slot = await movedSlot(scheduling, (await found(scheduling, id)).slot, body);
      const booking = await asked(async () => await scheduling.moveAppointment(id, slot, randomUUID()));
      if (booking.outcome === 'taken') throw notFree(booking.alternatives);
      await noteActOf(parts, name, id, `move by ${body.by}`);
      wake();
      return { appointment: toView(booking.appointment) };
    },
  );
}

function schedulingOf({ connectors }: GatewayParts, name: string): Scheduling {
  const verbs = connectors.get(name)?.verbs;
  if (schedules(verbs)) return verbs;
  throw new Refused(404, 'There is no agenda of that name', 'GET /api/systems lists the systems.');
}

async function found(scheduling: Scheduling, id: string): Promise<Appointment> {
  return (await asked(async () => await scheduling.readAppointment(id))) ?? nowhere();
}

const nowhere = (): never => {
  throw new Refused(404, 'The agenda has no such appointment', 'Its number is on the case.');
};

/** The time as the office wants it, its length staying. With somebody else it is as the agenda offers theirs, since they may work at another place. */
async function movedSlot(
  { findSlots }: Scheduling,
  slot: Slot,
  to: { startsAt: string; professional?: string | undefined },
): Promise<Slot> {
  const startsAt = new Date(to.startsAt).toISOString();
  const { professional = slot.professional } = to;
  if (professional === slot.professional) {
    const lengthMs = Date.parse(slot.endsAt) - Date.parse(slot.startsAt);
    return { ...slot, startsAt, endsAt: new Date(Date.parse(startsAt) + lengthMs).toISOString() };
  }
  const day = DateTime.fromISO(startsAt, { zone: slot.zone }).startOf('day');
  const wanted = { service: slot.service, professional, after: day.toUTC().toISO() ?? startsAt, limit: 50 };
  const free = await asked(async () => await findSlots({ ...wanted, onDay: day.toISODate() ?? undefined }));
  const offered = free.find((one) => one.startsAt === startsAt);
  if (!offered) throw notFree(free);
  return offered;
}

const notFree = (free: Slot[]): Refused => {
  const times = free.map(({ startsAt }) => startsAt).join(', ');
  return new Refused(409, 'That time is not free', times ? `Next free: ${times}.` : 'Choose another day.');
};

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === 'missing') return nowhere();
    if (error.kind === 'rejected')
      throw new Refused(409, 'The agenda refused that', error.message, { cause: error });
    throw new Refused(503, 'The agenda does not answer', 'Ask again in a moment.', { cause: error });
  }
}

/** A gateway that dies before has told nobody: then the follow-up, which also looks by itself, sees it later. */
async function noteActOf(
  { store }: GatewayParts,
  connection: string,
  id: string,
  what: string,
): Promise<void> {
  const at = new Date().toISOString();
  const eventId = `${what}, ${randomUUID()}`;
  await fromStore(
    async () =>
      await store.takeWebhook({ connection, kind: 'record', eventId, recordId: id, at, receivedAt: at }),
  );
}

/** Without the person's name and number: the office knows them where it keeps them. */
const toView = ({ ref, status, slot, updatedAt }: Appointment) => ({
  ...{ id: ref.id, status, updatedAt },
  ...{ service: slot.service, professional: slot.professional, place: slot.place },
  ...{ startsAt: slot.startsAt, endsAt: slot.endsAt, zone: slot.zone },
});
