/** Which entry of the ledger stands for which write of which call. */
import type { Json } from '../domain/call';
import type { PlayedCall, PlayedTurn } from './caller';
import type { Evidence, JudgedCase } from './judge';
import type { LedgerEntry } from './ledger';
import { canonical, type DrillScript, type ScriptWrite } from './script';

/** A write that a script wants, with what became of it. */
export interface Wanted {
  script: DrillScript;
  call: PlayedCall;
  /** Its place in the script. */
  index: number;
  write: ScriptWrite;
  /** The turn in which its caller said yes, or goodbye to what was noted, and got a code. */
  turn?: PlayedTurn;
  code?: string;
  case?: JudgedCase;
  /** The entry that is its own. */
  entry?: LedgerEntry;
  /** The entry is its own, and holds something else. */
  misfits?: boolean;
  /** The ticket with the caller's words that people see to instead: the yes was noted while Temporal was away. */
  forPeople?: LedgerEntry;
}

/** Every entry finds its place: a write's own, a second one of a write, or nobody's. */
export interface Matched {
  wanted: Wanted[];
  doubles: { of: Wanted; entry: LedgerEntry }[];
  strays: LedgerEntry[];
}

/**
 * Matches by key, then by the record's number that the case or the answer names, and only then by arguments, in the
 * order of the ledger: a system without keys cannot tell two callers' same wishes apart, and need not. One code may
 * stand for several writes of a call: all that was noted of it while Temporal was away.
 */
export function matchLedger(evidence: Evidence): Matched {
  const matched: Matched = { wanted: wantedIn(evidence), doubles: [], strays: [] };
  const accepted = matched.wanted.filter((one) => one.code !== undefined);
  const byCode = grouped(accepted, ({ code }) => (code === undefined ? [] : [code]));
  const byRecord = grouped(accepted, recordsOf);
  const unclaimed: LedgerEntry[] = [];
  for (const entry of evidence.ledger) {
    const coded = byCode.get(entry.key ?? '') ?? [];
    const named = byRecord.get(`${entry.system} ${entry.recordId}`) ?? [];
    if (isForPeople(entry)) {
      handToPeople(matched, coded.length > 0 ? coded : named, entry);
      continue;
    }
    const own = bestOf(coded, entry) ?? bestOf(named, entry);
    if (own) claim(matched, own, entry);
    else unclaimed.push(entry);
  }
  matchByArguments(matched, unclaimed);
  return matched;
}

function matchByArguments(matched: Matched, unclaimed: readonly LedgerEntry[]): void {
  const tools = new Set(matched.wanted.map(({ write }) => write.tool));
  const fittingTo = indexOf(matched.wanted);
  for (const entry of unclaimed) {
    const fitting = fittingTo(entry);
    const open =
      fitting.find((one) => one.code !== undefined && !one.entry) ?? fitting.find((one) => !one.entry);
    const own = open ?? doubledOf(matched, fitting);
    if (own) claim(matched, own, entry);
    // What a connector does beside (it closes a double of its own) is not what callers asked for.
    else if (tools.has(entry.tool)) matched.strays.push(entry);
  }
}

/** Of several writes under one code or number, the one an entry fits and that has none yet. */
const bestOf = (some: readonly Wanted[], entry: LedgerEntry): Wanted | undefined =>
  some.find((one) => !one.entry && fits(one, entry)) ?? some.find((one) => fits(one, entry)) ?? some[0];

/** A ticket with the caller's own words, as asking for a person makes one; no script wants such a ticket. */
export const isForPeople = ({ tool, arguments: args }: LedgerEntry): boolean =>
  tool === 'createTicket' && holds(args, { category: 'person' });

function handToPeople({ doubles }: Matched, some: readonly Wanted[], entry: LedgerEntry): void {
  const before = some.find((one) => one.forPeople);
  if (before) doubles.push({ of: before, entry });
  else for (const one of some) one.forPeople = entry;
}

const recordsOf = ({ script, case: known, turn }: Wanted): string[] => {
  const ids = known && known.recordIds.length > 0 ? known.recordIds : [turn?.recordId];
  return ids.flatMap((id) => (id === undefined ? [] : [`${script.system} ${id}`]));
};

function grouped(some: readonly Wanted[], keysOf: (one: Wanted) => string[]): Map<string, Wanted[]> {
  const groups = new Map<string, Wanted[]>();
  for (const one of some)
    for (const key of keysOf(one)) if (!groups.get(key)?.push(one)) groups.set(key, [one]);
  return groups;
}

function claim({ doubles }: Matched, own: Wanted, entry: LedgerEntry): void {
  if (own.entry) {
    doubles.push({ of: own, entry });
    return;
  }
  own.entry = entry;
  if (!fits(own, entry)) own.misfits = true;
}

/** Whose double it is, where nothing tells: one that is flagged and had tries enough for another, else the first. */
function doubledOf({ doubles }: Matched, fitting: readonly Wanted[]): Wanted | undefined {
  const room = (one: Wanted): boolean => {
    const had = doubles.filter(({ of }) => of === one).length;
    return one.case?.flagged === true && had + 1 < (one.case.attempts ?? Number.POSITIVE_INFINITY);
  };
  return fitting.find(room) ?? fitting.find((one) => !one.case?.flagged) ?? fitting[0];
}

/** Finds the writes an entry fits, without looking at all of them for each. */
function indexOf(wanted: readonly Wanted[]): (entry: LedgerEntry) => Wanted[] {
  const keyOf = (system: string, tool: string, args: Json): string => `${system} ${tool} ${canonical(args)}`;
  const exact = new Map<string, Wanted[]>();
  const loose: Wanted[] = [];
  for (const one of wanted) {
    const { script, write } = one;
    const key = keyOf(script.system, write.tool, write.arguments);
    if (write.atLeast) loose.push(one);
    else if (!exact.get(key)?.push(one)) exact.set(key, [one]);
  }
  return (entry) => [
    ...(exact.get(keyOf(entry.system, entry.tool, entry.arguments)) ?? []),
    ...loose.filter((one) => fits(one, entry)),
  ];
}

function wantedIn({ scripts, calls, cases }: Evidence): Wanted[] {
  const byId = new Map(scripts.map((script) => [script.id, script]));
  const caseOf = new Map(cases.map((one) => [one.code, one]));
  return calls.flatMap((call) => {
    const script = byId.get(call.scriptId);
    if (!script) throw new Error(`No script ${call.scriptId} is among those the judge was given.`);
    return script.writes.map((write, index): Wanted => {
      const yes = call.turns.find((one) => one.agrees === index && one.code !== undefined);
      const turn = yes ?? (call.endedNoted ? call.turns.at(-1) : undefined);
      const known = turn?.code === undefined ? undefined : caseOf.get(turn.code);
      return {
        ...{ script, call, index, write },
        ...(turn?.code === undefined ? {} : { turn, code: turn.code }),
        ...(known ? { case: known } : {}),
      };
    });
  });
}

/** Whether an entry is what a write wants: the same arguments, or at least those. */
export function fits({ script, write }: Pick<Wanted, 'script' | 'write'>, entry: LedgerEntry): boolean {
  if (entry.system !== script.system || entry.tool !== write.tool) return false;
  if (write.atLeast) return holds(entry.arguments, write.arguments);
  return canonical(entry.arguments) === canonical(write.arguments);
}

/** Whether `whole` has all that `part` has, at any depth. */
function holds(whole: Json, part: Json): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part))
    return canonical(whole) === canonical(part);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part).every(([key, value]) => {
    const other = whole[key];
    return other !== undefined && holds(other, value);
  });
}
