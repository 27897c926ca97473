/** `recado correct`: new arguments over the present ones, shown before they are sent. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { z } from 'zod';
import { UsageError } from '../errors';
import { caseArgs, caseDetail, operatorAnswer } from '../gateway/shapes';
import type { Api } from './api';
import { exitCode, Failed } from './exit';
import type { Output } from './output';

type Args = z.infer<typeof caseArgs>;
type Value = Args[string];

/** What an operator wants put right. `args` is JSON, or `@file` with JSON in it. */
export interface Correction {
  code: string;
  args: string;
  by: string;
  /** Send without asking. */
  yes: boolean;
}

/** Asks a person; undefined where nobody is there to answer. */
export type AskPerson = ((question: string) => Promise<string>) | undefined;

/** Shows what would change, and sends it when the person says so. */
export async function correctCase(
  api: Api,
  { code, args, by, yes }: Correction,
  output: Output,
  askPerson: AskPerson = personAtTerminal(),
): Promise<number> {
  const wanted = readArgs(args);
  const path = `/api/cases/${encodeURIComponent(code)}`;
  const found = await api.get(path, caseDetail);
  if (!found.args)
    throw new Failed(
      `The delivery of ${found.code} cannot be asked for its arguments; the case is ${found.state}.`,
      'Look at it with recado cases <code>, and try again in a few seconds if it is under way.',
    );
  const merged = mergeArgs(found.args, wanted);
  const lines = diffArgs(found.args, merged);
  if (lines.length === 0) throw new UsageError('That changes nothing.', 'Give arguments that differ.');
  for (const line of lines) output.print(line);
  if (!yes && !(await agreed(askPerson))) {
    output.print('Nothing was sent.');
    output.result({ code: found.code, sent: false, changes: lines });
    return exitCode.failed;
  }
  const { result } = await api.post(`${path}/correct`, operatorAnswer, { body: { by, args: merged } });
  output.print(result);
  output.result({ code: found.code, sent: true, changes: lines, result });
  return exitCode.ok;
}

async function agreed(askPerson: AskPerson): Promise<boolean> {
  if (!askPerson)
    throw new UsageError(
      'Nobody is there to say yes to these changes.',
      'Add --yes to send them without a question.',
    );
  return /^(y|yes)$/i.test((await askPerson('Send this? [y/N] ')).trim());
}

function personAtTerminal(): AskPerson {
  if (!process.stdin.isTTY) return undefined;
  return async (question) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  };
}

function readArgs(text: string): Args {
  const [place, json] = text.startsWith('@') ? [text.slice(1), readText(text.slice(1))] : ['--args', text];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UsageError(`${place} is no JSON.`, `Write it like '{"place": "Calle Mayor 12"}'.`);
  }
  const parsed = caseArgs.safeParse(value);
  if (parsed.success && !Array.isArray(value)) return parsed.data;
  throw new UsageError(`${place} is no JSON object.`, `Write it like '{"place": "Calle Mayor 12"}'.`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read.`, 'Give --args @<file> with a file that exists.');
  }
}

/** New over old: objects are merged, everything else is replaced, and null takes an argument out. */
export function mergeArgs(old: Args, wanted: Args): Args {
  const merged: Args = { ...old };
  for (const [key, value] of Object.entries(wanted)) {
    const before = Object.hasOwn(old, key) ? old[key] : undefined;
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? mergeArgs(isObject(before) ? before : {}, value) : value;
  }
  return merged;
}

/** One line for what goes and one for what comes, by the way to each argument: `- place: "x"`, `+ place: "y"`. */
export function diffArgs(old: Args, next: Args, way = ''): string[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  return keys.flatMap((key) => {
    const [before, after] = [old[key], next[key]];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (isObject(before) && isObject(after)) return diffArgs(before, after, `${way}${key}.`);
    return [
      ...(before === undefined ? [] : [`- ${way}${key}: ${JSON.stringify(before)}`]),
      ...(after === undefined ? [] : [`+ ${way}${key}: ${JSON.stringify(after)}`]),
    ];
  });
}

const isObject = (value: Value | undefined): value is Args =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
