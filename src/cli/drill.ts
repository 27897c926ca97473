/** `recado drill`: breaks an installation of its own on purpose and says what held. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type CreationClass, creationClass } from '../domain/terms';
import { type Plan, planNames } from '../drill/plan';
import { plans } from '../drill/plans';
import { tableOf, writeReport } from '../drill/report';
import type { DrillRun } from '../drill/result';
import { runDrill } from '../drill/run';
import { UsageError } from '../errors';
import { exitCode } from './exit';
import type { Output } from './output';
import { projectRoot } from './project-root';

const count = z.coerce.number().int().min(1).max(100_000);
/** Words with commas between them; undefined for `all`. */
const listOf = <Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .transform((text) => (text === 'all' ? undefined : text.split(',')))
    .pipe(z.array(z.enum(words)).optional());

const wish = z.strictObject({
  plan: listOf(planNames),
  class: listOf(creationClass.options).optional(),
  calls: count.optional(),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
  oracle: z.string().optional(),
  atOnce: count.default(12),
  full: z.boolean().default(false),
  keep: z.boolean().default(false),
  report: z.string().default(join('.recado', 'drill')),
});

/** Runs the drills that were asked for, one after the other; 0 only where the promise of each held. */
export async function drill(words: Record<string, unknown>, output: Output): Promise<number> {
  const parsed = wish.safeParse(words);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(
      `--${issue?.path.join('.')}: ${issue?.message}`,
      'recado drill --help lists what may be asked for.',
    );
  }
  const asked = parsed.data;
  const oracle = oracleOf(asked.oracle, output);
  const runs: DrillRun[] = [];
  for (const name of asked.plan ?? planNames) {
    const plan = plans[name];
    for (const creation of classesOf(plan, asked.class)) {
      const run = await runDrill({
        ...{ plan, creation, oracle, full: asked.full, keep: asked.keep, atOnce: asked.atOnce },
        calls: asked.calls ?? (asked.full ? plan.calls.full : plan.calls.usual),
        seed: asked.seed ?? Math.floor(Math.random() * 1_000_000),
        agents: resolve(process.env['RECADO_AGENTS'] ?? join(projectRoot(), 'agents')),
        onProgress: (line) => output.progress(line),
      });
      runs.push(run);
      writeReport(asked.report, runs);
      output.progress(tableOf([run]));
      for (const finding of run.findings.slice(0, 20)) output.progress(`  ${finding}`);
      output.result(run.result);
    }
  }
  output.print(tableOf(runs));
  output.print(`Reports: ${asked.report}.md and ${asked.report}.json`);
  return runs.every(({ findings }) => findings.length === 0) ? exitCode.ok : exitCode.failed;
}

/** The classes that were asked for; a plan that knows one only is run with that. */
const classesOf = (
  { classes }: Plan,
  asked: readonly CreationClass[] | undefined,
): readonly CreationClass[] =>
  asked === undefined || classes.length === 1 ? classes : classes.filter((one) => asked.includes(one));

/** The folder of reference calls that was asked for, or the one beside the project; without it, its absence is said. */
function oracleOf(asked: string | undefined, output: Output): string | undefined {
  if (asked !== undefined) return resolve(asked);
  const beside = join(projectRoot(), '..', 'shared', 'oracle');
  if (existsSync(beside)) return beside;
  output.progress('There are no reference calls here (--oracle <folder>): generated calls only.');
  return undefined;
}
