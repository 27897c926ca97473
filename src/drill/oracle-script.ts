import type { Language } from '../domain/language';
import type { OracleCall, OracleEvent } from './oracle-shapes';
import { type DrillScript, mostLooks, type ScriptTurn } from './script';
import { fillers, newWords, yeses } from './script-words';

/** Reference calls are held in the language their callers speak. */
const language: Language = 'en';

/**
 * A reference call as a script. What the agent said is left out, since ours says its own; what it asked for belongs to
 * the caller's sentence before it. After a write comes the caller's yes to our read-back. Where further tools follow
 * without a sentence between, or more look-ups than a turn has steps for, the caller says "go on".
 */
export function toScript(domain: string, call: OracleCall): DrillScript {
  const script: DrillScript = {
    id: call.id.replace(/[^A-Za-z0-9-]/g, '-'),
    ...{ assistant: domain, system: domain, language, turns: [], writes: [] },
  };
  let open: ScriptTurn | undefined;
  for (const event of call.events) {
    if ('caller' in event) open = addTurn(script, [event.caller]);
    if (!('tool' in event)) continue;
    if (open === undefined || (event.kind !== 'write' && open.wishes.length >= mostLooks)) {
      open = addTurn(script, [fillers[language]]);
    }
    open = addWish(script, open, event);
  }
  return script;
}

function addTurn(script: DrillScript, words: string[]): ScriptTurn {
  const said = new Set(script.turns.map((turn) => turn.say));
  const turn: ScriptTurn = { say: newWords(said, words), wishes: [] };
  script.turns.push(turn);
  return turn;
}

/** The turn that further tools belong to: none after a write, which ends in the caller's yes. */
function addWish(
  script: DrillScript,
  turn: ScriptTurn,
  event: Extract<OracleEvent, { tool: string }>,
): ScriptTurn | undefined {
  const wish = { tool: event.tool, arguments: event.arguments, response: event.response };
  turn.wishes.push(wish);
  if (event.kind !== 'write') return turn;
  addTurn(script, yeses[language]).agrees = script.writes.length;
  script.writes.push(wish);
  return undefined;
}
