/** The lock file names no address, so that every registry can serve it, and is whole, so that `npm ci` takes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** The faults of a lock file's `packages`. */
export function faultsOfLock(packages) {
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...(/^(https?|git)/.test(entry.resolved ?? '')
      ? [`${path} has a "resolved" address; keep omit-lockfile-registry-resolved in .npmrc.`]
      : []),
    // npm install leaves out what its registry does not have, without a word; npm ci then refuses the file.
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(packages, path, name))
      .map((name) => `${path} may need ${name} on another machine, and it is missing: npm ci will fail.`),
  ]);
}

/** Whether a package's dependency is locked beside it or in a folder above. */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder ? `${folder}/` : ''}node_modules/${name}` in packages) return true;
    if (!folder) return false;
  }
}

/** Reads the lock file; answers `{ok, output}`. */
export function checkLock() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const faults = faultsOfLock(packages).map((fault) => `package-lock.json: ${fault}`);
  return { ok: faults.length === 0, output: faults.join('\n') };
}
