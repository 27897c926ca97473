/** What a drill came to; with `--json` the last line is this object. */
import type { CreationClass } from '../domain/terms';
import type { PlanName } from './plan';

/** Times in milliseconds; null where nothing was measured. */
export interface DrillResult {
  plan: PlanName;
  class: CreationClass;
  seed: number;
  calls: number;
  /** Wishes that were answered with a code. */
  accepted: number;
  /** Of these, those found in the systems' ledgers exactly as asked. */
  delivered: number;
  lost: number;
  /** Records too many. */
  doubled: number;
  /** Of these, those flagged on their case's timeline. */
  flagged: number;
  /** Sentences, answers and messages that were not true when they were said. */
  toldWrongly: number;
  /** From the caller's yes to the receipt. */
  receiptP50Ms: number | null;
  receiptP95Ms: number | null;
  /** From the last break's end until nothing was owed any more. */
  recoveryMs: number | null;
  /** Share of the rate cap that was used while there was a backlog; 0 to 1. */
  capUsed: number | null;
}

/** A result with what led to it. */
export interface DrillRun {
  result: DrillResult;
  /** What did not hold; empty where the plan's promise held. */
  findings: string[];
  /** What was broken, and how often. */
  counts: Record<string, number>;
  /** Calls by what they were. */
  callers: { reference: number; generated: number; languages: Record<string, number> };
  tookMs: number;
}
