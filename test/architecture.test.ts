import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageFile from '../package.json';
import { findBreaches } from './architecture/breaches';

const root = join(__dirname, '..');
const packages = {
  installed: Object.keys(packageFile.dependencies),
  development: Object.keys(packageFile.devDependencies),
};

function readTree(folders: string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (path) => /(?<!\.d)\.tsx?$/.test(path) && !path.includes('node_modules') && !path.includes('.venv'),
      )
      .map((path) => `${folder}/${path}`),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const real = readTree(['src', 'workflows', 'activities', 'console', 'bench']);
const breachesNow = findBreaches(real, packages);

test('nobody imports what the table does not allow', () => {
  expect(real.size).toBeGreaterThan(20);
  expect(breachesNow).toEqual([]);
});

/** What is planted in a copy of the real sources, and the breach it must bring. */
const planted: Array<[what: string, plant: Record<string, string>, breach: RegExp]> = [
  [
    'a rule that uses Node',
    {
      'src/domain/planted.ts': `import { randomUUID } from 'node:crypto'; export const id = () => randomUUID();`,
    },
    /src\/domain\/planted\.ts imports node:crypto: src\/domain has no use/,
  ],
  [
    'a domain file that knows a connector',
    { 'src/domain/planted.ts': `export { defineConnector } from '../connectors/connector';` },
    /src\/domain\/planted\.ts imports \.\.\/connectors\/connector: not allowed/,
  ],
  [
    'shapes and rules in one file',
    {
      'src/domain/planted.ts': `import { z } from 'zod'; export const a = z.string(); export const isA = () => true;`,
    },
    /planted\.ts holds shapes \(zod\) and rules \(isA\)/,
  ],
  [
    'zod behind two files of a workflow',
    {
      'workflows/planted.ts': `import { b } from '../src/domain/planted-rule'; export const c = b;`,
      'src/domain/planted-rule.ts': `import { shape } from './planted-shape'; export const b = shape;`,
      'src/domain/planted-shape.ts': `import { z } from 'zod'; export const shape = z.string();`,
    },
    /workflows reach zod by workflows\/planted\.ts → src\/domain\/planted-rule\.ts → src\/domain\/planted-shape\.ts/,
  ],
  [
    'activities imported as values by a workflow',
    { 'workflows/planted.ts': `import { x } from '../activities/index'; export const y = x;` },
    /workflows\/planted\.ts imports \.\.\/activities\/index: not allowed in workflows/,
  ],
  [
    'a client in a workflow',
    { 'workflows/planted.ts': `import { Client } from '@temporalio/client'; export const c = Client;` },
    /workflows\/planted\.ts imports @temporalio\/client: not allowed/,
  ],
  [
    'a Node module required late in a workflow',
    { 'workflows/planted.ts': `export const read = () => require('fs');` },
    /workflows\/planted\.ts imports fs: workflows has no use/,
  ],
  [
    'a workflow started by value in the worker',
    {
      'workflows/planted.ts': `export const w = 1;`,
      'src/worker/planted.ts': `import * as all from '../../workflows/planted'; export const a = all;`,
    },
    /src\/worker\/planted\.ts imports \.\.\/\.\.\/workflows\/planted: not allowed in src\/worker/,
  ],
  [
    'Temporal in a connector, hidden in a dynamic import',
    { 'src/connectors/planted.ts': `export const late = () => import('@temporalio/activity');` },
    /src\/connectors\/planted\.ts imports @temporalio\/activity: not allowed/,
  ],
  [
    'a connector that knows another',
    {
      'src/connectors/planted-one.ts': `import { defineConnector } from './connector'; export const one = defineConnector;`,
      'src/connectors/planted-two.ts': `import { defineConnector } from './connector'; import { one } from './planted-one'; export const two = [defineConnector, one];`,
    },
    /planted-two\.ts imports \.\/planted-one: a system's connector never imports another's/,
  ],
  [
    'a connector that knows the agent',
    {
      'src/agent/planted.ts': `export const p = 1;`,
      'src/connectors/planted.ts': `import { p } from '../agent/planted'; export const q = p;`,
    },
    /src\/connectors\/planted\.ts imports \.\.\/agent\/planted: not allowed/,
  ],
  [
    'a gateway that runs workers',
    { 'src/gateway/planted.ts': `import { Worker } from '@temporalio/worker'; export const w = Worker;` },
    /src\/gateway\/planted\.ts imports @temporalio\/worker: not allowed/,
  ],
  [
    'an activity that opens its own store',
    {
      'src/store/planted.ts': `export const open = 1;`,
      'activities/planted.ts': `import { open } from '../src/store/planted'; export const o = open;`,
    },
    /activities\/planted\.ts imports \.\.\/src\/store\/planted: not allowed/,
  ],
  [
    'a circle of three',
    {
      'src/store/planted-a.ts': `import { b } from './planted-b'; export const a = () => b;`,
      'src/store/planted-b.ts': `import { c } from './planted-c'; export const b = () => c;`,
      'src/store/planted-c.ts': `export * from './planted-a'; export const c = 1;`,
    },
    /imports go round: .*planted-a\.ts → .*planted-b\.ts → .*planted-c\.ts → .*planted-a\.ts/,
  ],
  [
    'a path alias',
    { 'src/store/planted.ts': `import { config } from '@/config'; export const c = config;` },
    /src\/store\/planted\.ts imports @\/config: package\.json does not list it/,
  ],
  [
    'a package for developers in what is installed',
    { 'src/store/planted.ts': `import fc from 'fast-check'; export const f = fc;` },
    /src\/store\/planted\.ts imports fast-check: package\.json does not list it/,
  ],
  [
    'an import that leads nowhere',
    { 'src/store/planted.ts': `import { gone } from './planted-gone'; export const g = gone;` },
    /imports \.\/planted-gone: it leads to no file/,
  ],
  ['an attic', { 'src/connectors/utils.ts': `export const a = 1;` }, /utils\.ts: “utils” names no thing/],
  ['an attic that is a folder', { 'src/shared/words.ts': `export const a = 1;` }, /“shared” names no thing/],
  ['a name in capitals', { 'src/store/OpenStore.ts': `export const a = 1;` }, /file names are kebab-case/],
];

test.each(planted)('planted: %s is found', (_, plant, breach) => {
  const found = findBreaches(new Map([...real, ...Object.entries(plant)]), packages);
  expect(found.filter((line) => !breachesNow.includes(line))).toContainEqual(expect.stringMatching(breach));
});

test('types may be imported from anywhere', () => {
  const plant = {
    'workflows/planted.ts': `
      import type { Activities } from '../activities';
      import { type Client } from '@temporalio/client';
      export type { z } from 'zod';
      export type Read = typeof import('node:fs');
      export type A = [Activities, Client];`,
  };
  const found = findBreaches(new Map([...real, ...Object.entries(plant)]), packages);
  expect(found.filter((line) => line.includes('planted'))).toEqual([]);
});
