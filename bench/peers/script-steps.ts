/**
 * The peers' model: it plays the script as a correct model would, with nothing but the conversation that is sent along.
 * So it knows no more than the agent does: where the agent lost the conversation, a yes means nothing to it.
 */
import type { DrillScript, ScriptWish } from '../../src/drill/script';
import { doneUnder, wordsIn } from './words';

/** A message of a chat completion, as far as it matters. */
export interface ChatLine {
  role: string;
  content: string;
}

/**
 * What the model makes of a tool that failed: `tells` the caller that it did not work, or asks for it once more before
 * (`tries-again`). Frameworks leave this to the model.
 */
export const manners = ['tells', 'tries-again'] as const;
export type Manner = (typeof manners)[number];

/** What the model says, or which tools it asks for at once. */
export type Step = { text: string } | { calls: ScriptWish[] };

/** The model's next step. Pure. */
export function nextStep(script: DrillScript, lines: readonly ChatLine[], manner: Manner): Step {
  const { next, readBack } = wordsIn(script.language);
  const at = lines.findLastIndex(({ role }) => role === 'user');
  const place = script.turns.findIndex(({ say }) => say === lines[at]?.content);
  const turn = script.turns[place];
  const results = lines.slice(at + 1).filter(({ role }) => role === 'tool');
  if (!turn) return { text: next };
  const asked = script.turns[place + 1]?.agrees !== undefined;
  if (turn.agrees === undefined) {
    const looks = turn.wishes.filter((wish) => !script.writes.includes(wish));
    if (looks.length > 0 && results.length === 0) return { calls: looks };
    return { text: asked ? readBack : next };
  }
  const question = script.turns[place - 1]?.say;
  const isKnown = lines.slice(0, at).some(({ role, content }) => role === 'user' && content === question);
  return afterYes(script, script.writes[turn.agrees], isKnown, results, manner);
}

function afterYes(
  { language }: DrillScript,
  write: ScriptWish | undefined,
  isKnown: boolean,
  results: readonly ChatLine[],
  manner: Manner,
): Step {
  const { lost, failed } = wordsIn(language);
  const last = results.at(-1);
  if (!write || !isKnown) return { text: lost };
  if (!last) return { calls: [write] };
  const recordId = recordIn(last.content);
  if (recordId !== undefined) return { text: doneUnder(language, recordId) };
  return manner === 'tries-again' && results.length < 2 ? { calls: [write] } : { text: failed };
}

/** The number of the record that a system's answer holds, whatever the field is called: a model reads that too. */
export function recordIn(answer: string): string | undefined {
  try {
    const record = Object.values(JSON.parse(answer) as object).find(hasId);
    return record?.id;
  } catch {
    return undefined;
  }
}

const hasId = (value: unknown): value is { id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
