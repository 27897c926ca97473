/** A row as plain data: instants as ISO text, and no empty columns. */
export function plain(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([column, value]: [string, unknown]) => [
        column,
        value instanceof Date ? value.toISOString() : value,
      ]),
  );
}
