import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { loadAssistants } from '../src/agent/assistants';
import { createScriptedModel } from '../src/agent/scripted/model';
import { createTools } from '../src/agent/tools';
import { createGenerate, createReply } from '../activities/reply';
import type { Json, Line } from '../src/domain/call';
import type { Bench } from './main';
import { post, turns } from './conversation';
import { quantile } from '../src/quantile';
import { startRunning } from './running-system';

const calls = 40;
const warmUp = 4;

/**
 * A text turn over HTTP through Temporal, beside the same turn over HTTP with the same model, tools and gate in the
 * memory of one process; call by call in turn, in one run.
 */
export const benchText: Bench = async (tell) => {
  const system = await startRunning();
  const bare = await startBare();
  const figures: Record<'durable' | 'bare', number[]> = { durable: [], bare: [] };
  try {
    for (let call = 0; call < calls + warmUp; call += 1) {
      const durable = await converse(system.url);
      const plain = await converse(bare.url);
      if (call >= warmUp) {
        figures.durable.push(...durable);
        figures.bare.push(...plain);
      }
      if (call % 10 === 0) tell(`${call} of ${calls + warmUp} calls`);
    }
  } finally {
    await bare.stop();
    await system.stop();
  }
  return {
    p50Ms: quantile(figures.durable, 0.5),
    p95Ms: quantile(figures.durable, 0.95),
    bareP50Ms: quantile(figures.bare, 0.5),
    bareP95Ms: quantile(figures.bare, 0.95),
  };
};

async function converse(url: string): Promise<number[]> {
  const { callId } = await post(`${url}/api/calls`, { assistant: 'town-hall', from: '+34600000001' });
  const times: number[] = [];
  for (const [index, text] of turns.entries()) {
    const began = performance.now();
    await post(`${url}/api/calls/${String(callId)}/turns`, { turnId: `t${index}`, text });
    times.push(performance.now() - began);
  }
  return times;
}

/** The same turn without Temporal: what a process that keeps its calls in memory would do. */
async function startBare(): Promise<{ url: string; stop(): Promise<void> }> {
  const assistants = loadAssistants('agents');
  const tools = createTools({
    assistants,
    secret: 'bench',
    connections: {
      verbsOf: () => ({}),
      termsOf: () => {
        throw new Error('this bench writes nothing');
      },
    },
    recordOfCode: () => Promise.resolve(undefined),
  });
  const generate = createGenerate({
    models: [createScriptedModel(assistants)],
    tools,
    assistants,
    onModelAway: () => undefined,
    onUntrue: () => undefined,
  });
  const { reply } = createReply({
    generate,
    beat: () => undefined,
    signal: () => new AbortController().signal,
  });
  const talks = new Map<string, { lines: Line[]; memory?: Json }>();
  const app = Fastify();

  app.post('/api/calls', () => {
    const callId = randomUUID();
    talks.set(callId, { lines: [] });
    return { callId };
  });
  app.post<{ Params: { callId: string }; Body: { turnId: string; text: string } }>(
    '/api/calls/:callId/turns',
    async ({ params: { callId }, body: { turnId, text } }) => {
      const talk = talks.get(callId) ?? { lines: [] };
      const caller = {
        ...{ callId, assistant: 'town-hall', channel: 'dev', language: 'es' as const },
        ...{ from: '+34600000001', now: new Date().toISOString() },
      };
      talk.lines.push({ who: 'caller', text });
      const memory = talk.memory === undefined ? {} : { memory: talk.memory };
      const answer = await reply({ ...caller, lines: talk.lines, ...memory }, turnId);
      if (answer.memory !== undefined) talk.memory = answer.memory;
      const say = [answer.text];
      for (const wish of answer.toolCalls) {
        const proposed = await tools.propose(caller, wish);
        if ('proposal' in proposed) say.push(proposed.proposal.readBack);
      }
      talk.lines.push({ who: 'assistant', text: say.join(' ') });
      return { turnId, say, ended: false };
    },
  );
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), stop: () => app.close() };
}
