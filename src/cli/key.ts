/** `recado key`: a new key of the API, and the lines that make recado.yaml know it. The key itself is shown once. */
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { type ApiKey, apiKeyWish, digestOf } from '../api-keys';
import { UsageError } from '../errors';
import { add, type Run } from './command';
import { exitCode } from './exit';
import type { Output } from './output';

/** What a new key is to open. */
export interface KeyWish {
  name: string;
  scopes: string[];
  connections?: string[];
  tenants?: string[];
}

/** Adds the command. */
export function addKey(recado: Command, run: Run): void {
  const making = add(recado, 'key <name>', 'make a key of the API that opens less than RECADO_API_KEY')
    .option('--scopes <list>', 'what it opens, with commas', toList, ['cases:read', 'cases:events'])
    .option('--connections <list>', 'only cases of these connections', toList)
    .option('--tenants <list>', 'only cases of these tenants', toList);
  making.action(
    run(async (output, name = '') => {
      const { scopes, connections, tenants } = making.opts<Omit<KeyWish, 'name'>>();
      const walls = { ...(connections ? { connections } : {}), ...(tenants ? { tenants } : {}) };
      return makeKey({ name, scopes, ...walls }, output);
    }),
  );
}

/** Makes and prints it. Throws `UsageError` where recado.yaml would not take it. */
export function makeKey(wish: KeyWish, output: Output): number {
  const key = `rk_${randomBytes(32).toString('base64url')}`;
  const { data, error } = apiKeyWish.safeParse({ ...wish, sha256: digestOf(key) });
  if (!data) {
    const issue = error.issues[0];
    throw new UsageError(
      `${String(issue?.path[0] ?? 'key')}: ${issue?.message}.`,
      'recado key --help shows what to write.',
    );
  }
  const lines = yamlOf({ ...data, sha256: digestOf(key) });
  output.print(`The key, shown this once: ${key}`);
  output.print('\nInto recado.yaml, then restart the gateway:\n');
  for (const line of lines) output.print(line);
  output.result({ key, yaml: lines.join('\n') });
  return exitCode.ok;
}

function yamlOf({ name, sha256, scopes, connections, tenants }: ApiKey): string[] {
  // Quoted as JSON, which is YAML too: names of tenants may be any text.
  const list = (items: readonly string[]): string =>
    `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  return [
    'apiKeys:',
    `  - name: ${name}`,
    `    sha256: ${sha256}`,
    `    scopes: ${list(scopes)}`,
    ...(connections ? [`    connections: ${list(connections)}`] : []),
    ...(tenants ? [`    tenants: ${list(tenants)}`] : []),
  ];
}

const toList = (text: string): string[] => text.split(',').map((item) => item.trim());
