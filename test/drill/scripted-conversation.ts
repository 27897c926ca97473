/** A call as the workflow has it, played in memory: a gate that reads back, systems that answer, a ledger. */
import type { Model } from '../../src/agent/model';
import type { Json, Line, ModelContext, ToolCall } from '../../src/domain/call';
import { phrasesOf } from '../../src/language/phrases-of';
import { callIdOf, type DrillScript } from '../../src/drill/script';

/** What a played call left behind. */
export interface Talked {
  written: { tool: string; arguments: Json }[];
  /** What the model said, in order. */
  said: string[];
  /** Steps of the model in its longest turn. */
  mostSteps: number;
}

/** As many as workflows/conversation.ts allows. */
const stepsPerTurn = 5;
const linesKept = 40;

/** Plays a script as the workflow does. `loses` says which turns of the caller come to nothing, by number. */
export async function talk(
  script: DrillScript,
  model: Model,
  { kindOf, loses = () => false }: { kindOf: (tool: string) => string; loses?: (turn: number) => boolean },
): Promise<Talked> {
  const phrases = phrasesOf(script.language);
  const talked: Talked = { written: [], said: [], mostSteps: 0 };
  const lines: Line[] = [];
  let proposal: ToolCall | undefined;
  let turns = 0;
  const hear = async (text: string): Promise<boolean> => {
    turns += 1;
    lines.push({ who: 'caller', text });
    const agreed = proposal;
    proposal = undefined;
    if (agreed && phrases.consent(text) === 'yes') {
      talked.written.push({ tool: agreed.name, arguments: agreed.args });
      lines.push({ who: 'assistant', text: 'done', fixed: true });
      return true;
    }
    if (loses(turns)) return false;
    for (let step = 1; step <= stepsPerTurn; step += 1) {
      talked.mostSteps = Math.max(talked.mostSteps, step);
      const context: ModelContext = {
        ...{ callId: callIdOf('test-1', script), assistant: script.assistant, language: script.language },
        ...{ now: '2026-11-24T09:00:00Z', lines },
      };
      const reply = await model.reply(structuredClone(context), {});
      const [wish] = reply.toolCalls;
      const write = wish && kindOf(wish.name) === 'perform';
      if (!write) {
        talked.said.push(reply.text);
        lines.push({ who: 'assistant', text: reply.text });
      }
      if (!wish) return false;
      if (write) {
        proposal = wish;
        lines.push({ who: 'assistant', text: 'I am going to do it. Shall I?', fixed: true });
        return false;
      }
      lines.push({ who: 'tool', ...wish, result: { data: {}, say: 'I have looked that up.' } });
      lines.splice(0, Math.max(0, lines.length - linesKept));
    }
    throw new Error(`${script.id}: the model asked ${stepsPerTurn} times in one turn`);
  };
  for (const { say, agrees } of script.turns) {
    for (let yes = 1; yes <= 4; yes += 1) if ((await hear(say)) || agrees === undefined) break;
  }
  return talked;
}
