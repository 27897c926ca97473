// Puts the tables of drill reports into docs/drill.md: `node scripts/publish-drill.mjs <report>.json …`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { tableOf } = createRequire(import.meta.url)('../dist/src/drill/report.js');
const runs = process.argv.slice(2).flatMap((path) => JSON.parse(readFileSync(path, 'utf8')));
const page = readFileSync('docs/drill.md', 'utf8');
const [, before, after] =
  /^([\s\S]*<!-- figures[^>]*-->\n)[\s\S]*(<!-- end of figures -->[\s\S]*)$/.exec(page) ?? [];
if (before === undefined) throw new Error('docs/drill.md has no place for figures.');
writeFileSync('docs/drill.md', `${before}\n${tableOf(runs)}\n\n${after}`);
