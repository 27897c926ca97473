/**
 * A peer: an agent built on @livekit/agents, text in and text out, without a LiveKit server. Its tools are what the
 * framework's guide calls for: one request each, and a `ToolError` that tells the model what went wrong.
 */
import { initializeLogger, llm, voice } from '@livekit/agents';
import { LLM } from '@livekit/agents-plugin-openai';

initializeLogger({ pretty: false, level: 'silent' });

const { PEER_MODEL_URL: baseURL, PEER_MODEL: model, PEER_TIMEOUT_MS: timeoutMs } = process.env;
let session;
let order;

const dieIf = (point) => {
  if (order === point) process.kill(process.pid, 'SIGKILL');
};

/** Any arguments: what the model gives is what the script says. */
const parameters = { type: 'object', properties: {}, additionalProperties: true };

function toolOf({ system, token }, { name, path }) {
  const isWrite = path !== '/lookups';
  const at = (point) => {
    if (isWrite) dieIf(point);
  };
  return llm.tool({
    description: name.replaceAll('_', ' '),
    parameters,
    async execute(args) {
      at('K2');
      const body = bodyOf(name, path, args);
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(Number(timeoutMs)),
      };
      at('K3');
      const answer = await fetch(`${system}${path}`, request)
        .then(async (response) => {
          if (!response.ok) throw new Error(`HTTP ${response.status}`);
          return await response.json();
        })
        .catch((error) => {
          throw new llm.ToolError(`${name} failed: ${error.message}`);
        });
      at('K6');
      // By then the framework has the tool's result, and the model has not answered to it.
      setImmediate(() => at('K7'));
      return answer;
    },
  });
}

const bodyOf = (tool, path, args) =>
  path === '/tickets'
    ? { subject: 'A request by phone', priority: 'normal', team: 'desk', pending: [], ...args }
    : { tool, arguments: args };

async function receive(message) {
  if (message.dial) {
    await session?.close();
    const { instructions, tools } = message.dial;
    const agent = new voice.Agent({
      instructions,
      tools: Object.fromEntries(tools.map((one) => [one.name, toolOf(message.dial, one)])),
    });
    session = new voice.AgentSession({ llm: new LLM({ model, baseURL, apiKey: 'none' }), vad: null });
    await session.start({ agent });
    return { dialled: true };
  }
  order = message.dieAt;
  dieIf('K1');
  const { events } = await session.run({ userInput: message.say }).wait();
  const words = events.flatMap(({ type, item }) =>
    type === 'message' && item.role === 'assistant' ? [item.textContent] : [],
  );
  return { said: words.join(' ') };
}

process.on('message', (message) => {
  receive(message).then(
    (answer) => process.send(answer),
    (error) => process.send({ trouble: String(error?.stack ?? error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send({ ready: true });
