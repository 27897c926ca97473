/** What a body may have been before something on the way parsed it and wrote it again. */

/** A body that may have been signed; `found` completes "the signature is right for it …". */
export interface EarlierBody {
  found: string;
  body: Buffer;
}

/** The usual ones, cheapest first. */
export function bodiesBefore(body: Buffer): EarlierBody[] {
  const text = body.toString('utf8');
  const texts: [string, string][] = [
    ['without the line end behind it', text.replace(/\r?\n$/, '')],
    ['with a line end behind it', `${text}\n`],
    ['without the white space around it', text.trim()],
    ['with line ends as Unix writes them', text.replaceAll('\r\n', '\n')],
    ['with line ends as Windows writes them', text.replaceAll(/\r?\n/g, '\r\n')],
    ['without the byte order mark before it', text.replace(/^\uFEFF/, '')],
    ...writings(text),
  ];
  return [
    ...texts.filter(([, one]) => one !== text).map(([found, one]) => ({ found, body: Buffer.from(one) })),
    { found: 'in Latin 1 instead of UTF-8', body: Buffer.from(text, 'latin1') },
  ];
}

/** What is nested deeper is not written anew: indented, 64 kB of brackets would fill gigabytes. */
const deepest = 20;

/** The same JSON as other programs write it. */
function writings(text: string): [string, string][] {
  if (depthOf(text) > deepest) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const compact = JSON.stringify(value);
  const spaced = spacedOut(value);
  const all: [string, string][] = [
    ['as JSON without spaces', compact],
    ['as JSON with a space behind each comma and colon', spaced],
    ['as JSON indented by two', JSON.stringify(value, undefined, 2)],
    ['as JSON indented by four', JSON.stringify(value, undefined, 4)],
    ['as JSON indented by tabs', JSON.stringify(value, undefined, '\t')],
  ];
  return [
    ...all,
    ...all.map(([found, one]): [string, string] => [`${found}, with a line end behind it`, `${one}\n`]),
    ['as JSON with letters escaped', escaped(compact)],
    ['as JSON with spaces, and letters escaped', escaped(spaced)],
    ['as JSON with slashes escaped', compact.replaceAll('/', '\\/')],
    ['as JSON with letters and slashes escaped', escaped(compact).replaceAll('/', '\\/')],
  ];
}

/** Brackets within texts count too, which errs on the cheap side. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth -= 1;
    if (depth > most) most = depth;
  }
  return most;
}

/** As Python writes it. A line end inside a text is escaped, so those that are left stand between values. */
const spacedOut = (value: unknown): string =>
  JSON.stringify(value, undefined, 1)
    .replaceAll(/([{[])\n\s*/g, '$1')
    .replaceAll(/\n\s*([}\]])/g, '$1')
    .replaceAll(/,\n\s*/g, ', ');

const escaped = (text: string): string =>
  text.replaceAll(/[\u0080-\uFFFF]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
