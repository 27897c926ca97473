/** Secrets that Recado makes for itself at the first start, so that no installation shares one with another. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors';
import { codeOf } from './error-code';

const makers = {
  RECADO_SECRET: () => randomBytes(32).toString('base64url'),
  RECADO_SANDBOX_TOKEN: () => randomBytes(24).toString('base64url'),
  RECADO_SANDBOX_WEBHOOK_SECRET: () => `whsec_${randomBytes(32).toString('base64')}`,
};

/** `<home>/secrets.env` */
export const secretsPath = (home: string): string => join(home, 'secrets.env');

/** The secrets of a data folder; none where the file is not there. Throws `UsageError` at a line that is not `NAME=value`. */
export function readSecrets(home: string): Record<string, string> {
  const path = secretsPath(home);
  if (!existsSync(path)) return {};
  const lines = readSecretsText(path).split('\n');
  return Object.fromEntries(
    lines.flatMap((line, index) => {
      if (line.trim() === '' || line.startsWith('#')) return [];
      const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
      if (match?.[1] && match[2]) return [[match[1], match[2]]];
      throw new UsageError(
        `${path}, line ${index + 1} is not NAME=value.`,
        'Correct that line; or remove the file for new secrets, which makes phone numbers in old records unknown.',
      );
    }),
  );
}

/** The secrets of a data folder, made where they are missing and readable by nobody else. */
export function ensureSecrets(home: string): Record<string, string> {
  const known = readSecrets(home);
  const missing = Object.entries(makers).filter(([name]) => known[name] === undefined);
  const path = secretsPath(home);
  if (missing.length === 0) {
    if (isOpenToOthers(path)) chmodSync(path, 0o600);
    return known;
  }
  const all = { ...known, ...Object.fromEntries(missing.map(([name, make]) => [name, make()])) };
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  // Renamed into place: a kill in between leaves the old file or the new one, never half of it.
  const next = `${path}.${process.pid}`;
  writeFileSync(next, `# Made by Recado. The environment wins over these.\n${lines.join('\n')}\n`, {
    mode: 0o600,
  });
  renameSync(next, path);
  return all;
}

/** Whether others on this machine may read or change the file. */
export function isOpenToOthers(path: string): boolean {
  return (
    process.platform !== 'win32' && ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0
  );
}

function readSecretsText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = codeOf(error);
    throw new UsageError(`${path} cannot be read (${reason}).`, 'Make it readable for this user.');
  }
}
