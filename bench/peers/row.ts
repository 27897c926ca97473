/** One contender under one plan. */
import type { PlanName } from '../../src/drill/plan';

/** Writes, counted. */
export interface Row {
  plan: PlanName;
  contender: string;
  seed: number;
  calls: number;
  /** What callers said yes to. */
  wishes: number;
  /** Of these, those whose caller was not told that it failed. */
  accepted: number;
  /** Wishes that the system's ledger holds. */
  done: number;
  /** Accepted, and not in the ledger. */
  lost: number;
  /** Records of the ledger beyond one for each wish. */
  doubled: number;
  /** Told as done before the ledger had it, or told as failed although it has it. */
  toldWrongly: number;
  /** What was broken, and how often. */
  broken: Record<string, number>;
  tookMs: number;
}

/** The table, in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const head = [
    'plan',
    'contender',
    'seed',
    'calls',
    'wishes',
    'broken',
    'accepted',
    'done',
    'lost',
    'doubled',
    'told wrongly',
  ];
  const cells = rows.map((row) => [
    row.plan,
    row.contender,
    row.seed,
    row.calls,
    row.wishes,
    brokenIn(row),
    row.accepted,
    row.done,
    row.lost,
    row.doubled,
    row.toldWrongly,
  ]);
  const line = (some: readonly unknown[]): string => `| ${some.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...cells.map(line)].join('\n');
}

/** How often anything was broken. */
export const brokenIn = ({ broken }: Pick<Row, 'broken'>): number =>
  Object.values(broken).reduce((sum, times) => sum + times, 0);
