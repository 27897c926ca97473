/** `recado.yaml`: the systems by the names that assistants call them, with their secrets taken from the environment. */
import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { deliveryMistakes, type FileMistake } from './delivery-mistakes';
import {
  deliveryFixes,
  deliverySettings,
  type DeliverySettings,
  deliveryWish,
  type DeliveryWish,
} from './delivery-settings';
import { UsageError } from './errors';
import { webhookMistakes } from './webhook-schemes/mistakes';
import { webhookFixes, type WebhookSettings, webhookWish } from './webhook-schemes/settings';

/** One connection of `recado.yaml`: the system's name and the settings its connector asks for, without `delivery`, and how its webhooks are checked. */
export type ConnectionSettings = { system: string; webhook?: WebhookSettings | undefined } & Record<
  string,
  unknown
>;

/** The file, each by the connection's name. `delivery` has an entry for every connection. */
export interface ConnectionsFile {
  connections: Record<string, ConnectionSettings>;
  delivery: Record<string, DeliverySettings>;
}

const file = z.strictObject({
  connections: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and -'),
    z.looseObject({
      system: z.string(),
      delivery: deliveryWish.optional(),
      webhook: webhookWish.optional(),
    }),
  ),
});

/** Reads the connections. Throws `UsageError` naming the line, the entry and what to do. */
export function readConnections(path: string, env: NodeJS.ProcessEnv): ConnectionsFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) throw new UsageError(`${path}: ${fault.message.split('\n')[0]}`, 'Correct that line.');
  const result = file.safeParse(filled(document.toJS(), path, env));
  const written = Object.entries(result.data?.connections ?? {}).map(
    ([name, { delivery, ...settings }]) =>
      [name, { settings, delivery: delivery ?? deliveryWish.parse({}) }] as const,
  );
  const judged = written.map(([name, { settings, delivery }]) => [name, { ...settings, delivery }] as const);
  const mistake = result.error
    ? shapeMistake(result.error.issues[0])
    : [
        ...deliveryMistakes(Object.fromEntries(judged)),
        ...webhookMistakes(result.data?.connections ?? {}),
      ][0];
  if (mistake) {
    const line = lines.linePos(offsetOf(document, mistake.path)).line;
    throw new UsageError(`${path} line ${line}: ${mistake.path.join('.')}: ${mistake.text}`, mistake.fix);
  }
  return toFile(written);
}

function toFile(
  written: (readonly [string, { settings: ConnectionSettings; delivery: DeliveryWish }])[],
): ConnectionsFile {
  const registers = written.filter(([, { settings }]) => settings.system === 'register');
  const onlyRegister = registers.length === 1 ? registers[0]?.[0] : undefined;
  return {
    connections: Object.fromEntries(written.map(([name, { settings }]) => [name, settings])),
    delivery: Object.fromEntries(
      written.map(([name, { delivery }]) => [name, deliverySettings(name, delivery, onlyRegister)]),
    ),
  };
}

function shapeMistake(issue: z.core.$ZodIssue | undefined): FileMistake | undefined {
  if (!issue) return undefined;
  const within = issue.path[2] === 'delivery';
  const fixes = issue.path[2] === 'webhook' ? webhookFixes : within ? deliveryFixes : {};
  if (issue.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0] ?? ''];
    const beside = String(issue.path.at(-1) ?? '');
    // The policy of a verb has the keys of `whenAway`.
    const known = issue.path.at(-2) === 'verbs' ? deliveryFixes.whenAway : fixes[beside];
    const fix = known ? known : 'Leave it out, or correct its name.';
    return { path, text: 'There is no such key.', fix };
  }
  const key = String(issue.path.at(-1) ?? '');
  const ofVerb = issue.path.at(-2) === 'verbs' ? deliveryFixes.whenAway : undefined;
  const fix = (within ? ofVerb : undefined) ?? fixes[key] ?? fixes[String(issue.path[3] ?? '')];
  return { path: issue.path, text: `${issue.message}.`, fix: fix ?? 'Correct that entry.' };
}

/** Where in the text a path leads to; the last key that is there, where the rest is missing. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    if (!pair) break;
    offset = (pair.key as Node | null)?.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
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
