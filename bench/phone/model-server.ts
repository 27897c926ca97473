/** An OpenAI-compatible chat model on loopback that streams set answers at a set pace. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** How quickly it writes. */
export interface ModelPace {
  firstTokenMs: number;
  tokensPerSecond: number;
}

/** A model that listens. */
export interface PacedModel {
  /** Base address, ending in `/v1`. */
  url: string;
  /** Answers that were begun and those that were read to their end, by the name of the model that was asked for. */
  counts(): Record<string, { begun: number; whole: number }>;
  close(): Promise<void>;
}

const completion = z.looseObject({
  model: z.string(),
  stream: z.literal(true),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
});
const parts = z.array(z.looseObject({ text: z.string().default('') }));

/** Starts it; `answer` is told the caller's last words. */
export async function createPacedModel(
  answer: (says: string) => string,
  pace: ModelPace,
): Promise<PacedModel> {
  const counts = new Map<string, { begun: number; whole: number }>();
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const cameMs = performance.now();
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const asked = completion.parse(JSON.parse(Buffer.concat(pieces).toString()));
    const count = counts.get(asked.model) ?? { begun: 0, whole: 0 };
    counts.set(asked.model, count);
    count.begun += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const words = answer(lastWords(asked.messages)).match(/\S+\s*/g) ?? [];
    const chunk = chunkOf(asked.model);
    for (const [place, word] of words.entries()) {
      // Against the clock, so that late timers do not add up.
      await until(cameMs + pace.firstTokenMs + (place * 1000) / pace.tokensPerSecond);
      if (response.destroyed) return;
      response.write(chunk({ ...(place === 0 ? { role: 'assistant' } : {}), content: word }, null));
    }
    response.write(chunk({}, 'stop'));
    if (asked.stream_options?.include_usage) response.write(chunk(undefined, null));
    response.end('data: [DONE]\n\n');
    count.whole += 1;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    counts: () => Object.fromEntries(counts),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now();
  if (leftMs > 0) await sleep(leftMs);
}

function lastWords(messages: readonly { role: string; content?: unknown }[]): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  if (typeof content === 'string') return content;
  const parsed = parts.safeParse(content);
  return parsed.success ? parsed.data.map(({ text }) => text).join(' ') : '';
}

const chunkOf = (model: string) => {
  const head = { id: `chatcmpl-${randomUUID()}`, object: 'chat.completion.chunk', created: 0, model };
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
  return (delta: object | undefined, finish: string | null): string =>
    `data: ${JSON.stringify({
      ...head,
      ...(delta ? { choices: [{ index: 0, delta, finish_reason: finish }] } : { choices: [], usage }),
    })}\n\n`;
};
