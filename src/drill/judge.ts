/**
 * The judge of a drill. Only what the stand-in systems wrote into their ledger counts as done; what callers were told
 * and what operators see is held against it.
 */
import type { PlayedCall } from './caller';
import { isForPeople, matchLedger, type Wanted } from './judge-match';
import { judgeTold } from './judge-told';
import type { LedgerEntry } from './ledger';
import type { DrillScript } from './script';

/** A case as operators see it. */
export interface JudgedCase {
  code: string;
  state: string;
  /** Whether its timeline says that it may have been done twice. */
  flagged: boolean;
  /** Its record; those of several cases, where what was noted while Temporal was away became several. */
  recordIds: string[];
  /** Tries made. */
  attempts?: number;
}

/** A message that was sent to a caller. */
export interface JudgedMessage {
  code: string;
  text: string;
  /** Milliseconds since the epoch. */
  sentAtMs: number;
}

/** What a drill left behind. */
export interface Evidence {
  scripts: readonly DrillScript[];
  calls: readonly PlayedCall[];
  ledger: readonly LedgerEntry[];
  cases: readonly JudgedCase[];
  messages: readonly JudgedMessage[];
}

/** The verdict, as counts. */
export interface Verdict {
  /** Writes whose caller got a code for their yes. */
  accepted: number;
  /** Of these, how many the ledger holds, or holds a ticket for people of, with the caller's words. */
  delivered: number;
  /** Of these, how many are such tickets: what was noted while Temporal was away, and could not be understood alone. */
  forPeople: number;
  /** Accepted and not in the ledger, though nobody was told that it was refused or withdrawn. */
  lost: number;
  /** Entries of the ledger beyond the one that each write may have. */
  doubled: number;
  /** Of these, how many belong to a case whose timeline says so. */
  flagged: number;
  /** Writes that came before an earlier one of their call. */
  wrongOrder: number;
  /** Entries whose arguments nobody asked for. */
  wrongArguments: number;
  /** Answers and messages that said more than was true. */
  toldWrongly: number;
  /** Writes of scripts for which no caller got a code. */
  notAccepted: number;
  /** What must not be, in plain words. A double that is flagged is not among them; a write not accepted is not either. */
  findings: string[];
}

/** Judges a drill. Pure; the same evidence gives the same verdict. */
export function judge(evidence: Evidence): Verdict {
  const matched = matchLedger(evidence);
  const accepted = matched.wanted.filter((one) => one.code !== undefined);
  const doubles = matched.doubles.map(({ of, entry }) => ({ of, entry, flagged: of.case?.flagged ?? false }));
  const done = accepted.filter((one) => one.entry ?? one.forPeople);
  const lost = accepted.filter((one) => !one.entry && !one.forPeople && !endedOtherwise(one));
  const late = outOfOrder(matched.wanted, doubles);
  const wrong = matched.wanted.filter((one) => one.entry && one.misfits);
  const undone = accepted.filter((one) => one.entry && endedOtherwise(one));
  const told = judgeTold(evidence, matched.wanted);
  return {
    accepted: accepted.length,
    delivered: done.length,
    forPeople: done.filter((one) => !one.entry).length,
    lost: lost.length,
    doubled: doubles.length,
    flagged: doubles.filter((one) => one.flagged).length,
    wrongOrder: late.length,
    wrongArguments: wrong.length + matched.strays.length,
    toldWrongly: told.length,
    notAccepted: matched.wanted.length - accepted.length,
    findings: [
      ...lost.map((one) => `lost: ${nameOf(one)} was accepted and is not in the ledger`),
      ...doubles
        .filter((one) => !one.flagged)
        .map(
          ({ of, entry }) =>
            `doubled: ${nameOf(of)} is in the ledger again as ${placeOf(entry)}, not flagged${afterWhat(of, entry)}`,
        ),
      ...late.map((one) => `order: ${nameOf(one)} came before an earlier write of its call`),
      ...wrong.map((one) => `arguments: ${nameOf(one)} reached the system as ${argumentsOf(one.entry)}`),
      ...matched.strays.map((one) => `arguments: nobody asked for ${placeOf(one)} ${argumentsOf(one)}`),
      ...undone.map((one) => `refused: ${nameOf(one)} was ${stateOf(one)} and is in the ledger`),
      ...accepted
        .filter((one) => !one.case)
        .map((one) => `case: ${nameOf(one)} has no case that operators see`),
      ...told,
    ],
  };
}

/** Told that it would not be done: by the system's rule, or by an operator. */
const endedOtherwise = (one: Wanted): boolean => ['refused', 'withdrawn'].includes(stateOf(one));
const stateOf = (one: Wanted): string => one.case?.state ?? one.turn?.delivery ?? '';

/** Writes whose first appearance in the ledger is before that of an earlier write of their call. */
function outOfOrder(
  wanted: readonly Wanted[],
  doubles: readonly { of: Wanted; entry: LedgerEntry }[],
): Wanted[] {
  const first = new Map<Wanted, number>();
  for (const one of wanted) if (one.entry) first.set(one, one.entry.number);
  for (const { of, entry } of doubles) first.set(of, Math.min(first.get(of) ?? entry.number, entry.number));
  const latest = new Map<string, number>();
  return wanted.filter((one) => {
    const number = first.get(one);
    if (number === undefined) return false;
    const before = latest.get(one.call.callId) ?? 0;
    latest.set(one.call.callId, Math.max(before, number));
    return number < before;
  });
}

const nameOf = ({ call, index, write, code }: Wanted): string =>
  `write ${index + 1} of call ${call.callId} (${write.tool}, ${code ?? 'no code'})`;
const placeOf = ({ number, tool, recordId }: LedgerEntry): string => `entry ${number} (${tool} ${recordId})`;
/** For whoever has to find out how it came to be. */
function afterWhat(of: Wanted, entry: LedgerEntry): string {
  const first = isForPeople(entry) ? of.forPeople : of.entry;
  if (!first) return '';
  const codes = `${first.key ?? 'no key'} and ${entry.key ?? 'no key'}`;
  return `; ${entry.atMs - first.atMs} ms after ${placeOf(first)}, under ${codes}`;
}
const argumentsOf = (entry: LedgerEntry | undefined): string =>
  JSON.stringify(entry?.arguments).slice(0, 300);
