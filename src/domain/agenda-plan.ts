/** Who sees people where and for how long: what our own agenda is made of. */
import { z } from 'zod';

/** A name in an assistant's file. */
export const name = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'lower case letters, digits and _');

/** Hours of some days of the week, by the clock on the wall. */
export const openHours = z.strictObject({
  /** ISO weekdays, 1 is Monday. */
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: z.string().regex(/^\d\d:\d\d$/),
  until: z.string().regex(/^\d\d:\d\d$/),
});

/** Who sees people where and for how long; seeds our own agenda. */
export const agendaPlan = z.strictObject({
  places: z.array(z.strictObject({ id: name, name: z.string(), address: z.string().optional() })).min(1),
  services: z
    .array(
      z.strictObject({
        id: name,
        name: z.string(),
        minutes: z.number().int().min(5).max(480),
        /** Minutes kept free after each appointment. */
        bufferMinutes: z.number().int().min(0).max(120).default(0),
        /** Hours before the start after which it can no longer be booked; at most 60 days. */
        noticeHours: z.number().min(0).max(1440).default(0),
        /** Days ahead that are offered. */
        horizonDays: z.number().int().min(1).max(365).default(30),
      }),
    )
    .min(1),
  professionals: z
    .array(
      z.strictObject({
        id: name,
        name: z.string(),
        place: name,
        services: z.array(name).min(1),
        hours: z.array(openHours).min(1),
        /** Local days off, YYYY-MM-DD. */
        daysOff: z.array(z.iso.date()).default([]),
      }),
    )
    .min(1),
});
export type AgendaPlan = z.infer<typeof agendaPlan>;
