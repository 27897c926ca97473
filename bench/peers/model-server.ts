/** An OpenAI-compatible chat model on loopback that plays the drill's scripts for the peers. */
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { z } from 'zod';
import type { DrillScript } from '../../src/drill/script';
import { type ChatLine, manners, nextStep, type Step } from './script-steps';

/** A model that listens. */
export interface ModelServer {
  /** Base address, ending in `/v1`. */
  url: string;
  close(): Promise<void>;
}

const part = z.looseObject({ text: z.string().optional() });
const completion = z.looseObject({
  model: z.enum(manners),
  stream: z.boolean().default(false),
  messages: z.array(
    z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(part)]).nullish() }),
  ),
});

/** The instructions of an agent for one script; they are how the model knows which one it plays. */
export const instructionsFor = ({ id }: DrillScript): string =>
  `You work at a service desk. Ask before you change anything. [call ${id}]`;

/** Starts the model. */
export async function createModelServer(scripts: readonly DrillScript[]): Promise<ModelServer> {
  const byId = new Map(scripts.map((script) => [script.id, script]));
  const app = Fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });
  app.post('/v1/chat/completions', async (request, reply) => {
    const { model, stream, messages } = completion.parse(request.body);
    const lines = messages.map(({ role, content }) => ({ role, content: textOf(content) }));
    const script = byId.get(callIn(lines) ?? '');
    if (!script) return reply.code(400).send({ error: { message: 'the instructions name no call' } });
    const step = nextStep(script, lines, model);
    if (!stream) return wholeAnswer(model, step);
    return reply.type('text/event-stream').send(streamed(model, step));
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: `${address}/v1`, close: () => app.close() };
}

const textOf = (content: string | z.infer<typeof part>[] | null | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join('');

/** Which call it is: said in the instructions, whatever role they have. */
const callIn = (lines: readonly ChatLine[]): string | undefined =>
  lines.flatMap(({ content }) => /\[call ([A-Za-z0-9-]+)\]/.exec(content)?.[1] ?? [])[0];

const toolCallsOf = (step: Step) =>
  'calls' in step
    ? step.calls.map(({ tool: name, arguments: args }, index) => ({
        ...{ index, id: `call_${randomUUID()}`, type: 'function' },
        function: { name, arguments: JSON.stringify(args) },
      }))
    : [];

const finishOf = (step: Step): string => ('calls' in step ? 'tool_calls' : 'stop');
const sayOf = (step: Step): string | null => ('text' in step ? step.text : null);

function wholeAnswer(model: string, step: Step): object {
  const calls = toolCallsOf(step).map(({ index: _, ...call }) => call);
  const message = {
    ...{ role: 'assistant', content: sayOf(step) },
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return {
    ...{ id: randomUUID(), object: 'chat.completion', created: 0, model },
    choices: [{ index: 0, message, finish_reason: finishOf(step) }],
  };
}

/** One piece for the words, one for each tool call, and the end. */
function streamed(model: string, step: Step): string {
  const id = randomUUID();
  const piece = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({
      ...{ id, object: 'chat.completion.chunk', created: 0, model },
      choices: [{ index: 0, delta, finish_reason: finish }],
    })}\n\n`;
  const text = sayOf(step);
  return [
    piece({ role: 'assistant', content: text ?? '' }, null),
    ...toolCallsOf(step).map((call) => piece({ tool_calls: [call] }, null)),
    piece({}, finishOf(step)),
    'data: [DONE]\n\n',
  ].join('');
}
