import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';

/** Every column of the record, set to the new row's value; for `on conflict do update`. */
export function fromNewRow(record: z.ZodObject): Record<string, RawBuilder<never>> {
  return Object.fromEntries(
    Object.keys(record.shape).map((column) => [column, sql.ref<never>(`excluded.${column}`)]),
  );
}
