import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Assistant, assistant } from '../domain/assistant';
import { assistantMistakes } from './assistant-rules';
import { shapeMistakes } from './assistant-shape';
import type { Mistake } from './mistakes';

/** What an assistant's file came to: the assistant, or its mistakes, one finished line each: `line 12: …`. */
export type AssistantFile =
  | { file: string; assistant: Assistant; idLine: number }
  | { file: string; mistakes: string[] };

/** Reads and checks one file. `connections` are the names of `recado.yaml`, where they are known. */
export function readAssistantFile(file: string, connections?: ReadonlySet<string>): AssistantFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { file, mistakes: [`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      file,
      mistakes: faults.map((fault) => `line ${lines.linePos(fault.pos[0]).line}: ${fault.message}.`),
    };
  }
  if (!isMap(document.contents))
    return { file, mistakes: ['line 1: it must begin with keys such as "id:".'] };

  let data: unknown;
  try {
    data = document.toJS();
  } catch (error) {
    // An alias without its anchor, or too many of them.
    return { file, mistakes: [`line 1: ${error instanceof Error ? error.message : 'unreadable'}.`] };
  }
  const result = assistant.safeParse(data);
  const mistakes = [
    ...(result.success ? [] : shapeMistakes(result.error.issues, data)),
    ...assistantMistakes(data, connections),
  ];
  if (result.success && mistakes.length === 0) {
    return { file, assistant: result.data, idLine: lineOf(document, lines, { path: ['id'], text: '' }) };
  }
  const told = mistakes
    .map((mistake) => ({ line: lineOf(document, lines, mistake), text: `${where(mistake)}${mistake.text}` }))
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, text: said }) => `line ${line}: ${said}`);
  return { file, mistakes: [...new Set(told)] };
}

/** `errands[2].fields[0]: `, the way to the mistake, as a person counts keys. */
function where({ path, onKey }: Mistake): string {
  const steps = onKey ? path.slice(0, -1) : path;
  const way = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return way ? `${way.replace(/^\./, '')}: ` : '';
}

/** The line of the key or entry a path leads to; of the last one that is there, where the rest is missing. */
function lineOf(document: Document.Parsed, lines: LineCounter, { path }: Mistake): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return lines.linePos(offset).line;
}

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];
