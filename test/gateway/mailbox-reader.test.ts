/** Reading a mailbox: each letter has one effect, whatever breaks in between, and none holds up those behind it. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { addressKey } from '../../src/address-key';
import type { MailboxServer } from '../../src/channels/email/settings';
import { MailReader, type ReaderPace } from '../../src/gateway/mailbox/reader';
import { createLog } from '../../src/log';
import type { CaseRecord, RefusalRecord, WebhookRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { eventually } from '../fakes/caller';
import { type ImapServer, openImapServer } from '../fakes/imap-server';
import { createMemoryStore } from '../fakes/memory-store';
import { answerHeads, letterOf, ours, partsOf } from '../unit/email/letters';

const secret = 'a secret of the tests';
const code = 'R-7K3F-92QD';
const quick: Partial<ReaderPace> = { pollMs: 50, firstMs: 20, longestMs: 100, leaseMs: 60_000 };

let server: ImapServer;
let store: Store;
let logged: string[];
const readers: MailReader[] = [];

beforeEach(async () => {
  server = await openImapServer();
  store = createMemoryStore();
  logged = [];
  await store.saveCase({ code, assistant: 'town-hall', language: 'es', version: 1 } as CaseRecord, []);
  const key = addressKey(secret, 'ana@example.org');
  const id = `outreach/${code}/1/email`;
  await store.reach.admit(
    {
      ...{ id, outreach: `outreach/${code}/1`, code, tenant: 't', channel: 'email' },
      ...{ personKey: key, addressKey: key, toMasked: 'a•••', at: new Date().toISOString() },
    },
    { personPerDay: 9, tenantPerDay: 9, perDay: 9 },
    '2026-11-23',
  );
  await store.reach.note(id, { providerId: ours });
});
afterEach(async () => {
  await Promise.all(readers.splice(0).map(async (reader) => await reader.stop()));
  await server.close();
});

function read(pace: Partial<ReaderPace> = {}, at: Partial<MailboxServer> = {}): MailReader {
  const auth = { user: 'avisos', pass: 'a-password' };
  const reader = new MailReader(
    {
      server: { host: '127.0.0.1', port: server.port, secure: false, isLoopback: true, auth, ...at },
      ...{ store, secret, wake: () => undefined },
      log: createLog('test', 'debug', { write: (line) => void logged.push(line) }),
    },
    { ...quick, ...pace },
  );
  readers.push(reader);
  reader.start();
  return reader;
}
const answer = (count: number, words = '1'): Uint8Array =>
  letterOf(answerHeads({ 'Message-ID': `<answer-${count}@example.org>` }), words);
const came = async (): Promise<WebhookRecord[]> =>
  (await store.waitingWebhooks(100)).filter(({ kind }) => kind === 'message');
const asides = async (): Promise<RefusalRecord[]> =>
  await store.listRefusals({ limit: 100, connection: 'email' });
const settled = async (messages: number, seen: number): Promise<void> => {
  await eventually(`${messages} messages and ${seen} marks`, async () => {
    return (await came()).length === messages && server.letters.filter((one) => one.seen).length === seen;
  });
};
const fetches = (): string[] => server.heard.filter((command) => command.startsWith('UID FETCH'));

test('letters are read once each, in their order; what was taken is marked, what is set aside is not', async () => {
  server.put(answer(1, 'uno'));
  server.put('From: stranger@example.org\r\nSubject: hello\r\n\r\nhello');
  server.put('no letter');
  server.put(answer(2, 'dos'));
  read();
  await settled(2, 2);
  expect((await came()).map(({ payload }) => payload?.['text'])).toEqual(['uno', 'dos']);
  await eventually('both to be told', async () => (await asides()).length === 2);
  expect((await asides()).map(({ why }) => why).toSorted()).toEqual(['not-ours', 'unreadable']);
  server.put(answer(3, 'tres'));
  await settled(3, 3);
  expect(fetches()).toHaveLength(5);
  expect(logged.join('')).not.toMatch(/ana|a-password|stranger/);
});

test('a server that tells what comes need not be asked', async () => {
  read({ pollMs: 600_000 });
  await eventually('it to listen', async () => server.heard.includes('IDLE'));
  server.put(answer(1));
  await settled(1, 1);
});

test('no more of a letter is downloaded than may be', async () => {
  const heads = answerHeads({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=edge' });
  const picture = `Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${'iVBORw0K\n'.repeat(200_000)}`;
  server.put(letterOf(heads, partsOf('edge', 'Content-Type: text/plain\n\nesta es la foto', picture)));
  read({ mostBytes: 4096 });
  await settled(1, 1);
  expect((await came())[0]?.payload).toMatchObject({ text: 'esta es la foto' });
  expect(server.sentBytes).toBe(4096);
});

test('while the store is away nothing is marked; then it is read again', async () => {
  const { takeWebhook } = store;
  let asked = 0;
  store.takeWebhook = async () => {
    asked += 1;
    return await Promise.reject(new Error('the store is away'));
  };
  server.put(answer(1));
  read();
  await eventually('some tries', async () => asked > 2);
  expect(server.letters[0]?.seen).toBe(false);
  store.takeWebhook = takeWebhook;
  await settled(1, 1);
});

test('cut off between writing down and marking: read again, one effect, marked in the end', async () => {
  server.breaks = [{ at: /^UID STORE/, times: 2 }];
  server.put(answer(1));
  server.put(answer(2));
  read();
  await settled(2, 2);
  expect((await came()).map(({ times }) => times)).toEqual([3, 1]);
});

test('a letter at which the server breaks off again and again is set aside, and those behind it are read', async () => {
  server.put(answer(1));
  server.put(answer(2));
  server.put(answer(3));
  server.breaks = [{ at: /^UID FETCH 2 /, times: 1000 }];
  read();
  await settled(2, 2);
  expect(await asides()).toMatchObject([{ why: 'unreadable' }]);
  expect(fetches().filter((command) => command.startsWith('UID FETCH 2 '))).toHaveLength(5);
});

test('a server that numbers its letters anew has them read again, with no second effect', async () => {
  server.put(answer(1));
  const reader = read();
  await settled(1, 1);
  await reader.stop();
  server.era += 1;
  for (const letter of server.letters) letter.seen = false;
  read();
  await settled(1, 1);
  expect((await came())[0]).toMatchObject({ times: 2 });
});

test('letters of long ago are left alone', async () => {
  server.put(answer(1), new Date(Date.now() - 20 * 86_400_000));
  server.put(answer(2));
  read();
  await settled(1, 1);
  expect(server.letters.map(({ seen }) => seen)).toEqual([false, true]);
});

test('of two gateways one reads; when it ends the other goes on, and each letter is downloaded once', async () => {
  for (let count = 1; count <= 10; count += 1) server.put(answer(count));
  const both = [read(), read()];
  await settled(10, 10);
  expect(fetches()).toHaveLength(10);
  const logins = (): number => server.heard.filter((command) => command.startsWith('LOGIN')).length;
  expect(logins()).toBe(1);
  const place = await store.mailboxes.claim(
    { mailbox: `avisos at 127.0.0.1:${server.port}`, holder: 'somebody', until: '' },
    new Date().toISOString(),
  );
  expect(place).toBeUndefined();
  // Whichever of the two reads: ending one after the other leaves nobody but the last.
  await both[0]?.stop();
  server.put(answer(11));
  await settled(11, 11);
  expect(fetches()).toHaveLength(11);
});

test('a server elsewhere that speaks no TLS hears no password', async () => {
  read({}, { isLoopback: false });
  await eventually(
    'some tries',
    async () => logged.filter((line) => line.includes('e-mail wait')).length > 2,
  );
  expect(server.heard.filter((command) => /LOGIN|AUTHENTICATE/.test(command))).toEqual([]);
});

test('a gateway that is told to end does so at once, while the server says nothing at all', async () => {
  const quiet = createServer(() => undefined);
  await new Promise<void>((resolve) => void quiet.listen(0, '127.0.0.1', resolve));
  const opened = once(quiet, 'connection');
  await server.close();
  server.port = (quiet.address() as AddressInfo).port;
  const reader = read();
  const [socket] = (await opened) as [Socket];
  try {
    const begun = performance.now();
    await reader.stop();
    // It would wait ten seconds for the greeting.
    expect(performance.now() - begun).toBeLessThan(5_000);
  } finally {
    socket.destroy();
    await new Promise((resolve) => quiet.close(resolve));
  }
});
