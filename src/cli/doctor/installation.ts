/** Node, the packages, and the build. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isAtLeast, nodeFloor } from '../node-floor';
import { readManifest } from '../project-root';
import { type Check, fault, ok, type Patient, warn } from './check';

/** Looks at what `npm ci` and `npm run build` leave behind. */
export function checkInstallation({ root, nodeVersion }: Patient): Check[] {
  return [checkNode(nodeVersion), checkPackages(root), checkBuild(root)];
}

function checkNode(version: string): Check {
  if (isAtLeast(version, nodeFloor)) return ok('node', `Node ${version}`);
  return fault(
    'node',
    `Node ${version}; ${nodeFloor} or newer is needed`,
    'Install Node 20 (20.20 or newer), 22 or 24 and run npm ci.',
  );
}

const installed = z.object({ version: z.string() });

function checkPackages(root: string): Check {
  const wanted = Object.entries(readManifest(root)?.dependencies ?? {});
  if (wanted.length === 0)
    return fault('packages', `${root} has no package.json of Recado`, 'Clone Recado again.');
  const wrong = wanted.flatMap(([name, version]) => {
    const found = versionOf(root, name);
    if (found === undefined) return [`${name} is missing`];
    return found === version || !/^\d/.test(version) ? [] : [`${name} is ${found} instead of ${version}`];
  });
  if (wrong.length === 0) return ok('packages', `${wanted.length} packages as package.json says`);
  const others = wrong.length > 3 ? ` and ${wrong.length - 3} more` : '';
  return fault('packages', `${wrong.slice(0, 3).join(', ')}${others}`, 'Run npm ci.');
}

function versionOf(folder: string, name: string): string | undefined {
  const path = join(folder, 'node_modules', name, 'package.json');
  if (existsSync(path)) {
    const parsed = installed.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data.version : undefined;
  }
  const above = dirname(folder);
  return above === folder ? undefined : versionOf(above, name);
}

const products = [
  'dist/src/worker/worker-main.js',
  'dist/src/worker/gateway-main.js',
  'dist/src/worker/store-main.js',
  'dist/src/worker/sandbox-main.js',
  'dist/workflow-bundle.js',
  'dist/console/index.html',
];

function checkBuild(root: string): Check {
  const missing = products.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) return fault('build', `${missing.join(', ')} not there`, 'Run npm run build.');
  const built = Math.max(...products.map((path) => statSync(join(root, path)).mtimeMs));
  const newest = Math.max(
    ...['src', 'workflows', 'activities'].map((folder) => newestIn(join(root, folder))),
  );
  if (newest > built) return warn('build', 'the sources are newer than the build', 'Run npm run build.');
  return ok('build', `of ${new Date(built).toISOString()}`);
}

/** When something in the folder was last written; 0 where it is not there, as in an installed package. */
function newestIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }, 0);
}
