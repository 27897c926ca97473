import { z } from 'zod';

const id = z.number().int().positive();
/** A custom field by its number, or by its name where the key is an administrator's. */
const customField = z.union([id, z.string().min(1)], 'the number or the name of a custom field');

/** Settings of a Redmine connection. The numbers of priorities and statuses default to those of a fresh Redmine. */
export const redmineSettings = z.strictObject({
  url: z.url(),
  apiKey: z.string().min(1),
  /** Identifier or number of the project that gets the tickets. */
  project: z.union([id, z.string().min(1)], 'the identifier or the number of a project'),
  tracker: id.optional(),
  /** Custom field that holds our stamp; must be usable as a filter. */
  stampField: customField,
  /** Custom field that holds the phone number of the person; without it `listTickets` finds nothing. */
  phoneField: customField.optional(),
  priorities: z
    .strictObject({ low: id, normal: id, high: id, urgent: id })
    .default({ low: 1, normal: 2, high: 3, urgent: 4 }),
  /** Status a ticket gets when the caller closes it. */
  closedStatus: id.default(5),
  /** Status a closed ticket gets when the caller has it opened again. */
  reopenedStatus: id.default(1),
  /** Statuses in which the office waits for somebody. */
  pendingStatuses: z.array(id).default([4]),
  /** Our team's name → where its tickets go. */
  teams: z
    .record(z.string(), z.strictObject({ category: id.optional(), assignee: id.optional() }))
    .default({}),
  timeoutMs: z.number().int().min(100).max(60_000).default(5000),
  /** Milliseconds for which Redmine may still carry out a request that we gave up on. */
  settleMs: z.number().int().min(0).max(3_600_000).default(5000),
});
export type RedmineSettings = z.infer<typeof redmineSettings>;
