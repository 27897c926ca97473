/** `recado.yaml`: the systems by the names that assistants call them, with their secrets taken from the environment. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { UsageError } from './errors';

/** One connection of `recado.yaml`: the system's name and the settings its connector asks for. */
export type ConnectionSettings = { system: string } & Record<string, unknown>;

const file = z.strictObject({
  connections: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and -'),
    z.looseObject({ system: z.string() }),
  ),
});

/** Reads the connections. Throws `UsageError` naming the entry and what to do. */
export function readConnections(path: string, env: NodeJS.ProcessEnv): Record<string, ConnectionSettings> {
  const document = parseDocument(textOf(path));
  const [mistake] = document.errors;
  if (mistake) throw new UsageError(`${path}: ${mistake.message.split('\n')[0]}`, 'Correct that line.');
  const result = file.safeParse(filled(document.toJS(), path, env));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UsageError(`${path}: ${issue?.path.join('.')}: ${issue?.message}`, 'Correct that entry.');
  }
  return result.data.connections;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(
      `There is no ${path}.`,
      'Run recado from its folder, or set RECADO_CONFIG to the file.',
    );
  }
}

/** Replaces `${NAME}` and `${NAME:-default}` in every text value, after parsing, so that no value can become YAML. */
function filled(value: unknown, path: string, env: NodeJS.ProcessEnv): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, path, env));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, path, env)]));
  }
  if (typeof value !== 'string') return value;
  return value.replace(
    /\$\{([A-Z][A-Z0-9_]*)(?::-([^}]*))?\}/g,
    (_, name: string, fallback: string | undefined) => {
      const text = env[name] ?? fallback;
      if (text !== undefined) return text;
      throw new UsageError(`${path} needs ${name}, which is not set.`, `Set ${name} in the environment.`);
    },
  );
}
