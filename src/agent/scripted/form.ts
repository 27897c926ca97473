/** The scripted model's memory: the form it is filling in. Plain JSON, handed back with each turn. */
import { z } from 'zod';
import { slot } from '../../domain/appointment';
import type { Assistant } from '../../domain/assistant';
import type { Json } from '../../domain/call';

const waiting = z.discriminatedUnion('for', [
  z.strictObject({ for: z.literal('field'), field: z.string() }),
  z.strictObject({ for: z.literal('errand'), among: z.array(z.string()) }),
  /** A second wish that was said earlier is offered, in the words it was said in. */
  z.strictObject({ for: z.literal('later'), said: z.string() }),
  /** What of the read-back is wrong. */
  z.strictObject({ for: z.literal('correction') }),
  /** Which field the words that were said belong to. */
  z.strictObject({ for: z.literal('owner'), said: z.string() }),
  /** A write was asked for; code reads it back. */
  z.strictObject({ for: z.literal('gate') }),
  /** A look-up was asked for. */
  z.strictObject({ for: z.literal('look') }),
]);

/** An errand and what was said for it. */
const recent = z.strictObject({ errand: z.string(), values: z.record(z.string(), z.string()) });

const form = z.strictObject({
  errand: z.string().optional(),
  values: z.record(z.string(), z.string()),
  /** Optional fields that stay pending. */
  skipped: z.array(z.string()),
  /** What the next words of the caller are expected to answer. */
  waiting: waiting.optional(),
  /** How often in a row the caller was not understood. */
  misses: z.number().int(),
  /** The last sentence offered a person. */
  personOffered: z.boolean(),
  /** Free times last told, in the order told. */
  offered: z.array(slot),
  /** What free times the caller wishes: local day YYYY-MM-DD, exact local time HH:MM, not before HH:MM, or before HH:MM. */
  wished: z.strictObject({
    day: z.string().optional(),
    time: z.string().optional(),
    from: z.string().optional(),
    until: z.string().optional(),
  }),
  lastSaid: z.string(),
  /** What was last asked of a system, so that "mejor a las once" can still be understood. */
  recent: recent.optional(),
});
export type Form = z.infer<typeof form>;
export type Waiting = z.infer<typeof waiting>;

/** A form nothing was said for yet. */
export const emptyForm = (kept: Pick<Partial<Form>, 'lastSaid' | 'recent'> = {}): Form => ({
  values: {},
  skipped: [],
  misses: 0,
  personOffered: false,
  offered: [],
  wished: {},
  lastSaid: kept.lastSaid ?? '',
  ...(kept.recent ? { recent: kept.recent } : {}),
});

/** The form of a memory; an empty one where the memory is not ours or its errand is gone. */
export function readForm(memory: Json | undefined, assistant: Assistant): Form {
  const parsed = form.safeParse(memory);
  if (!parsed.success) return emptyForm();
  const known = assistant.errands.some((errand) => errand.name === parsed.data.errand);
  return parsed.data.errand === undefined || known ? parsed.data : emptyForm();
}
