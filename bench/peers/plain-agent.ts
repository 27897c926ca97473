/**
 * A peer: plain code. A loop around a chat model, tools that are one POST each, and three retries with back-off. It
 * keeps the conversation in memory.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { recordIn } from './script-steps';
import type { AgentEnvironment, Dial, FromAgent, Say, StrikePoint, ToolOffer } from './wire';

const retries = 3;
const backOffMs = 200;

const answerShape = z.looseObject({
  choices: z.tuple([
    z.looseObject({
      message: z.looseObject({
        content: z.string().nullish(),
        tool_calls: z
          .array(
            z.looseObject({
              id: z.string(),
              function: z.object({ name: z.string(), arguments: z.string() }),
            }),
          )
          .default([]),
      }),
    }),
  ]),
});

const settings = process.env as unknown as AgentEnvironment;
let call: Dial['dial'] | undefined;
let messages: object[] = [];
let order: StrikePoint | undefined;

const dieIf = (point: StrikePoint): void => {
  if (order === point) process.kill(process.pid, 'SIGKILL');
};

async function say(text: string): Promise<string> {
  dieIf('K1');
  messages.push({ role: 'user', content: text });
  for (;;) {
    const { message } = (await ask()).choices[0];
    messages.push(message);
    if (message.tool_calls.length === 0) return message.content ?? '';
    for (const { id, function: wish } of message.tool_calls) {
      const content = await use(wish.name, JSON.parse(wish.arguments) as object);
      messages.push({ role: 'tool', tool_call_id: id, content });
    }
    dieIf('K7');
  }
}

async function ask(): Promise<z.infer<typeof answerShape>> {
  const response = await fetch(`${settings.PEER_MODEL_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: settings.PEER_MODEL, messages }),
  });
  return answerShape.parse(await response.json());
}

/** A tool's answer; after the last retry the failure in words. */
async function use(name: string, args: object): Promise<string> {
  const tool = call?.tools.find((one) => one.name === name);
  if (!call || !tool) throw new Error(`there is no tool ${name}`);
  const isWrite = tool.path !== '/lookups';
  if (isWrite) dieIf('K2');
  for (let tries = 0; ; tries += 1) {
    try {
      if (isWrite) dieIf('K3');
      const answer = await post(call, tool, args);
      if (isWrite) dieIf('K6');
      return answer;
    } catch (error) {
      if (tries === retries) return `failed: ${String(error)}`;
      await sleep(backOffMs * 2 ** tries);
    }
  }
}

async function post({ system, token }: Dial['dial'], tool: ToolOffer, args: object): Promise<string> {
  const response = await fetch(`${system}${tool.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(bodyOf(tool, args)),
    signal: AbortSignal.timeout(Number(settings.PEER_TIMEOUT_MS)),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  // A look-up has no record; a write without one has failed, whatever the status says.
  if (tool.path !== '/lookups' && recordIn(text) === undefined) throw new Error('the answer has no record');
  return text;
}

const bodyOf = ({ name, path }: ToolOffer, args: object): object =>
  path === '/tickets'
    ? { subject: 'A request by phone', priority: 'normal', team: 'desk', pending: [], ...args }
    : { tool: name, arguments: args };

async function receive(message: Dial | Say): Promise<FromAgent> {
  if ('dial' in message) {
    call = message.dial;
    messages = [{ role: 'system', content: call.instructions }];
    return { dialled: true };
  }
  order = message.dieAt;
  return { said: await say(message.say) };
}

process.on('message', (message: Dial | Say) => {
  receive(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ trouble: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
