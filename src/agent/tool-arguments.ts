/** A model's arguments are parsed like any other door: by the errand's own fields, strictly. */
import { z } from 'zod';
import type { Errand, Field, FieldKind } from '../domain/assistant';
import type { CallStart, Json } from '../domain/call';

const byKind: Record<FieldKind, z.ZodType<string>> = {
  text: z.string().trim().min(1).max(1000),
  name: z.string().trim().min(1).max(200),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164, like +34600000001'),
  email: z.email(),
  address: z.string().trim().min(1).max(300),
  date: z.iso.date('a day as YYYY-MM-DD'),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM'),
  slot: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z\/[a-z][a-z0-9_]*$/,
      'a slot of find_free_times, as <startsAt>/<professional>',
    ),
  choice: z.string().min(1),
  number: z.string().regex(/^\d{1,12}$/, 'digits'),
  ticketNumber: z.string().regex(/^[A-Za-z0-9-]{1,20}$/, 'a ticket number or code'),
};

/** The arguments of an errand by field name, or what is wrong with them, worded for the model. */
export type Checked = { values: Record<string, string> } | { error: string };

/**
 * Parses a model's arguments by the errand's fields. Numbers are taken as text; empty optional ones as absent. A phone
 * number that was not said is the one the call comes `from`, an address the one they write from: code fills it in, not the model.
 */
export function checkArguments(
  errand: Errand,
  args: Record<string, Json>,
  caller: Pick<CallStart, 'from' | 'email'> = {},
): Checked {
  const known = knownOf(errand, caller);
  const said = Object.fromEntries(
    Object.entries(args)
      .map(([key, value]) => [key, typeof value === 'number' ? String(value) : value] as const)
      .filter(([, value]) => value !== null && value !== ''),
  );
  const given = { ...known, ...said };
  const shape = Object.fromEntries(errand.fields.map((field) => [field.name, schemaOf(field)]));
  const parsed = z.strictObject(shape).safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || errand.name}: ${issue.message}`,
    );
    return { error: wrong.join('; ') };
  }
  const values = Object.entries(parsed.data).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { values: Object.fromEntries(values) };
}

/** What is known of whoever asks, by the names of the fields that ask for it. */
export function knownOf(
  { fields }: Pick<Errand, 'fields'>,
  { from, email }: Pick<CallStart, 'from' | 'email'>,
): Record<string, string> {
  const byKind: Partial<Record<FieldKind, string | undefined>> = { phone: from, email };
  return Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, string][] => {
      const value = byKind[kind];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function schemaOf(field: Field): z.ZodType<string | undefined> {
  const schema = field.choices ? z.enum(Object.keys(field.choices)) : byKind[field.kind];
  return field.optional ? schema.optional() : schema;
}
