import { z } from 'zod';

const timesOfDay = z
  .array(
    z
      .string()
      .regex(
        /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
        'write it like "09:00-14:00", in quotes',
      ),
  )
  .max(6);

/** The weekdays as a calendar names them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const hours = z.strictObject({
  mon: timesOfDay.optional(),
  tue: timesOfDay.optional(),
  wed: timesOfDay.optional(),
  thu: timesOfDay.optional(),
  fri: timesOfDay.optional(),
  sat: timesOfDay.optional(),
  sun: timesOfDay.optional(),
});

/** The days and hours an office works, as an assistant's file says them. */
export const calendar = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters, like ES')
    .describe('Whose public holidays nobody works: ES, BR, GB.'),
  region: z
    .string()
    .optional()
    .describe(
      'Region of the country, by the letters after the hyphen of its ISO 3166-2 code: MD for Madrid.',
    ),
  city: z
    .string()
    .optional()
    .describe('City of the region, where its holidays are known; else list them in `holidays`.'),
  zone: z.string().optional().describe("IANA zone of the office; by default the assistant's."),
  hours: hours
    .optional()
    .describe(
      'When it is open, by weekday: {mon: ["09:00-14:00"]}. Weekdays that are not listed are not worked. Without it: Monday to Friday, all day.',
    ),
  holidays: z
    .array(
      z.strictObject({
        on: z
          .string()
          .regex(/^(\d{4}-)?\d\d-\d\d$/, 'a day like 2026-05-15, or "05-15" for every year')
          .describe('2026-05-15, or "05-15" for every year.'),
        name: z.string().min(1),
      }),
    )
    // Fewer than the days of a year, so that there is always a working day to come.
    .max(200)
    .default([])
    .describe('Days off besides the public holidays: of the city, of the house.'),
  workingDays: z
    .array(z.iso.date())
    .max(200)
    .default([])
    .describe('Days that are worked although they are holidays or weekends.'),
});
export type Calendar = z.infer<typeof calendar>;
