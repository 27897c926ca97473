/** `recado.yaml`: the systems by the names that assistants call them, with their secrets taken from the environment. */
import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { apiKeyFixes, apiKeyWish, type ApiKey, toApiKey } from './api-keys';
import { deliveryMistakes, type FileMistake } from './delivery-mistakes';
import { doorMistake, keyInClear } from './door-mistakes';
import {
  deliveryFixes,
  deliverySettings,
  type DeliverySettings,
  deliveryWish,
  type DeliveryWish,
} from './delivery-settings';
import { UsageError } from './errors';
import { notifyEndpoint, type NotifyEndpoint, notifyFixes } from './notify-settings';
import { webhookMistakes } from './webhook-schemes/mistakes';
import { webhookFixes, type WebhookSettings, webhookWish } from './webhook-schemes/settings';
import { reachFixes, reachMistake, reachSettings, type ReachSettings, reachWish } from './reach-settings';

/** One connection of `recado.yaml`: the system's name and the settings its connector asks for, without `delivery`, and how its webhooks are checked. */
export type ConnectionSettings = { system: string; webhook?: WebhookSettings | undefined } & Record<
  string,
  unknown
>;

/** The file, each by the connection's name. `delivery` has an entry for every connection. */
export interface ConnectionsFile {
  connections: Record<string, ConnectionSettings>;
  delivery: Record<string, DeliverySettings>;
  /** Keys of the API that open less than RECADO_API_KEY. */
  apiKeys: ApiKey[];
  /** Who is told by webhooks of ours. */
  notify: NotifyEndpoint[];
  /** How people are told something. */
  reach: ReachSettings;
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
  apiKeys: z.array(apiKeyWish).default([]),
  notify: z.array(notifyEndpoint).default([]),
  reach: reachWish.optional(),
});

/** Reads the connections. Throws `UsageError` naming the line, the entry and what to do. */
export function readConnections(path: string, env: NodeJS.ProcessEnv): ConnectionsFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) throw new UsageError(`${path}: ${fault.message.split('\n')[0]}`, 'Correct that line.');
  const written: unknown = document.toJS();
  const result = file.safeParse(filled(written, path, env));
  const connections = Object.entries(result.data?.connections ?? {}).map(
    ([name, { delivery, ...settings }]) =>
      [name, { settings, delivery: delivery ?? deliveryWish.parse({}) }] as const,
  );
  const judged = connections.map(
    ([name, { settings, delivery }]) => [name, { ...settings, delivery }] as const,
  );
  const mistake = result.error
    ? shapeMistake(result.error.issues[0])
    : (keyInClear(written) ??
      doorMistake(result.data) ??
      deliveryMistakes(Object.fromEntries(judged))[0] ??
      webhookMistakes(result.data?.connections ?? {})[0] ??
      reachMistake(result.data.reach));
  if (mistake) {
    const line = lines.linePos(offsetOf(document, mistake.path)).line;
    throw new UsageError(`${path} line ${line}: ${mistake.path.join('.')}: ${mistake.text}`, mistake.fix);
  }
  const { apiKeys = [], notify = [], reach } = result.data ?? {};
  return {
    ...toConnections(connections),
    ...{ apiKeys: apiKeys.map(toApiKey), notify, reach: reachSettings(reach) },
  };
}

function toConnections(
  written: (readonly [string, { settings: ConnectionSettings; delivery: DeliveryWish }])[],
): Pick<ConnectionsFile, 'connections' | 'delivery'> {
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
  if (issue.path[0] === 'reach') return reachShapeMistake(issue);
  const ofList = { apiKeys: apiKeyFixes, notify: notifyFixes }[String(issue.path[0])];
  if (ofList) return listMistake(issue, ofList);
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

/** What is wrong in a list at the top of the file. */
function listMistake(issue: z.core.$ZodIssue, fixes: Record<string, string>): FileMistake {
  const [list = ''] = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const fix = fixes[String(list)] ?? '';
    return { path: [...issue.path, issue.keys[0] ?? ''], text: 'There is no such key.', fix };
  }
  const named = issue.path.findLast((step) => typeof step === 'string' && step in fixes);
  return { path: issue.path, text: `${issue.message}.`, fix: fixes[String(named)] ?? 'Correct that entry.' };
}

/** A wrong value has the fix of the innermost key that has one; an unknown key, what may stand where it does. */
function reachShapeMistake(issue: z.core.$ZodIssue): FileMistake {
  const unknown = issue.code === 'unrecognized_keys';
  const known = issue.path.findLast((step) => Object.hasOwn(reachFixes, String(step)));
  return {
    path: unknown ? [...issue.path, issue.keys[0] ?? ''] : issue.path,
    text: unknown ? 'There is no such key.' : `${issue.message}.`,
    fix: reachFixes[String(known)] ?? 'Correct that entry.',
  };
}

/** Where in the text a path leads to; the last key that is there, where the rest is missing. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
      continue;
    }
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
