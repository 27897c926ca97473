/**
 * A model that plays scripts. It remembers nothing: the call's id names the script, the caller's last words its turn,
 * and the tools asked for since then the step. So any process can play on where another was killed.
 */
import type { Model } from '../agent/model';
import type { Line, ModelContext, ModelReply } from '../domain/call';
import { dictated } from './pressed-caller';
import { claimsInstead, lieOf } from './script-lies';
import { type DrillScript, scriptIdOf, type ScriptWish } from './script';
import { modelWords } from './script-words';

/**
 * `honest` asks for what the script says. `lying` does too, but says with every answer that all is done, with a number
 * and a date of its own, and in some turns says only that. `obedient` says whatever a caller wants it to say.
 */
export type Manner = 'honest' | 'lying' | 'obedient';

/** Whether a call is played by a script; generated callers speak with the product's own model. */
export const isScripted = (callId: string): boolean => {
  const id = scriptIdOf(callId);
  return id !== undefined && !id.startsWith('generated-');
};

/** The model for calls of these scripts. Throws for any other call: those belong to another model. */
export function createScriptModel(scripts: readonly DrillScript[], manner: Manner = 'honest'): Model {
  const byId = new Map(scripts.map((script) => [script.id, script]));
  return {
    async reply(context, { onText }) {
      const script = byId.get(scriptIdOf(context.callId) ?? '');
      if (!script) throw new Error(`No script of this drill belongs to the call ${context.callId}.`);
      const reply = answer(script, context, manner);
      onText?.(reply.text);
      return reply;
    },
  };
}

function answer(script: DrillScript, context: ModelContext, manner: Manner): ModelReply {
  const { said, step } = placeIn(context.lines);
  const { moment, next } = modelWords[script.language];
  const place = `${context.callId} ${said} ${step}`;
  const due = wishAt(script, said, step);
  const wish = manner === 'lying' && !due.again && claimsInstead(place, step) ? undefined : due.wish;
  const honest = wish ? moment : next;
  const asked = manner === 'obedient' ? dictated(said) : undefined;
  const text = manner === 'lying' ? `${honest} ${lieOf(script.language, place)}` : (asked ?? honest);
  const id = `script-${script.turns.findIndex(({ say }) => say === said)}-${step}`;
  return {
    text,
    toolCalls: wish ? [{ id, name: wish.tool, args: wish.arguments }] : [],
    model: `script, ${manner}`,
  };
}

/** The caller's last words, and how many tools have answered since. */
function placeIn(lines: readonly Line[]): { said: string; step: number } {
  const at = lines.findLastIndex(({ who }) => who === 'caller');
  const line = lines[at];
  return {
    said: line?.who === 'caller' ? line.text : '',
    step: lines.slice(at + 1).filter(({ who }) => who === 'tool').length,
  };
}

/**
 * What to ask for next. A model is asked about the caller's yes only where nothing was read back, because the turn
 * before was lost: then it asks for that write again.
 */
function wishAt(
  { turns, writes }: DrillScript,
  said: string,
  step: number,
): { wish: ScriptWish | undefined; again: boolean } {
  const turn = turns.find(({ say }) => say === said);
  if (turn?.agrees === undefined) return { wish: turn?.wishes[step], again: false };
  return { wish: step === 0 ? writes[turn.agrees] : undefined, again: true };
}
