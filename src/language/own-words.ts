/**
 * What somebody wrote themselves in an answer to a letter: without what they quote, without greeting and signature. Where it is in
 * doubt whether a line is theirs it stays: more words than "1" make an answer less sure, never another one.
 */
import { isMark } from './mail-words-of';

/** More than anybody writes above a quotation, and little enough to look at quickly. */
const mostCharacters = 64_000;
const mostOfLine = 500;

/** Their own words, trimmed. @param text - the plain text of the letter */
export function ownWords(text: string): string {
  const lines = text.slice(0, mostCharacters).replace(/\r\n?/g, '\n').split('\n');
  const own: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = bare(lines[at]);
    if (isQuoted(line)) continue;
    const wrote = linesOfAttribution(lines, at);
    if (wrote > 0 && !isQuoted(nextWords(lines, at + wrote))) break;
    // What stands below a quotation may be theirs again.
    if (wrote > 0) at += wrote - 1;
    else if (isEnd(lines, at)) break;
    else own.push((lines[at] ?? '').trimEnd());
  }
  return withoutManners(own)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Under a leave-taking stand a name and at most what else is on a card: no sentence, and so no word in small letters. */
const [mostOfCard, longestOfCard] = [5, 60];
const particles = new Set('de del la las los y da do das dos e van von of'.split(' '));

function isOfCard(line: string): boolean {
  const words = line.trim().split(/\s+/);
  const isShouted = words.length > 2 && line === line.toUpperCase() && /\p{Lu}/u.test(line);
  const isName = words.every((word) => !/^\p{Ll}/u.test(word) || particles.has(word));
  return line.trim().length <= longestOfCard && isName && !isShouted;
}

/** Without a greeting above and a leave-taking below, where there is something else: "1" is all of "Hola, / 1 / Un saludo, / Ana". */
function withoutManners(lines: readonly string[]): string[] {
  const words = lines.filter((line) => line.trim() !== '');
  const begin = words.length > 1 && isMark('opening', bare(words[0])) ? 1 : 0;
  const end = words.findLastIndex((line) => isMark('closing', bare(line)));
  const card = words.slice(end + 1);
  const isCard = card.length <= mostOfCard && card.every(isOfCard);
  const [first, last] = [words[begin], end > begin && isCard ? words[end] : undefined];
  const from = begin === 0 || first === undefined ? 0 : lines.indexOf(first);
  return lines.slice(from, last === undefined ? undefined : lines.lastIndexOf(last));
}

/** Without spaces, the marks of bold, and what nobody sees. */
const bare = (line = ''): string =>
  line
    .slice(0, mostOfLine)
    .replace(/[\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff*]/g, (mark) =>
      mark === '\u00a0' ? ' ' : '',
    )
    .trim();

const isQuoted = (line: string): boolean => line.startsWith('>');

function nextWords(lines: readonly string[], from: number): string {
  return bare(lines.slice(from, from + 5).find((line) => bare(line) !== ''));
}

/** "2026-11-23 10:00 Ana <ana@example.org>:" is the same in every language. */
const datedName = /^\d.*<[^<>\s]+@[^<>\s]+>:$/;

/** Over how many lines a sentence like "On Monday Ana wrote:" runs here; programs break it. 0 where there is none. */
function linesOfAttribution(lines: readonly string[], at: number): number {
  if (bare(lines[at]) === '') return 0;
  let sentence = '';
  for (let count = 1; count <= 3; count += 1) {
    const next = bare(lines[at + count - 1]);
    if (next === '') return 0;
    sentence = `${sentence} ${next}`.trim();
    if (/\d/.test(sentence) && (isMark('wrote', sentence) || datedName.test(sentence))) return count;
  }
  return 0;
}

/** Whether nothing of theirs follows: a signature, a copied head, a line that programs draw. */
function isEnd(lines: readonly string[], at: number): boolean {
  const line = bare(lines[at]);
  if (line === '--' || /^_{10,}$/.test(line)) return true;
  if (isMark('original', line) || isMark('device', line)) return true;
  const below = lines.slice(at + 1, at + 4).map(bare);
  return isMark('from', line) && below.some((next) => isMark('sent', next));
}
