/** E-mail over servers in every mood: what was refused, what was not done, and what nobody knows. */
import type { Message } from '../../../src/channels/channel';
import { createEmailChannel, type EmailChannel, type EmailPatience } from '../../../src/channels/email/email';
import type { Sender } from '../../../src/channels/email/letter';
import type { MailServer } from '../../../src/channels/email/settings';
import { sendOnce } from '../../../src/channels/once';
import { ConnectorError } from '../../../src/errors';
import { nowhere } from '../../fakes/answering-server';
import { openSmtpServer, type SmtpScript, type SmtpServer } from '../../fakes/smtp-server';

const message: Message = {
  ...{ id: 'outreach/4KX-7QD/1', code: '4KX-7QD', to: { email: 'ana.garcia@example.org' }, language: 'es' },
  ...{ text: '4KX-7QD: su cita es mañana a las 9.', at: '2026-11-22T09:00:00.000Z' },
};
const patience: EmailPatience = { connectMs: 1000, answerMs: 1000, wholeMs: 10_000 };

let server: SmtpServer;
const channels: EmailChannel[] = [];
afterEach(async () => {
  for (const channel of channels.splice(0)) channel.close();
  await server?.close();
});

function channelTo(port: number, over: Partial<MailServer> = {}): EmailChannel {
  const settings: MailServer & Sender = {
    ...{ host: '127.0.0.1', port, secure: false, isLoopback: true, auth: undefined, ...over },
    from: { name: 'Ayuntamiento de Villanueva', address: 'avisos@villanueva.example' },
    secret: 'test',
  };
  const channel = createEmailChannel(settings, patience);
  channels.push(channel);
  return channel;
}
async function serverThat(script: SmtpScript): Promise<EmailChannel> {
  server = await openSmtpServer(script);
  return channelTo(server.port);
}
const faultOf = async (act: Promise<unknown>): Promise<ConnectorError> => {
  const fault: unknown = await act.then(
    (done) => done,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(ConnectorError);
  return fault as ConnectorError;
};

test.each([
  ['a mailbox that is not there', { RCPT: '550 5.1.1 <ana.garcia@example.org> unknown' }, 'invalid-address'],
  ['a name that cannot be', { RCPT: '553 5.1.3 bad name' }, 'invalid-address'],
  ['a mailbox somewhere else', { RCPT: '551 not here' }, 'unreachable'],
  ['a mailbox that is closed', { RCPT: '550 mailbox unavailable' }, 'unreachable'],
  ['a full mailbox', { RCPT: '552 5.2.2 full' }, 'unreachable'],
  ['a policy', { RCPT: '550 5.7.1 not from you' }, 'not-allowed'],
  ['a letter taken for spam', { END: '554 5.7.1 spam' }, 'not-allowed'],
])('%s is a result for the ladder', async (_, script, refused) => {
  const channel = await serverThat(script);
  const sent = await channel.send(message);
  expect(sent).toMatchObject({ refused });
  expect(JSON.stringify(sent)).not.toMatch(/ana\.garcia|example\.org/);
});

test.each([
  ['busy', { RCPT: '450 4.2.1 later <ana.garcia@example.org>' }, 'throttled', 'not-done'],
  ['of a mind to be asked again', { RCPT: '451 4.7.1 greylisted' }, 'throttled', 'not-done'],
  ['out of room', { END: '452 4.3.1 no room' }, 'throttled', 'not-done'],
  ['closing', { MAIL: '421 4.3.2 closing' }, 'unavailable', 'not-done'],
  ['closed from the start', { GREETING: '554 no mail here' }, 'unavailable', 'not-done'],
  ['not content with our sender', { MAIL: '550 5.7.1 who are you' }, 'rejected', 'not-done'],
  ['wanting to know us', { MAIL: '530 5.7.0 authenticate first' }, 'unauthorized', 'not-done'],
  ['silent when greeted', { GREETING: 'silent' }, 'timeout', 'not-done'],
  ['cutting us off at the greeting', { GREETING: 'cut' }, 'unavailable', 'not-done'],
  ['silent before the letter', { RCPT: 'silent' }, 'timeout', 'not-done'],
  ['cutting us off before the letter', { RCPT: 'cut' }, 'unavailable', 'not-done'],
  ['silent after the letter', { END: 'silent' }, 'timeout', 'unknown'],
  ['cutting us off after the letter', { END: 'cut' }, 'timeout', 'unknown'],
] as [string, SmtpScript, string, string][])(
  'sending while the server is %s: once, and said in our kinds',
  async (_, script, kind, outcome) => {
    const channel = await serverThat(script);
    const fault = await faultOf(channel.send(message));
    expect(fault).toMatchObject({ kind, outcome, system: 'smtp' });
    expect(server.letters.length).toBeLessThanOrEqual(1);
    expect(server.connections).toBe(1);
    expect(`${fault.message} ${JSON.stringify(fault)}`).not.toMatch(/ana\.garcia|example\.org|mañana/);
  },
);

test('nobody there: nothing was done', async () => {
  server = await openSmtpServer();
  const { port } = new URL(await nowhere());
  expect(await faultOf(channelTo(Number(port)).send(message))).toMatchObject({
    kind: 'unavailable',
    outcome: 'not-done',
  });
});

test('a server elsewhere that speaks no TLS gets neither letter nor password', async () => {
  server = await openSmtpServer();
  const channel = channelTo(server.port, { isLoopback: false, auth: { user: 'us', pass: 'secret' } });
  expect(await faultOf(channel.send(message))).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
  expect(server.heard).not.toContain('AUTH');
  expect(server.heard).not.toContain('MAIL');
});

test('after a server has hung up on an idle connection the next letter goes out, once', async () => {
  const channel = await serverThat({});
  await channel.send(message);
  server.script = { END: 'cut' };
  await faultOf(channel.send({ ...message, id: 'outreach/4KX-7QD/2' }));
  server.script = {};
  expect(await channel.send({ ...message, id: 'outreach/4KX-7QD/3' })).toMatchObject({ state: 'accepted' });
  expect(server.letters).toHaveLength(3);
});

test('a try that is repeated bears the same Message-ID; another message another one', async () => {
  const channel = await serverThat({});
  const first = await channel.send(message);
  expect(await channel.send(message)).toEqual(first);
  expect(await channel.send({ ...message, id: 'outreach/4KX-7QD/2' })).not.toEqual(first);
  const ids = server.letters.map(
    (letter) => /^Message-ID: (<[0-9a-f]{40}@villanueva\.example>)\r$/m.exec(letter)?.[1],
  );
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toBe(ids[1]);
});

test('one process sends an id once, however often it is asked', async () => {
  const channel = sendOnce(await serverThat({}));
  await Promise.all([channel.send(message), channel.send(message)]);
  await channel.send(message);
  expect(server.letters).toHaveLength(1);
});

test.each([
  ['two addresses', 'ana@example.org, eve@example.org'],
  ['a header behind it', 'ana@example.org\r\nBcc: eve@example.org'],
  ['a command behind it', 'ana@example.org>\r\nRCPT TO:<eve@example.org'],
  ['none', undefined],
  ['no address', 'ana'],
])('an address that is %s is refused, and nothing is asked for', async (_, email) => {
  const channel = await serverThat({});
  const to = email === undefined ? { phone: '+34600000001' } : { email };
  expect(await channel.send({ ...message, to })).toMatchObject({ refused: 'invalid-address' });
  expect(server.heard).toEqual([]);
});

test('nothing that a message says becomes a header or a command', async () => {
  const channel = await serverThat({});
  expect(await faultOf(channel.send({ ...message, code: 'X\r\nBcc: eve@example.org' }))).toMatchObject({
    kind: 'rejected',
    outcome: 'not-done',
  });
  expect(server.heard).toEqual([]);
  const text = 'Hola\r\n.\r\nMAIL FROM:<eve@example.org>\r\nBcc: eve@example.org';
  await channel.send({ ...message, id: 'x\r\nBcc: eve@example.org', text });
  expect(server.letters).toHaveLength(1);
  const [head = ''] = server.letters[0]?.split('\r\n\r\n') ?? [];
  expect(head).not.toMatch(/eve@/);
  expect(server.heard.filter((step) => step === 'MAIL')).toHaveLength(1);
});
