/** Requests about messages, as Twilio's API takes them. Fields not known here are let through. */
import { z } from 'zod';

const address = z.string().min(1).max(256);

export const createMessage = z.looseObject({
  To: address,
  From: address.optional(),
  MessagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-fA-F]{32}$/)
    .optional(),
  Body: z.string().max(1600).optional(),
  ContentSid: z
    .string()
    .regex(/^HX[0-9a-fA-F]{32}$/)
    .optional(),
  ContentVariables: z.string().optional(),
  StatusCallback: z.url().optional(),
});
export type CreateMessage = z.infer<typeof createMessage>;

const day = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

/** `DateSent>` is at or after, `DateSent<` at or before. */
export const listMessages = z.looseObject({
  To: address.optional(),
  From: address.optional(),
  DateSent: day.optional(),
  'DateSent>': day.optional(),
  'DateSent<': day.optional(),
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
  Page: z.coerce.number().int().min(0).default(0),
});
export type ListMessages = z.infer<typeof listMessages>;
