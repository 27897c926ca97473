/** What a call holds that proves a model's sentence: look-ups of this turn, and what code itself has said. */
import type { Assistant } from '../domain/assistant';
import type { Json, Line, ModelContext } from '../domain/call';
import type { Claim, Deed } from '../language/claims';
import { claimsIn } from '../language/claims-of';
import { plain } from '../language/hearing';
import { mentionsIn, type Mentions } from '../language/mentions';
import { SentenceStream } from './sentence-stream';

/** The evidence of one turn. */
export interface Evidence {
  /** Texts whose numbers and days may be named. */
  known: string[];
  /** What the assistant's configuration names. */
  configured: Mentions[];
  /** Texts that prove what a sentence claims was done. */
  proofs: string[];
  /** Whether code said just this sentence, in this turn's look-up or with a receipt in hand. */
  saidByCode(sentence: string): boolean;
  proves(claim: Claim, sentence: string): boolean;
}

/** States of records, as systems name them, and what was done when they are in it. */
const states: Record<string, Deed[]> = {
  open: ['record', 'process'],
  pending: ['record', 'process'],
  closed: ['record', 'close'],
  solved: ['record', 'close'],
  resolved: ['record', 'close'],
  booked: ['record', 'book'],
  confirmed: ['record', 'book'],
  scheduled: ['record', 'book'],
  cancelled: ['record', 'cancel'],
  canceled: ['record', 'cancel'],
};
const ofState = /^(?:status|state|estado|situacao)$/i;
/** A second wish is not proven by the receipt of the first. */
const another =
  /(?<!\p{L})(?:tambi[eé]n|otr[oa]s?|nuev[oa]s?|segund[oa]|tamb[eé]m|outr[oa]s?|nov[oa]s?|also|another|other|new|second|too)(?!\p{L})/iu;

/** Gathers the evidence of a turn. */
export function evidenceOf(assistant: Assistant, { lines, from }: ModelContext): Evidence {
  const lastCaller = lines.findLastIndex(({ who }) => who === 'caller');
  const found = lines
    .slice(lastCaller + 1)
    .filter(isFound)
    .flatMap(({ result }) => [result.say, ...stringsOf(result.data)]);
  const done = new Set<Deed>(
    lines
      .slice(lastCaller + 1)
      .filter(isFound)
      .flatMap(({ result }) => [
        ...deedsOf(result.data),
        ...sentencesOf(result.say).flatMap((sentence) => claimsIn(sentence).map(({ deed }) => deed)),
        ...stringsOf(result.data).flatMap((text) => claimsIn(text).map(({ deed }) => deed)),
      ]),
  );
  for (const deed of ['word', 'promise'] as const) done.delete(deed);
  const receipts = lines.flatMap((line) => (isTold(line) ? sentencesOf(line.text) : []));
  const spoken = new Set([...found.flatMap(sentencesOf), ...receipts].map(plain));
  const passages = [...found, ...receipts].map((text) => ` ${plain(text)} `);

  return {
    known: [...lines.flatMap(textsOf), ...(from ? [from] : [])],
    configured: configured(assistant),
    proofs: [...found, ...receipts],
    saidByCode: (sentence) => spoken.has(plain(sentence)),
    proves(claim, sentence) {
      const words = plain(claim.clause.replace(/'/g, '')).replace(/^(?:que|that) /, '');
      if (words.split(' ').length >= 4 && passages.some((passage) => passage.includes(` ${words} `)))
        return true;
      if (claim.ours) return false;
      return done.has(claim.deed) || isRetold(claim, sentence, receipts);
    },
  };
}

type ToolLine = Extract<Line, { who: 'tool' }>;

/** A look-up that found something; a refusal or a system that is away proves nothing. */
function isFound(line: Line): line is ToolLine {
  if (line.who !== 'tool') return false;
  const { data } = line.result;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data !== null;
  return !('error' in data) && !('refused' in data) && data.found !== false;
}

/** What code told, but for read-backs: they tell what would be done. */
const isTold = (line: Line): line is Extract<Line, { who: 'assistant' }> =>
  line.who === 'assistant' && line.fixed === true && !/\?\s*$/.test(line.text);

/** A receipt told again: the same deed, with the number that code named with it. */
function isRetold(claim: Claim, sentence: string, receipts: readonly string[]): boolean {
  if (another.test(sentence)) return false;
  const named = idsOf(sentence);
  return (
    named.length > 0 &&
    receipts.some((receipt) => {
      const ids = idsOf(receipt);
      const same = claimsIn(receipt).some(({ deed }) => deed === claim.deed);
      return same && named.every((id) => ids.includes(id));
    })
  );
}

function idsOf(text: string): string[] {
  const { codes, numbers } = mentionsIn(text);
  return [
    ...codes,
    ...numbers.filter(({ digits, ofRecord }) => ofRecord || digits.length > 2).map(({ digits }) => digits),
  ];
}

/** Words of a line that may be repeated; a model's own are not among them, nor what its faulty wishes came to. */
function textsOf(line: Line): string[] {
  switch (line.who) {
    case 'caller':
      return [line.text];
    case 'assistant':
      return line.fixed ? [line.text] : [];
    case 'tool':
      return [line.result.say, ...(isFault(line.result.data) ? [] : stringsOf(line.result.data))];
  }
}

const isFault = (data: Json): boolean =>
  typeof data === 'object' && data !== null && !Array.isArray(data) && 'error' in data;

/** Read once for each assistant: there is much of it, and every turn needs it. */
const configurations = new WeakMap<Assistant, Mentions[]>();

function configured(assistant: Assistant): Mentions[] {
  const known = configurations.get(assistant) ?? [...new Set(textsOfAssistant(assistant))].map(mentionsIn);
  configurations.set(assistant, known);
  return known;
}

function textsOfAssistant({
  name,
  greeting,
  instructions,
  errands,
  person,
  agendaPlan,
}: Assistant): string[] {
  return [
    ...[name, greeting, instructions, `in ${person.withinHours} hours`],
    ...errands.flatMap(({ title, description, fields }) => [
      ...[title, description],
      ...fields.flatMap(({ label, ask, choices = {} }) => [label, ask, ...Object.values(choices).flat()]),
    ]),
    ...stringsOf((agendaPlan ?? null) as Json),
  ];
}

function stringsOf(data: Json): string[] {
  if (typeof data === 'string') return [data];
  if (typeof data === 'number') return [`${data}`];
  if (typeof data !== 'object' || data === null) return [];
  return (Array.isArray(data) ? data : Object.values(data)).flatMap(stringsOf);
}

/** What was done with the records in a look-up's data, by the states they are in. */
function deedsOf(data: Json): Deed[] {
  if (typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) return data.flatMap(deedsOf);
  return Object.entries(data).flatMap(([key, value]) =>
    ofState.test(key) && typeof value === 'string' ? (states[value.toLowerCase()] ?? []) : deedsOf(value),
  );
}

function sentencesOf(text: string): string[] {
  const stream = new SentenceStream();
  return [...stream.take(text), ...stream.end()].map((sentence) => sentence.trim());
}
