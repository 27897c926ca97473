/** Runs the tools behind the build and the check. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a tool of node_modules and answers `{ok, output}`; never throws. Its output is kept, not printed, so that
 * several can run side by side.
 */
export function runTool(name, args) {
  const tool = join(root, 'node_modules', '.bin', name);
  if (!existsSync(tool)) {
    return Promise.resolve({
      ok: false,
      output: `${name} is not installed. Run npm ci (without --omit=dev).`,
    });
  }
  return new Promise((resolve) => {
    const { FORCE_COLOR: _, ...env } = process.env;
    const child = spawn(tool, args, { cwd: root, env: { ...env, NO_COLOR: '1' } });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.stderr.on('data', (piece) => pieces.push(piece));
    child.on('error', (error) => resolve({ ok: false, output: `${name}: ${error.message}` }));
    child.on('close', (code, signal) => {
      const output = Buffer.concat(pieces).toString().trim();
      resolve({
        ok: code === 0,
        output: code === 0 || output ? output : `${name} ended with ${signal ?? code}.`,
      });
    });
  });
}
