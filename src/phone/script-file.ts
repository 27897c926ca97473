import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { UsageError } from '../errors';
import { phoneScript, type PhoneScript } from './script-shape';

/** Reads a script; paths of WAV files in it are made absolute. Throws `UsageError` with file, line, key and what may stand there. */
export function readPhoneScript(file: string): PhoneScript {
  const text = readText(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [broken] = document.errors;
  if (broken) {
    throw new UsageError(
      `${file}, line ${lineAt(broken.pos[0])}: ${broken.message}`,
      'Correct that line; a text with a colon or a leading special sign needs quotes.',
    );
  }
  const parsed = phoneScript.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []).filter((part) => typeof part !== 'symbol');
    const node = document.getIn(path, true);
    const line = lineAt(hasRange(node) ? node.range[0] : 0);
    throw new UsageError(`${file}, line ${line}: ${wayOf(path)}${issue?.message}`, fixOf(issue));
  }
  return withFiles(parsed.data, dirname(resolve(file)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(
      `The phone script ${file} cannot be read (${code}).`,
      'Name a YAML file; there are examples in examples/phone.',
    );
  }
}

function withFiles(script: PhoneScript, folder: string): PhoneScript {
  const steps = script.steps.map((step) =>
    step.wav === undefined ? step : { ...step, wav: resolve(folder, step.wav) },
  );
  return { ...script, steps };
}

const wayOf = (path: (string | number)[]): string => {
  const way = path.reduce<string>(
    (so, part) => (typeof part === 'number' ? `${so}[${part}]` : so ? `${so}.${part}` : part),
    '',
  );
  return way && `${way}: `;
};

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

function fixOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0)
    return `Take it out; known keys: ${Object.keys(phoneScript.shape).join(', ')}.`;
  if (issue?.code === 'unrecognized_keys')
    return 'Take it out, or see examples/phone for what a step may hold.';
  return 'Correct that line; there are examples in examples/phone.';
}
