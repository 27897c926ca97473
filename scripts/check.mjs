/** `npm run check [-- --json]`: format, lint, types and texts, side by side; every fault is printed at the end. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './run.mjs';
import { checkTexts } from './texts.mjs';
import { checkLock } from './lock.mjs';

const parts = {
  format: () => runTool('oxfmt', ['--check', '.']),
  lint: () => runTool('oxlint', ['--type-aware']),
  types: () => runTool('tsc', ['--noEmit', '--pretty', 'false', '-p', 'tsconfig.json']),
  'types of the console': () =>
    runTool('tsc', ['--noEmit', '--pretty', 'false', '-p', 'console/tsconfig.json']),
  lock: checkLock,
  texts: checkTexts,
};
if (!existsSync(join(root, 'console/tsconfig.json'))) delete parts['types of the console'];

const json = process.argv.includes('--json');
const unknown = process.argv.slice(2).filter((argument) => argument !== '--json');
if (unknown.length > 0) {
  console.error(`Unknown argument ${unknown[0]}. npm run check takes --json only.`);
  process.exit(2);
}

const results = await Promise.all(
  Object.entries(parts).map(async ([name, part]) => {
    const from = performance.now();
    const result = await Promise.resolve()
      .then(part)
      .catch((error) => ({ ok: false, output: error.stack }));
    const seconds = Math.round((performance.now() - from) / 100) / 10;
    console.log(`${result.ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)}  ${seconds} s`);
    return { name, seconds, ...result };
  }),
);

const failed = results.filter((result) => !result.ok);
for (const { name, output } of failed) console.log(`\n── ${name}\n${output}`);
if (failed.length > 0 && !json) console.log('\nnpm run fix mends the format and some of the lint.');
if (json) {
  const summary = results.map(({ name, ok, seconds }) => ({ name, ok, seconds }));
  console.log(JSON.stringify({ ok: failed.length === 0, parts: summary }));
}
process.exitCode = failed.length > 0 ? 1 : 0;
