import { z } from 'zod';

const coded = z.object({ code: z.string() });

/** SQLSTATE of a database's refusal, or the system's error code (`ECONNREFUSED`); undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return coded.safeParse(error).data?.code;
}

// 08 connection, 40 rolled back for others' sake, 53 resources, 55P03 lock, 57 operator, 58 system: they pass.
const passing = /^(08...|40...|53...|55P03|57...|58...)$/;

/** Whether the database is away or busy for now, so that the same request may do better later. */
export function isAway(error: unknown): boolean {
  const code = errorCode(error);
  // `pg` gives no code for a connection lost or not made in time.
  if (code === undefined) return /connection|timeout|not queryable/i.test(String(error));
  return passing.test(code) || /^E[A-Z_]+$/.test(code);
}

/** What went wrong, in the driver's words; of several tries that failed at once only the code is common. */
export function reasonOf(error: unknown): string {
  const text = String(error).replace(/^\w*Error(: |$)/, '');
  return text || (errorCode(error) ?? 'for no known reason');
}
