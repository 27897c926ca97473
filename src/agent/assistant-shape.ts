import type { z } from 'zod';
import { keysAt } from './assistant-schema';
import { type Mistake, notAmong } from './mistakes';

type Issue = z.core.$ZodIssue;

/** What zod found wrong, as mistakes a person can mend: the keys and values that may stand there are named. */
export function shapeMistakes(issues: readonly Issue[], data: unknown): Mistake[] {
  return issues.flatMap((issue) => toMistakes(issue, data));
}

function toMistakes(issue: Issue, data: unknown): Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      onKey: true,
      text: notAmong(`There is no key "${key}" here.`, key, keysAt(path)),
    }));
  }
  const value = valueAt(data, path);
  if (value === undefined) return [{ path, text: `"${String(path.at(-1))}" is missing here.` }];
  if (issue.code === 'invalid_value') {
    const text = notAmong(`${show(value)} cannot stand here.`, wordFor(value), issue.values.map(String));
    return [{ path, text }];
  }
  if (issue.code === 'invalid_type') {
    return [{ path, text: `${show(value)} is ${kindOf(value)}; ${expected(issue.expected)} is needed.` }];
  }
  if (issue.code === 'invalid_key')
    return [{ path, onKey: true, text: `The key ${show(path.at(-1))} is not allowed.` }];
  return [{ path, text: `${show(value)} is not right: ${issue.message}.` }];
}

const expected = (type: string): string =>
  ({
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    array: 'a list',
    object: 'a group of keys',
  })[type] ?? `${type}`;

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? typeof value
  );
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'An empty list' : 'This';
  if (value === null || typeof value === 'object') return 'This';
  const text = wordFor(value);
  return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
}

/** A single value as written; of a list or a group of keys only what it is. */
const wordFor = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let here = data;
  for (const step of path) {
    if (here === null || typeof here !== 'object') return undefined;
    here = (here as Record<PropertyKey, unknown>)[step];
  }
  return here;
}
