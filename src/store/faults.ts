/** SQLSTATE of a database's refusal, or the system's error code (`ECONNREFUSED`); undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

// 08 connection, 40 rolled back for others' sake, 53 resources, 55P03 lock, 57 operator, 58 system: they pass.
const passing = /^(08...|40...|53...|55P03|57...|58...)$/;

/** Whether the database is away or busy for now, so that the same request may do better later. */
export function isAway(error: unknown): boolean {
  const code = errorCode(error);
  if (code === undefined)
    // `pg` gives no code for a connection lost or not made in time.
    return error instanceof Error && /connection|timeout/i.test(error.message);
  return passing.test(code) || /^E[A-Z_]+$/.test(code);
}
