/** What Redmine answers, as far as we read it. Checked against a real Redmine 5.0.4. */
import { z } from 'zod';

const named = z.object({ id: z.number(), name: z.string() });

const issue = z.object({
  id: z.number(),
  // Redmine before 5 leaves `is_closed` out.
  status: named.extend({ is_closed: z.boolean().optional() }),
  priority: named,
  subject: z.string(),
  category: named.optional(),
  assigned_to: named.optional(),
  custom_fields: z
    .array(z.object({ id: z.number(), value: z.union([z.string(), z.array(z.string())]).nullish() }))
    .default([]),
  created_on: z.string(),
  updated_on: z.string(),
  journals: z
    .array(
      z.object({
        id: z.number(),
        notes: z.string().nullish(),
        created_on: z.string(),
        private_notes: z.boolean().default(false),
        details: z.array(z.object({ property: z.string(), name: z.string() })).default([]),
      }),
    )
    .default([]),
});
export type Issue = z.infer<typeof issue>;

export const oneIssue = z.object({ issue }).transform((answer) => answer.issue);
export const manyIssues = z.object({ issues: z.array(issue) }).transform((answer) => answer.issues);
/** A change is answered 204, without a body. */
export const nothing = z.undefined();

export const customFields = z
  .object({
    custom_fields: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        customized_type: z.string(),
        is_filter: z.boolean(),
        trackers: z.array(named).default([]),
      }),
    ),
  })
  .transform((answer) => answer.custom_fields);

/** What a field holds; undefined where it is empty or not there. */
export function fieldValue({ custom_fields: fields }: Issue, id: number | undefined): string | undefined {
  const value = fields.find((field) => field.id === id)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
