/** Our mark on a note: its last line, so that a quoted note (`> …`) is not taken for one of ours. */

const anyMark = /\n?\n?\[Recado: ([^\]\n]+)\]\s*$/;

/** A note with the mark of one key. */
export const marked = (text: string, key: string): string => `${text}\n\n[Recado: ${key}]`.trimStart();

/** The key a note was marked with; undefined for a note of the office. */
export function keyOf(note: string): string | undefined {
  const lastLine = note.trimEnd().split('\n').at(-1) ?? '';
  return lastLine.startsWith('[Recado: ') ? anyMark.exec(note)?.[1] : undefined;
}

/** A note as people wrote it. */
export const unmarked = (note: string): string =>
  keyOf(note) === undefined ? note : note.replace(anyMark, '');
