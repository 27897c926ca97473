/** The model behind the OpenAI protocol (chat completions, streamed, with tools), at whatever address speaks it. */
import type { Assistant } from '../domain/assistant';
import type { ModelContext, ModelReply } from '../domain/call';
import { ConnectorError } from '../errors';
import { phrasesOf } from '../language/phrases-of';
import { createOpenAiClient, type OpenAiAddress, openAiFault } from '../openai-client';
import type { Model } from './model';
import { Gathering, type Gathered } from './openai-stream';
import { toMessages } from './prompt';
import { endCallTool, toTools } from './tool-schema';

export interface OpenAiOptions extends OpenAiAddress {
  model: string;
  assistants: { get(id: string): Assistant };
  /** Milliseconds for one whole answer; after that another model takes over. */
  timeoutMs?: number;
}

/** Makes the model. Its faults are `ConnectorError('openai', …)`; it tries once, the caller of the port decides what follows. */
export function createOpenAiModel(options: OpenAiOptions): Model {
  const { model, assistants, timeoutMs = 12_000 } = options;
  const client = createOpenAiClient(options, timeoutMs);

  return {
    async reply(context, { onText, signal }) {
      const late = AbortSignal.timeout(timeoutMs);
      const ended = signal ? AbortSignal.any([signal, late]) : late;
      const assistant = assistants.get(context.assistant);
      try {
        const stream = await client.chat.completions.create(
          { model, messages: toMessages(assistant, context), tools: toTools(assistant), stream: true },
          { signal: ended },
        );
        const gathering = new Gathering(onText);
        for await (const chunk of stream) gathering.take(chunk);
        // An aborted stream ends as if it were whole.
        ended.throwIfAborted();
        return toReply(gathering.end(), context, model);
      } catch (error) {
        throw toFault(error, late.aborted && !signal?.aborted);
      }
    },
  };
}

function toReply({ text, toolCalls }: Gathered, { language }: ModelContext, model: string): ModelReply {
  const wishes = toolCalls.filter(({ name }) => name !== endCallTool);
  const goodbye = wishes.length === 0 && toolCalls.length > 0;
  return {
    text: goodbye && text === '' ? phrasesOf(language).goodbye() : text,
    toolCalls: wishes,
    ...(goodbye ? { goodbye } : {}),
    model,
  };
}

function toFault(error: unknown, late: boolean): ConnectorError {
  if (late && !(error instanceof ConnectorError))
    return new ConnectorError('openai', 'timeout', 'the model took too long to answer');
  const fault = openAiFault(error, 'the model');
  return fault ?? new ConnectorError('openai', 'unavailable', 'the model was cut off');
}
