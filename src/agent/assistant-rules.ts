import { z } from 'zod';
import { agendaPlan, type AgendaPlan } from '../domain/agenda-plan';
import { errand, type Errand } from '../domain/assistant';
import { calendar, type Calendar } from '../domain/calendar';
import {
  type AppointmentReminders,
  appointmentReminders,
  type ReminderPolicy,
  reminderPolicy,
} from '../domain/deadline';
import {
  appointmentReminderMistakes,
  calendarMistakes,
  reminderMistakes,
  spanMistakes,
} from './calendar/calendar-rules';
import { agendaMistakes } from './agenda-rules';
import { errandMistakes } from './errand-rules';
import { type Mistake, notAmong, repeats } from './mistakes';

/** What of a file can be judged although the rest of it has mistakes. `index` is the errand's place in the file. */
interface Readable {
  errands: { errand: Errand; index: number }[];
  plan: AgendaPlan | undefined;
  zone: unknown;
  calendar: Calendar | undefined;
  reminders: ReminderPolicy | undefined;
  appointmentReminders: AppointmentReminders | undefined;
  /** A calendar stands there, and its shape has mistakes of its own: what needs one is not judged. */
  brokenCalendar: boolean;
  tickets: unknown;
  agenda: unknown;
}

/** Mistakes a schema cannot see: names that lead nowhere, doubled names, verbs without what they need. */
export function assistantMistakes(data: unknown, connections?: ReadonlySet<string>): Mistake[] {
  const file = readable(data);
  return [
    ...zoneMistakes(['zone'], file.zone),
    ...deadlineMistakes(file),
    ...connectionMistakes('tickets', file.tickets, connections),
    ...connectionMistakes('agenda', file.agenda, connections),
    ...(file.plan ? agendaMistakes(file.plan) : []),
    ...doubledErrands(file),
    ...file.errands.flatMap(({ errand: one, index }) =>
      [...errandMistakes(one, file), ...connectionMistakes('connection', one.connection, connections)].map(
        (mistake) => ({ ...mistake, path: ['errands', index, ...mistake.path] }),
      ),
    ),
  ];
}

function readable(data: unknown): Readable {
  const {
    errands,
    agendaPlan: plan,
    zone,
    tickets,
    agenda,
    ...deadlines
  } = z.record(z.string(), z.unknown()).parse(data);
  return {
    errands: (Array.isArray(errands) ? errands : []).flatMap((raw: unknown, index) => {
      const result = errand.safeParse(raw);
      return result.success ? [{ errand: result.data, index }] : [];
    }),
    plan: agendaPlan.safeParse(plan).data,
    zone,
    tickets,
    agenda,
    calendar: calendar.safeParse(deadlines.calendar).data,
    brokenCalendar: deadlines.calendar !== undefined && !calendar.safeParse(deadlines.calendar).success,
    reminders: reminderPolicy.safeParse(deadlines.reminders).data,
    appointmentReminders: appointmentReminders.safeParse(deadlines.appointmentReminders).data,
  };
}

function zoneMistakes(path: string[], zone: unknown): Mistake[] {
  if (typeof zone !== 'string') return [];
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    const text = notAmong(`There is no time zone "${zone}".`, zone, Intl.supportedValuesOf('timeZone'));
    return [{ path, text }];
  }
}

/** What is wrong with the calendar, and with what is reckoned by it. */
function deadlineMistakes(file: Readable): Mistake[] {
  const { calendar: days, brokenCalendar, reminders, errands } = file;
  if (brokenCalendar) return [];
  return [
    ...(days ? calendarMistakes(days) : []),
    ...zoneMistakes(['calendar', 'zone'], days?.zone),
    ...(reminders ? reminderMistakes(reminders, days) : []),
    ...appointmentReminderMistakes(file.appointmentReminders ?? [], days),
    ...errands.flatMap(({ errand: { ticket }, index }) =>
      ticket
        ? spanMistakes(ticket.due, days).map((mistake) => ({
            ...mistake,
            path: ['errands', index, 'ticket', 'due', ...mistake.path],
          }))
        : [],
    ),
  ];
}

function connectionMistakes(key: string, name: unknown, connections?: ReadonlySet<string>): Mistake[] {
  if (!connections || typeof name !== 'string' || connections.has(name)) return [];
  return [{ path: [key], text: notAmong(`recado.yaml has no connection "${name}".`, name, connections) }];
}

function doubledErrands({ errands }: Readable): Mistake[] {
  return repeats(errands, (one) => one.errand.name).map(({ item }) => ({
    path: ['errands', item.index, 'name'],
    text: `There is already an errand "${item.errand.name}". Give one of them another name.`,
  }));
}
