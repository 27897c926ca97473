/**
 * The words of a letter that came as HTML alone. What is quoted goes by the marks of mail programs; the rest loses its tags.
 * Each letter is gone through once, whatever is in it: it was written by anybody.
 */

/** Where programs begin what they quote. */
const quotes = [
  /<blockquote\b/i,
  /<[^<>]{0,300}\bclass="?[^"<>]{0,100}(?:gmail_quote|moz-cite-prefix|yahoo_quoted|protonmail_quote)/i,
  /<[^<>]{0,300}\bid="?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|replySplit)/i,
];
const unspoken = new Set(['head', 'style', 'script', 'title']);
const breaks = new Set(['br', 'p', 'div', 'tr', 'li', 'h1', 'h2', 'h3', 'table', 'ul', 'ol', 'hr']);

/** Plain text, a line for each line that was shown. */
export function wordsOfHtml(html: string): string {
  const until = Math.min(...quotes.map((quote) => html.search(quote)).filter((at) => at >= 0), html.length);
  let text = '';
  let silentIn: string | undefined;
  for (let at = 0; at < until;) {
    const open = html.indexOf('<', at);
    const end = open < 0 || open >= until ? until : open;
    if (silentIn === undefined) text += html.slice(at, end).replace(/\s+/g, ' ');
    if (end === until) break;
    const isComment = html.startsWith('<!--', open);
    const close = html.indexOf(isComment ? '-->' : '>', open);
    if (close < 0) break;
    const [, slash = '', tag = ''] = /^<(\/?)([a-z][a-z0-9]{0,20})/i.exec(html.slice(open, open + 30)) ?? [];
    const name = tag.toLowerCase();
    if (unspoken.has(name)) silentIn = slash ? undefined : (silentIn ?? name);
    else if (breaks.has(name)) text += '\n';
    at = close + (isComment ? 3 : 1);
  }
  return decoded(text)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const named: Record<string, string> = {
  ...{ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", iquest: '¿', iexcl: '¡', hellip: '…' },
  ...{ ntilde: 'ñ', Ntilde: 'Ñ', ccedil: 'ç', Ccedil: 'Ç', ordm: 'º', ordf: 'ª', euro: '€', ndash: '–' },
  ...{ mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', middot: '·' },
};
const accents: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
};

const decoded = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,10});/gi, (whole, name: string) => {
    if (name.startsWith('#')) return letterOf(name) ?? whole;
    const [, vowel = '', accent = ''] = /^([aeiou])([a-z]+)$/i.exec(name) ?? [];
    const mark = accents[accent];
    return named[name] ?? (mark === undefined ? whole : `${vowel}${mark}`.normalize('NFC'));
  });

function letterOf(name: string): string | undefined {
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  const isLetter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isLetter ? String.fromCodePoint(code) : undefined;
}
