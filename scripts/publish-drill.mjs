// Puts drill reports into the table of docs/drill.md: `node scripts/publish-drill.mjs <report>.json …`. A row of the same plan and
// class is replaced, all others stay.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { tableOf } = createRequire(import.meta.url)('../dist/src/drill/report.js');
const runs = process.argv.slice(2).flatMap((path) => JSON.parse(readFileSync(path, 'utf8')));
const page = readFileSync('docs/drill.md', 'utf8');
const [, before, table, after] =
  /^([\s\S]*<!-- figures[^>]*-->\n)([\s\S]*)(<!-- end of figures -->[\s\S]*)$/.exec(page) ?? [];
if (before === undefined) throw new Error('docs/drill.md has no place for figures.');

const linesOf = (text) => text.split('\n').filter((line) => line.startsWith('|'));
const keyOf = (row) => row.split('|').slice(1, 3).join('|');
const [head, rule, ...fresh] = linesOf(tableOf(runs));
const [, , ...kept] = linesOf(table);
const replaced = new Set(fresh.map(keyOf));
const rows = [...kept.filter((row) => !replaced.has(keyOf(row))), ...fresh];
writeFileSync('docs/drill.md', `${before}\n${[head, rule, ...rows].join('\n')}\n\n${after}`);
