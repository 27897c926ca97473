import { z } from 'zod';

/** A length of time in exactly one of the ways an office reckons. */
export const span = z
  .strictObject({
    workingDays: z
      .number()
      .int()
      .min(1)
      .max(250)
      .optional()
      .describe('Days that are worked by `calendar`; the day of the wish does not count.'),
    calendarDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .optional()
      .describe('Days, worked or not; the day of the wish does not count.'),
    workingHours: z
      .number()
      .positive()
      .max(2000)
      .optional()
      .describe('Hours within the opening hours of `calendar`.'),
    hours: z
      .number()
      .positive()
      .max(24 * 365)
      .optional()
      .describe('Hours, day and night.'),
  })
  .refine(
    (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
    'give exactly one of workingDays, calendarDays, workingHours and hours',
  )
  .meta({ minProperties: 1, maxProperties: 1 });
export type Span = z.infer<typeof span>;

/** What happens before a promise breaks. */
export const reminderPolicy = z.strictObject({
  office: z
    .array(z.strictObject({ before: span }))
    .max(10)
    .default([{ before: { workingDays: 2 } }])
    .describe('When the case is marked as due soon, before the deadline.'),
  escalate: z
    .strictObject({
      before: span.default({ workingDays: 1 }).describe('How long before the deadline.'),
      to: z.string().min(1).optional().describe("The team that takes over; by default the ticket's."),
    })
    .prefault({})
    .describe('When operators see the case as waiting for them, and the ticket is commented on.'),
});
export type ReminderPolicy = z.infer<typeof reminderPolicy>;

/** When the caller of an appointment is reminded of it. */
export const appointmentReminders = z
  .array(z.strictObject({ before: span }))
  .max(5)
  .default([{ before: { hours: 24 } }])
  .describe(
    'When the caller of an appointment is reminded of it; [] for never. What is past when it is booked is left out.',
  );
export type AppointmentReminders = z.infer<typeof appointmentReminders>;
