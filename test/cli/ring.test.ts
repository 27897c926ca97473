/** `recado ring` against a gateway that answers as ours does. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '../../src/cli/api';
import { createOutput } from '../../src/cli/output';
import { ringUp } from '../../src/cli/ring';
import { capture } from './captured-output';

let server: Server;
afterEach(async () => await new Promise((resolve) => server.close(resolve)));

/** Answers the calls it is asked for with one outcome after another. */
async function gatewayWith(outcomes: object[]): Promise<{ url: string; asked: Record<string, unknown>[] }> {
  const asked: Record<string, unknown>[] = [];
  server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request) body += String(part);
      const answer = (value: object): void =>
        void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
      if (request.method === 'POST') {
        const wish = JSON.parse(body) as Record<string, unknown>;
        asked.push({ path: request.url, ...wish });
        const { callId } = wish;
        return answer({
          callId,
          workflowId: 'w',
          workflowUrl: 'http://ui/w',
          language: 'es',
          greeting: 'Hola',
        });
      }
      const outbound = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
      answer({
        ...{ callId: 'x', workflowId: 'w', workflowUrl: 'http://ui/w', channel: 'phone', tenant: 't' },
        ...{ assistant: 'town-hall', language: 'es', state: 'live', turns: 0, codes: [] },
        ...{ startedAt: '2026-11-21T10:00:00Z', phone: { outbound } },
      });
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const wish = { to: '+34600000001', assistant: 'town-hall', say: 'Le llamo por su aviso.' };

test('it says who picked up, and asks with an id of its own', async () => {
  const { url, asked } = await gatewayWith([{ outcome: 'ringing' }, { outcome: 'person' }]);
  const output = capture();
  expect(await ringUp(createApi({ url, apiKey: undefined }), wish, createOutput(false, output))).toBe(0);
  expect(output.out()).toContain('person');
  expect(asked).toMatchObject([
    { path: '/api/calls/outbound', ...wish, callId: expect.stringMatching(/^ring-/) },
  ]);
});

test.each([
  [{ outcome: 'machine', messageLeft: true }, 0, 'machine, message left'],
  [{ outcome: 'machine' }, 1, 'machine'],
  [{ outcome: 'busy' }, 1, 'busy'],
  [{ outcome: 'unknown', fault: 'twilio took too long' }, 1, 'unknown (twilio took too long)'],
])('%j ends with %i', async (outcome, code, words) => {
  const { url } = await gatewayWith([outcome]);
  const output = capture();
  expect(await ringUp(createApi({ url, apiKey: undefined }), wish, createOutput(true, output))).toBe(code);
  expect(output.err()).toContain(words);
  expect(output.json()).toMatchObject(outcome);
});
