/**
 * Takes each protection out of a copy of the built program, plays the plan that stands guard over it, and wants it red.
 * `node scripts/drill-unguarded.mjs [name…]`; prints a table for docs/drill.md. Fails where a plan stays green.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const calls = 24;

/** Each protection: the built file it lies in, the code that is it, and what is there without it. */
const protections = [
  {
    name: 'look-up',
    what: 'nobody looks before a further try',
    file: 'dist/src/connectors/create-once/stamp-and-look-up.js',
    from: 'fresh ? [] :',
    to: 'true ? [] :',
    plans: [['cut', 'reference']],
    // Reading back would find and close the double.
    also: [['    if (!doubles)', '    if (true)']],
  },
  {
    name: 'lag',
    what: 'the look-up does not wait for the index',
    file: 'dist/workflow-bundle.js',
    from: "if (creation !== 'reference' || fault.outcome !== 'unknown')",
    to: 'if (true)',
    plans: [['menu', 'reference']],
  },
  {
    name: 'key',
    what: 'the idempotency key is not sent',
    file: 'dist/src/connectors/sandbox-desk/desk.js',
    from: 'key === undefined ? {} :',
    to: 'true ? {} :',
    plans: [
      ['cut', 'key'],
      ['kill', 'key'],
    ],
  },
  {
    name: 'journal',
    what: 'what was noted is not handed over',
    file: 'dist/src/gateway/handover.js',
    from: 'const waiting = await this.waiting();',
    to: 'return; const waiting = await this.waiting();',
    plans: [['away', 'key']],
  },
  {
    name: 'guard',
    what: 'what a model says is spoken as it is',
    file: 'dist/src/agent/truth-guard.js',
    from: 'const judge = createJudge(assistant, context);',
    to: 'return { reply: await model.reply(context, { onText }), dropped: [] }; const judge = createJudge(assistant, context);',
    plans: [['lie', 'key']],
  },
  {
    name: 'exclusion',
    what: 'the agenda books a time that is taken',
    file: 'dist/src/store/migrations/0004-holds.js',
    from: "where (status in ('held', 'booked'))",
    to: "where (status = 'nothing')",
    plans: [['race', 'key']],
  },
];

const wanted = process.argv.slice(2);
const rows = [];
for (const one of protections)
  if (wanted.length === 0 || wanted.includes(one.name))
    for (const [plan, creation] of one.plans) rows.push(unguarded(one, plan, creation));
console.log('| taken out | plan | class | lost | doubled | flagged | told wrongly | first finding |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const row of rows) console.log(row.line);
process.exit(rows.every(({ red }) => red) ? 0 : 1);

function unguarded(protection, plan, creation) {
  const copy = mkdtempSync(join(tmpdir(), 'recado-unguarded-'));
  try {
    for (const part of ['dist', 'agents', 'deploy', 'package.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    takeOut(join(copy, protection.file), [[protection.from, protection.to], ...(protection.also ?? [])]);
    const oracle = process.env.RECADO_ORACLE ?? join(root, '..', 'shared', 'oracle');
    const args = `dist/src/cli/main.js drill --plan ${plan} --class ${creation} --calls ${calls} --seed 1 --json`;
    const ran = spawnSync(
      process.execPath,
      [...args.split(' '), '--oracle', oracle, '--report', join(copy, 'report')],
      {
        cwd: copy,
        encoding: 'utf8',
      },
    );
    return judged(protection, plan, creation, ran, join(copy, 'report.json'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function judged({ name, what }, plan, creation, ran, report) {
  const last = ran.stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{"plan"'))
    throw new Error(`${plan} without ${name} told nothing: ${last} ${ran.stderr.slice(-2000)}`);
  const { lost, doubled, flagged, toldWrongly } = JSON.parse(last);
  const [finding = ''] = JSON.parse(readFileSync(report, 'utf8'))[0]?.findings ?? [];
  const told = finding.replaceAll('|', '/').slice(0, 120);
  const red = ran.status !== 0;
  const line = `| ${name}: ${what} | ${plan} | ${creation} | ${lost} | ${doubled} | ${flagged} | ${toldWrongly} | ${red ? told : 'STAYS GREEN'} |`;
  console.error(line);
  return { red, line };
}

function takeOut(file, changes) {
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of changes) {
    if (text.split(from).length !== 2) throw new Error(`${file} has not exactly one "${from}".`);
    text = text.replace(from, () => to);
  }
  writeFileSync(file, text);
}
