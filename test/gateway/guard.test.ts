import { request } from 'node:http';
import { WebSocket } from 'ws';
import { aProblem, build, send, type House } from './house';

let open: House;
let locked: House;
beforeAll(async () => {
  open = await build({ withoutWorker: true });
  locked = await build({ withoutWorker: true, config: { host: '0.0.0.0', apiKey: 'k'.repeat(40) } });
});
afterAll(async () => {
  await open.stop();
  await locked.stop();
});

/** `fetch` sets Host itself, so this asks by hand. */
async function ask(url: string, headers: Record<string, string>): Promise<{ status: number; body: unknown }> {
  return await new Promise((resolve, reject) => {
    request(url, { headers, setHost: headers['host'] === undefined }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => void (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  'evil.example',
  'evil.example:8790',
  '127.0.0.1.evil.example',
  '10.0.0.7',
  '[::2]',
  'localhost@evil.example',
])('a page that re-binds its name %s to this machine gets nothing', async (host) => {
  for (const path of ['/api/status', '/', '/docs', '/openapi.json', '/healthz', '/nothing']) {
    expect(await ask(`${open.url}${path}`, { host })).toEqual({ status: 403, body: aProblem });
  }
});

test.each(['localhost', 'LOCALHOST:8790', '127.0.0.1', '127.1.2.3:1', '[::1]:8790'])(
  'this machine may call itself %s',
  async (host) => {
    expect((await ask(`${open.url}/api/status`, { host })).status).toBe(200);
  },
);

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost', 'file://', 'nonsense'])(
  'a page of the origin %s may not use the caller’s browser against us',
  async (origin) => {
    const { status, body } = await send(
      `${open.url}/api/calls`,
      'POST',
      { assistant: 'town-hall' },
      { origin },
    );
    expect({ status, body }).toEqual({ status: 403, body: aProblem });
  },
);

test('the console itself may', async () => {
  expect((await send(`${open.url}/api/status`, 'GET', undefined, { origin: open.url })).status).toBe(200);
});

test('where others can reach us, every API route wants the key', async () => {
  for (const headers of [
    {},
    { authorization: 'Bearer wrong' },
    { authorization: `Basic ${'k'.repeat(40)}` },
    { authorization: `Bearer ${'k'.repeat(39)}` },
    { authorization: `Bearer ${'k'.repeat(41)}` },
  ]) {
    expect(
      await send(`${locked.url}/api/status`, 'GET', undefined, headers as Record<string, string>),
    ).toMatchObject({
      status: 401,
      body: aProblem,
    });
  }
  const right = { authorization: `Bearer ${'k'.repeat(40)}` };
  expect((await send(`${locked.url}/api/status`, 'GET', undefined, right)).status).toBe(200);
  expect((await send(`${locked.url}/api/status?key=${'k'.repeat(40)}`)).status).toBe(401);
  expect((await send(`${locked.url}/%61pi/status`)).status).toBe(401);
  expect((await send(`${locked.url}/healthz`)).status).toBe(200);
  expect((await ask(`${locked.url}/api/status`, { host: 'recado.example', ...right })).status).toBe(200);
});

test('where others can reach us, a socket wants the key as a subprotocol, and never echoes it', async () => {
  const url = `${locked.url.replace('http', 'ws')}/api/calls/c1/socket`;
  const connect = async (protocols: string[], address = url): Promise<string> =>
    await new Promise((resolve) => {
      const socket = new WebSocket(address, protocols);
      socket.on('open', () => {
        resolve(`open with ${socket.protocol}`);
        socket.close();
      });
      socket.on('error', (error) => resolve(error.message));
    });
  expect(await connect([])).toContain('401');
  expect(await connect(['recado', 'bearer.wrong'])).toContain('401');
  expect(await connect(['recado'], `${url}?key=${'k'.repeat(40)}`)).toContain('401');
  expect(await connect(['recado', `bearer.${'k'.repeat(40)}`])).toBe('open with recado');
});

test('no answer may be framed, sniffed or kept', async () => {
  const { headers } = await send(`${open.url}/api/status`);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('refused upgrades leave no connection behind', async () => {
  const house = await build({ withoutWorker: true });
  for (let i = 0; i < 5; i += 1) {
    await new Promise<void>((resolve) => {
      const asked = request(`${house.url}/api/calls/c1/socket`, {
        headers: { connection: 'Upgrade', upgrade: 'websocket', origin: 'https://evil.example' },
      });
      asked.on('response', (response) => response.resume().on('close', resolve)).on('error', () => resolve());
      asked.end();
    });
  }
  const began = Date.now();
  await house.stop();
  expect(Date.now() - began).toBeLessThan(5_000);
});
