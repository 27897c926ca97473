/** The model behind the OpenAI protocol (chat completions, streamed, with tools), at whatever address speaks it. */
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { Assistant } from '../domain/assistant';
import type { ModelContext, ModelReply } from '../domain/call';
import { ConnectorError, type ErrorKind } from '../errors';
import { retryAfterMs, statusKind } from '../http-faults';
import { phrasesOf } from '../language/phrases-of';
import type { Model } from './model';
import { Gathering, type Gathered } from './openai-stream';
import { toMessages } from './prompt';
import { endCallTool, toTools } from './tool-schema';

export interface OpenAiOptions {
  /** Local servers often want none. */
  apiKey: string | undefined;
  /** The vendor's own where undefined: `http://127.0.0.1:11434/v1`. */
  baseUrl: string | undefined;
  model: string;
  assistants: { get(id: string): Assistant };
  /** Milliseconds for one whole answer; after that another model takes over. */
  timeoutMs?: number;
}

/** Makes the model. Its faults are `ConnectorError('openai', …)`; it tries once, the caller of the port decides what follows. */
export function createOpenAiModel(options: OpenAiOptions): Model {
  const { apiKey, baseUrl, model, assistants, timeoutMs = 12_000 } = options;
  const client = new OpenAI({
    apiKey: apiKey ?? 'none',
    // Null and not undefined: undefined would read variables of the environment that we do not know of.
    baseURL: baseUrl ?? null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    // The client would print chunks it cannot read, and with them what callers said.
    logLevel: 'off',
  });

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
  if (error instanceof ConnectorError) return error;
  const fault = (kind: ErrorKind, what: string, waitMs?: number): ConnectorError =>
    new ConnectorError('openai', kind, `the model ${what}`, { retryAfterMs: waitMs });
  if (late || error instanceof APIConnectionTimeoutError) return fault('timeout', 'took too long to answer');
  if (error instanceof APIConnectionError) return fault('unavailable', 'is not reached');
  if (error instanceof APIError && error.status !== undefined) {
    const headers: unknown = error.headers;
    const wait = headers instanceof Headers ? headers.get('retry-after') : null;
    return fault(...statusKind(Number(error.status)), retryAfterMs(wait));
  }
  if (error instanceof APIError) return fault('unavailable', 'broke off with an error');
  if (error instanceof SyntaxError) return fault('malformed', 'sent a chunk that is no JSON');
  return fault('unavailable', 'was cut off');
}
