/** A conversation as a file: what is said, and what the answers must hold. */
import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { language } from '../domain/language';
import { UsageError } from '../errors';
import { beginCall, takeTurn } from '../gateway/shapes';
import { patternOf } from '../phone/wanted';
import { codeOf } from './error-code';

/** One thing the caller says. */
export const scriptTurn = z.strictObject({
  say: takeTurn.shape.text.describe('What the caller says.'),
  expect: z
    .string()
    .min(1)
    .refine((text) => patternOf(text) !== undefined, 'is no valid regular expression')
    .optional()
    .describe(
      'What the answer must hold: a text (case and accents do not matter), or /a regular expression/.',
    ),
});

/** A scripted conversation. */
export const callScript = z.strictObject({
  assistant: z.string().min(1).max(60).describe('Id of the assistant: town-hall.'),
  from: beginCall.shape.from.describe('Calling number in E.164.'),
  language: language.optional().describe('The language the assistant must greet in.'),
  turns: z.array(scriptTurn).min(1).max(100),
  hangUp: z.boolean().default(true).describe('Whether the caller hangs up after the last turn.'),
  waitForReceiptSeconds: z
    .number()
    .positive()
    .max(24 * 3600)
    .optional()
    .describe(
      'How long to wait for the receipt of what was asked for; the call fails when it does not come.',
    ),
});
export type CallScript = z.infer<typeof callScript>;

/** Reads a script. Throws `UsageError` with file, line, key and what may stand there. */
export function readCallScript(file: string): CallScript {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = codeOf(error);
    throw new UsageError(
      `The call script ${file} cannot be read (${reason}).`,
      'Name a YAML file; there are examples in agents/calls.',
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    throw new UsageError(
      `${file}, line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`,
      'Correct that line; a text with a colon or a leading special sign needs quotes.',
    );
  }
  const parsed = callScript.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).filter((step) => typeof step !== 'symbol');
  const node = document.getIn(path, true);
  const offset = hasRange(node) ? node.range[0] : 0;
  const where = path.reduce<string>(
    (way, step) => (typeof step === 'number' ? `${way}[${step}]` : way ? `${way}.${step}` : step),
    '',
  );
  throw new UsageError(
    `${file}, line ${lines.linePos(offset).line}: ${where && `${where}: `}${issue?.message}`,
    fixOf(issue),
  );
}

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

function fixOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys' && issue.path.length > 0) return 'A turn has say and expect only.';
  if (issue?.code === 'unrecognized_keys') return `Known keys: ${Object.keys(callScript.shape).join(', ')}.`;
  return 'Correct that line; there are examples in agents/calls.';
}
