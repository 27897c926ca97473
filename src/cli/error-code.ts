/** The system's code of an error (`ENOENT`), or its words where it has none. Errors of another realm are known too. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.message : String(error);
}
