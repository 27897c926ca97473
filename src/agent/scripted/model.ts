import type { Assistant } from '../../domain/assistant';
import type { Json, ModelContext } from '../../domain/call';
import type { Assistants } from '../assistants';
import type { Model } from '../model';
import { scriptedReply } from './reply';

/** The model that needs no key and no network: it fills in the forms of the assistants' own configuration. */
export function createScriptedModel(assistants: Pick<Assistants, 'get'>): Model {
  return {
    speaksFromCode: true,
    reply: async (context, { onText }) => {
      const assistant = assistants.get(context.assistant);
      const reply = scriptedReply(assistant, caughtUp(assistant, context));
      if (reply.text !== '') onText?.(reply.text);
      return reply;
    },
  };
}

/**
 * What another model was told before it went away is heard once more, so that its caller need not say it twice: all since
 * code spoke last, for what was read back or done is no form under way.
 */
function caughtUp(assistant: Assistant, context: ModelContext): ModelContext {
  if (context.memory !== undefined) return context;
  const { lines } = context;
  const latest = lines.findLastIndex(({ who }) => who === 'caller');
  const since = lines.findLastIndex((line) => line.who === 'assistant' && line.fixed === true);
  let memory: Json | undefined;
  for (let at = since + 1; at < latest; at += 1) {
    if (lines[at]?.who !== 'caller') continue;
    const { lapsed: _, ...before } = context;
    const known = memory === undefined ? {} : { memory };
    const reply = scriptedReply(assistant, { ...before, ...known, lines: lines.slice(0, at + 1) });
    memory = reply.toolCalls.length > 0 ? undefined : reply.memory;
  }
  return memory === undefined ? context : { ...context, memory };
}
