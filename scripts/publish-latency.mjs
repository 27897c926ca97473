// Puts bench reports into docs/latency.md: `node scripts/publish-latency.mjs <report>.json …`, of `bench turn` and `bench calls`. The part of a
// bench is replaced, the other one stays.
import { readFileSync, writeFileSync } from 'node:fs';

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const measured = `Measured ${new Date().toISOString().slice(0, 10)}.`;

/** `--report` of `bench turn`. */
function turnPart({ figures, sides, history, model }) {
  const added = ({ calls, addedP50Ms, addedP95Ms }) => [calls, addedP50Ms, addedP95Ms];
  const side = ({ calls, name, turns, p50Ms, p95Ms, failures, simulatorLagMs, heldUp }) => [
    ...[calls, name, heldUp ? `${turns} (and ${heldUp} held up)` : turns],
    ...[p50Ms, p95Ms, failures, simulatorLagMs].map(Math.round),
  ];
  const begun = Object.entries(model).map(
    ([name, { begun: some, whole }]) => `${name} ${some} (${whole} whole)`,
  );
  return [
    '### `bench -- turn`',
    measured,
    table(['live calls', 'added p50 ms', 'added p95 ms'], figures.live.map(added)),
    table(
      ['live calls', 'who', 'turns', 'p50 ms', 'p95 ms', 'failures', 'simulator late by ms'],
      sides.map(side),
    ),
    table(
      ['peer', 'its p50 ms', 'our p50 beside it'],
      figures.peers.map((one) => [one.name, one.voiceToVoiceP50Ms, one.ratio]),
    ),
    `History: ${figures.eventsPerTurn} events and ${figures.bytesPerTurn} bytes a turn (${JSON.stringify(history)}). Answers of the model begun: ${begun.join(', ')}.`,
  ];
}

/** `--report` of `bench calls`. */
function callsPart({ figures, cores, reachedAt, alone, steps, profiles }) {
  const names = [...new Set(steps.flatMap(({ cpu }) => Object.keys(cpu)))];
  const two = (value) => (value === undefined ? '' : value.toFixed(2));
  const step = ({ calls, turns, p50Ms, p95Ms, addedP95Ms, failures, simulatorLagMs, cpu }) => [
    ...[calls, turns, ...[p50Ms, p95Ms, addedP95Ms, failures, simulatorLagMs].map(Math.round)],
    ...names.map((name) => two(cpu[name])),
  ];
  const heads = [
    'live calls',
    'turns',
    'p50 ms',
    'p95 ms',
    'added p95 ms',
    'failures',
    'simulator late by ms',
  ];
  const reached =
    reachedAt === null ? 'no step reached the bound' : `the bound was reached at ${reachedAt} live calls`;
  return [
    '### `bench -- calls`',
    measured,
    `${figures.callsPerCore} calls a core (${cores} cores; ${reached}), ${figures.memoryPerCallMb} MB for each further call. Without Temporal, eight calls: p50 ${Math.round(alone.p50Ms)}, p95 ${Math.round(alone.p95Ms)} ms.`,
    table([...heads, ...names.map((name) => `${name}, cores`)], steps.map(step)),
    ...profiles.map(profilePart),
  ];
}

const profilePart = ({ process, busyPercent, files }) =>
  [
    `Where the ${process}'s own time goes (busy ${Math.round(busyPercent)} % of the time):`,
    ...files.slice(0, 10).map(({ what, percent }) => `- ${percent.toFixed(1)} % ${what}`),
  ].join('\n');

const partOf = (report) => (report.sides ? turnPart(report) : callsPart(report)).join('\n\n');
const headOf = (part) => part.split('\n', 1)[0];

const fresh = process.argv.slice(2).map((path) => partOf(JSON.parse(readFileSync(path, 'utf8'))));
const page = readFileSync('docs/latency.md', 'utf8');
const [, before, figures, after] =
  /^([\s\S]*<!-- figures[^>]*-->\n)([\s\S]*)(<!-- end of figures -->[\s\S]*)$/.exec(page) ?? [];
if (before === undefined) throw new Error('docs/latency.md has no place for figures.');
const replaced = new Set(fresh.map(headOf));
const kept = figures
  .split(/^(?=### )/m)
  .map((part) => part.trim())
  .filter((part) => part.startsWith('### ') && !replaced.has(headOf(part)));
writeFileSync('docs/latency.md', `${before}\n${[...kept, ...fresh].join('\n\n')}\n\n${after}`);
