/** Imported first by `main.ts`: an older Node fails in the middle of some package, and nobody would know why. */
import { UsageError } from '../errors';

/** Oldest Node that Recado runs on. */
export const nodeFloor = '20.20.0';

/** Whether a dotted version is the same as or newer than another: `20.9.0` is older than `20.20.0`. */
export function isAtLeast(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map((text) =>
    text
      .replace(/^[^\d]*/, '')
      .split(/[.-]/)
      .map(Number),
  );
  for (const [index, wanted] of (need ?? []).entries()) {
    const got = have?.[index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}

/** Throws `UsageError` where this Node is too old. */
export function requireNode(version: string = process.versions.node): void {
  if (isAtLeast(version, nodeFloor)) return;
  throw new UsageError(
    `This is Node ${version}; Recado needs ${nodeFloor} or newer.`,
    'Install Node 20 (20.20 or newer), 22 or 24 and run npm ci again.',
  );
}
