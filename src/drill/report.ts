/** The report of drills: a page for people, and the same as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DrillRun } from './result';

/** Writes `<path>.md` and `<path>.json`. */
export function writeReport(path: string, runs: readonly DrillRun[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.json`, `${JSON.stringify(runs, undefined, 2)}\n`);
  writeFileSync(`${path}.md`, `${markdownOf(runs)}\n`);
}

/** The page. */
export function markdownOf(runs: readonly DrillRun[]): string {
  return [
    '# Drills',
    '',
    tableOf(runs),
    '',
    ...runs.flatMap((run) => [
      `## ${run.result.plan}, class ${run.result.class}`,
      '',
      `${run.callers.reference} reference calls and ${run.callers.generated} generated ones (${languagesOf(run)}), ${seconds(run.tookMs)} in all.`,
      '',
      ...Object.entries(run.counts).map(([what, times]) => `- ${what}: ${times}`),
      ...(run.findings.length === 0
        ? ['', 'The promise held.']
        : ['', 'What did not hold:', '', ...run.findings.slice(0, 50).map((finding) => `- ${finding}`)]),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd();
}

/** One line per drill. */
export function tableOf(runs: readonly DrillRun[]): string {
  const head = [
    'plan',
    'class',
    'seed',
    'calls',
    'accepted',
    'delivered',
    'lost',
    'doubled',
    'flagged',
    'told wrongly',
    'receipt p50',
    'receipt p95',
    'recovery',
    'cap used',
    'held',
  ];
  const rows = runs.map(({ result: one, findings }) => [
    one.plan,
    one.class,
    one.seed,
    one.calls,
    one.accepted,
    one.delivered,
    one.lost,
    one.doubled,
    one.flagged,
    one.toldWrongly,
    seconds(one.receiptP50Ms),
    seconds(one.receiptP95Ms),
    seconds(one.recoveryMs),
    one.capUsed === null ? '' : `${(one.capUsed * 100).toFixed(1)} %`,
    findings.length === 0 ? 'yes' : 'no',
  ]);
  const line = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const seconds = (ms: number | null): string => (ms === null ? '' : `${(ms / 1000).toFixed(1)} s`);

const languagesOf = ({ callers }: DrillRun): string =>
  Object.entries(callers.languages)
    .map(([language, calls]) => `${calls} ${language}`)
    .join(', ');
