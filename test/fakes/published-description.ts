/**
 * Checks requests and answers against a vendor's published OpenAPI document.
 *
 * The documents are test data that is not ours to ship: they are looked for beside the repository, and where they are
 * not, the tests that need them say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** One request with its answer. `query` holds names only. */
export interface Exchange {
  method: string;
  path: string;
  query: string[];
  request?: unknown;
  status: number;
  answer?: unknown;
}

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type Node = { [key: string]: Json };

/** What does not fit the document, in words; empty when all of it does. */
export type Check = (exchange: Exchange) => string[];

/** The check of a document under `../shared/specs`; undefined where that is not at hand. */
export function publishedDescription(file: string): Check | undefined {
  const path = resolve(__dirname, '../../../shared/specs', file);
  if (!existsSync(path)) return undefined;
  const document = JSON.parse(readFileSync(path, 'utf8')) as Node;
  const paths = Object.entries(nodeAt(document, 'paths'));

  return ({ method, path: asked, query, request, status, answer }) => {
    const found = paths.find(([template]) => patternOf(template).test(asked));
    const operation = found && nodeAt(found[1], method.toLowerCase());
    if (!operation || Object.keys(operation).length === 0)
      return [`${method} ${asked} is not in the document`];
    const schemaOf = (content: Json | undefined, strict: boolean): z.ZodType | undefined => {
      const schema = nodeAt(resolved(document, content ?? {}), 'content', 'application/json', 'schema');
      if (Object.keys(schema).length === 0) return undefined;
      return z.fromJSONSchema(inlined(document, schema, strict) as Parameters<typeof z.fromJSONSchema>[0], {
        defaultTarget: 'openapi-3.0',
      });
    };
    const response = nodeAt(operation, 'responses')[`${status}`];
    return [
      ...unknownQuery(document, operation, query),
      ...mismatch(`request of ${method} ${asked}`, schemaOf(operation['requestBody'], true), request),
      ...(response === undefined ? [`${method} ${asked} never answers ${status}`] : []),
      ...mismatch(`answer of ${method} ${asked}`, schemaOf(response, false), answer),
    ];
  };
}

function mismatch(what: string, schema: z.ZodType | undefined, value: unknown): string[] {
  if (!schema) return value === undefined ? [] : [`${what} should have no body`];
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : [`${what}: ${z.prettifyError(parsed.error)}`];
}

function unknownQuery(document: Node, operation: Node, query: string[]): string[] {
  const listed = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const names = listed.map((parameter) => nodeOf(resolved(document, parameter))['name']);
  // The document writes cf_x for the filter by custom field number x.
  return query
    .filter((name) => !names.includes(name.replace(/^cf_\d+$/, 'cf_x')))
    .map((name) => `query ${name}`);
}

const nodeOf = (value: Json | undefined): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

function nodeAt(value: Json | undefined, ...keys: string[]): Node {
  return keys.reduce<Node>((node, key) => nodeOf(node[key]), nodeOf(value));
}

const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .replace(/\./g, '\\.')
      .replace('{format}', 'json')
      .replace(/\{[^}]+\}/g, '[^/]+')}$`,
  );

function resolved(document: Node, value: Json): Json {
  const { $ref } = nodeOf(value);
  return typeof $ref === 'string' ? nodeAt(document, ...$ref.slice(2).split('/')) : value;
}

/** A schema without references; `strict` forbids what it does not name. Deeper than 24 levels anything goes. */
function inlined(document: Node, value: Json, strict: boolean, depth = 0): Json {
  if (depth > 24) return {};
  const plain = resolved(document, value);
  if (Array.isArray(plain)) return plain.map((item) => inlined(document, item, strict, depth + 1));
  if (typeof plain !== 'object' || plain === null) return plain;
  const node = Object.fromEntries(
    Object.entries(plain).map(([key, item]) => [key, inlined(document, item, strict, depth + 1)]),
  );
  return strict && node['properties'] !== undefined ? { ...node, additionalProperties: false } : node;
}
