/** A notice by e-mail on a real mail server, and what comes back of it: answers, bounces, and what is neither. */
import { addressKey } from '../../src/address-key';
import type { CaseDetail } from '../../src/gateway/shapes';
import { MailReader } from '../../src/gateway/mailbox/reader';
import { createLog } from '../../src/log';
import type { WebhookRecord } from '../../src/store/records';
import { dial, eventually, office as deed, request, sayAll, ticketsOf } from '../fakes/caller';
import { type CuttableLine, cuttableLine } from '../fakes/cuttable-line';
import { type GreenMail, greenMailIsMissing, startGreenMail } from '../fakes/green-mail';
import { seenInMailbox } from '../fakes/imap';
import { type Letter, mailPerson } from '../fakes/mail-person';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

const missing = greenMailIsMissing();
if (missing) process.stderr.write(`answers by e-mail: not tried against a real server, for ${missing}.\n`);

const avisos = 'avisos@villanueva.example';
const people = ['ana', 'bea', 'carla', 'dora', 'eva', 'flora', 'gala', 'hilda', 'ines'];

(missing ? describe.skip : describe)('answers by e-mail', () => {
  let server: GreenMail;
  let line: CuttableLine;
  let office: WrittenOffice;
  beforeAll(async () => {
    server = await startGreenMail([
      `avisos:office@villanueva.example`,
      ...people.map((one) => `${one}:secret@example.org`),
    ]);
    line = await cuttableLine(`127.0.0.1:${server.imapPort}`);
    office = await startWrittenOffice({
      ladder: ['email', 'sms'],
      errands: ['street_light', 'reopen_ticket', 'ticket_status'],
      asksEmail: true,
      mailPace: { pollMs: 1000, firstMs: 200, longestMs: 1000, mostBytes: 32 * 1024 },
      env: {
        RECADO_SMTP_URL: `smtp://127.0.0.1:${server.smtpPort}`,
        RECADO_MAIL_FROM: `Ayuntamiento <${avisos}>`,
        RECADO_IMAP_URL: `imap://avisos:office@${line.address}`,
      },
    });
  }, 180_000);
  afterAll(async () => {
    await office?.stop();
    await line?.close();
    await server?.stop();
  });

  /** Somebody with a ticket that is open. */
  async function withTicket(user: string, number: number) {
    const from = `+34600000${400 + number}`;
    const person = mailPerson(server, user, avisos);
    const caller = await dial(office.system.url, 'town-hall', from);
    await sayAll(caller, [
      ...[
        'hay una farola apagada',
        `en la calle del Tilo ${number}`,
        'no lo sé',
        'no, nada más',
        'me llamo Ana Ruiz',
      ],
      `${user} arroba example punto org`,
    ]);
    const { recordId = '', code = '' } = await caller.say('sí');
    await caller.hangUp();
    return { from, person, id: recordId, code };
  }

  /** Somebody with a ticket that the office has closed, and the letter that told them so. */
  async function withNotice(user: string, number: number) {
    const caller = await withTicket(user, number);
    await deed(office.system.url, caller.id, 'close');
    return { ...caller, notice: await caller.person.got(/Responda 1/) };
  }

  const caseOf = async (code: string): Promise<CaseDetail> =>
    await request<CaseDetail>(`${office.system.url}/api/cases/${code}`);
  const came = async (kind: WebhookRecord['kind']): Promise<WebhookRecord[]> =>
    await office.system.installation.store.listWebhooks({ limit: 500, connection: 'email', kind });
  const asides = async (why: string): Promise<number> =>
    (await office.system.installation.store.listRefusals({ limit: 500, connection: 'email' })).filter(
      (one) => one.why === why,
    ).length;
  const isOpen = async (id: string): Promise<boolean> =>
    (await ticketsOf(office.system.url)).some((ticket) => ticket.id === id && ticket.status === 'open');
  const reopened = async (id: string): Promise<boolean> =>
    await eventually('the ticket to be open again', async () => await isOpen(id), 30_000);
  const bounce = (original: string, status: string, action = 'failed'): string =>
    [
      ...[
        'From: MAILER-DAEMON@mail.example.org',
        `To: ${avisos}`,
        'Subject: Undelivered',
        'MIME-Version: 1.0',
      ],
      ...[`Message-ID: <${Date.now()}.${status}.${action}@mail.example.org>`, 'Auto-Submitted: auto-replied'],
      'Content-Type: multipart/report; report-type=delivery-status; boundary=edge\r\n',
      '--edge\r\nContent-Type: text/plain\r\n\r\nIt could not be handed over.',
      `--edge\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\nFinal-Recipient: rfc822; x@example.org\r\nAction: ${action}\r\nStatus: ${status}`,
      `--edge\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${original}\r\n\r\n--edge--\r\n`,
    ].join('\r\n');

  test('closed, told by e-mail, answered with 1: the ticket is open again, and that is told in the same thread', async () => {
    const { person, id, code, notice } = await withNotice('ana', 1);
    const answer = await person.answer(notice, '1');
    await reopened(id);
    const told = await person.got(/reabrir|reabiert/, 30_000);
    expect(told).toMatchObject({ inReplyTo: answer, subject: notice.subject });
    expect(told.references).toContain(notice.references);
    expect(told.head('auto-submitted')).toBe('auto-replied');
    const { sends } = await eventually('the notice to be known as read', async () => {
      const found = await caseOf(code);
      return found.sends.some(({ state }) => state === 'read') && found;
    });
    expect(sends.filter(({ channel }) => channel === 'sms')).toEqual([]);
    expect(await seenInMailbox(server.imapPort, 'avisos', 'office', answer)).toBe(true);
  }, 120_000);

  test('a question is talked about, about that case, in one conversation over several letters', async () => {
    const { person, code, notice } = await withNotice('bea', 2);
    const before = (await person.letters()).length;
    await person.answer(notice, '¿Pueden decirme cómo está mi aviso?');
    const next = async (count: number): Promise<Letter> =>
      await eventually('the next answer', async () => (await person.letters())[before + count - 1], 40_000);
    const first = await next(1);
    expect(first.text).toMatch(/inteligencia artificial|asistente automático/i);
    expect(first.subject).toBe(notice.subject);
    await person.answer(first, 'Quiero avisar de otra farola apagada, en la calle del Tilo 200');
    const second = await next(2);
    expect(second.text).not.toMatch(/inteligencia artificial|asistente automático/i);
    expect(second.inReplyTo).not.toBe(first.inReplyTo);
    expect((await came('message')).filter(({ payload }) => payload?.['about'] === code)).toHaveLength(2);
    expect(
      new Set(
        (await came('message'))
          .filter(({ payload }) => payload?.['about'] === code)
          .map(({ recordId }) => recordId),
      ).size,
    ).toBe(1);
  }, 120_000);

  test('it bounces: the next rung tells them, and operators read why; being late changes nothing', async () => {
    const { from, person, code, notice } = await withNotice('carla', 3);
    await person.post(bounce(notice.id, '4.2.0', 'delayed'));
    await person.post(bounce('<0123456789abcdef0123456789abcdef01234567@villanueva.example>', '5.1.1'));
    await eventually('the forged one to be set aside', async () => (await asides('not-ours')) > 0);
    expect(office.textsOf(from)).toEqual([]);
    await person.post(bounce(notice.id, '5.1.1'));
    expect(await office.got(from, /Responda 1/)).toContain(code);
    const { sends } = await caseOf(code);
    expect(sends).toMatchObject([
      { channel: 'email', state: 'failed', error: 'bounced: there is no such mailbox (5.1.1)' },
      { channel: 'sms' },
    ]);
  }, 120_000);

  test('a letter that is read twice has one effect', async () => {
    const { person, id, notice } = await withNotice('dora', 4);
    await person.answer(notice, '1');
    await reopened(id);
    const before = await came('message');
    const { store } = office.system.installation;
    // Another name of the same mailbox: whoever reads it has read nothing yet.
    const again = new MailReader({
      server: {
        ...{ host: '127.0.0.1', port: server.imapPort, secure: false, isLoopback: true },
        auth: { user: 'avisos', pass: 'office' },
      },
      ...{
        store,
        secret: office.system.config.secret,
        log: createLog('test', 'silent'),
        wake: () => undefined,
      },
    });
    again.start();
    await eventually('every letter to be read again', async () =>
      (await came('message')).every(({ eventId, times }) =>
        before.some((one) => one.eventId === eventId && times > one.times),
      ),
    );
    await again.stop();
    expect(await came('message')).toHaveLength(before.length);
    const reopenings = (
      await request<{ items: { verb: string; recordId?: string }[] }>(`${office.system.url}/api/cases`)
    ).items;
    expect(
      reopenings.filter(({ verb, recordId }) => verb === 'reopenTicket' && recordId === id),
    ).toHaveLength(1);
  }, 120_000);

  test('a holiday answer, a stranger, and a letter of nobody we know change nothing', async () => {
    const { person, id, notice } = await withNotice('eva', 5);
    const letters = (await person.letters()).length;
    const [strangers, unknown] = [await asides('other-sender'), await asides('not-ours')];
    const automatic = await person.answer(notice, '1', { 'Auto-Submitted': 'auto-replied' });
    const stranger = mailPerson(server, 'ines', avisos);
    await stranger.answer(notice, '1');
    await person.answer({ ...notice, id: '<x@example.org>', references: '' }, '1');
    await eventually(
      'both to be set aside',
      async () => (await asides('other-sender')) > strangers && (await asides('not-ours')) > unknown,
    );
    await eventually(
      'the holiday answer to be marked',
      async () => await seenInMailbox(server.imapPort, 'avisos', 'office', automatic),
    );
    expect(await isOpen(id)).toBe(false);
    expect(await person.letters()).toHaveLength(letters);
    expect(await stranger.letters()).toEqual([]);
    expect((await came('message')).filter(({ payload }) => payload?.['from'] === person.address)).toEqual([]);
  }, 120_000);

  test('what is too long, or is no letter, is set aside, and what comes behind it is read', async () => {
    const { person, id, notice } = await withNotice('flora', 6);
    const [long, broken] = [await asides('too-large'), await asides('unreadable')];
    const picture = `--edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${'iVBORw0K'.repeat(10).concat('\r\n').repeat(2000)}`;
    const words = '--edge\r\nContent-Type: text/plain\r\n\r\nhola\r\n';
    const heads = (count: number): string =>
      `From: ${person.address}\r\nTo: ${avisos}\r\nMessage-ID: <big-${count}@example.org>\r\nIn-Reply-To: ${notice.id}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n`;
    await person.post(`${heads(1)}${picture}\r\n${words}--edge--\r\n`);
    await person.post(`From: a@example.org, b@example.org\r\nIn-Reply-To: ${notice.id}\r\n\r\n1`);
    await person.post(`X: ${'y'.repeat(200_000)}\r\n\r\n1`);
    await person.answer(notice, '1');
    await reopened(id);
    await eventually(
      'each to be told',
      async () => (await asides('too-large')) > long && (await asides('unreadable')) > broken,
    );
    // With its words first a long letter is read as far as they go.
    await person.post(`${heads(2)}${words}${picture}\r\n--edge--\r\n`);
    await eventually('the words before a picture', async () =>
      (await came('message')).some(
        ({ payload }) => payload?.['from'] === person.address && payload['text'] === 'hola',
      ),
    );
  }, 120_000);

  test('the mailbox is away and comes back: what came meanwhile is read', async () => {
    const { person, id, notice } = await withNotice('gala', 7);
    for (const how of ['refuse', 'silent'] as const) {
      line.cut(how);
      if (how === 'refuse') await person.answer(notice, '1');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(await isOpen(id)).toBe(false);
    }
    line.mend();
    await reopened(id);
  }, 120_000);

  test('BAJA by e-mail ends e-mail, by an answer or by the button of their program; the ladder goes on without it', async () => {
    const { from, person, id } = await withTicket('hilda', 8);
    await deed(office.system.url, id, 'comment', 'Lo miramos mañana');
    const notice = await person.got(/Lo miramos mañana/);
    const [, subject = ''] = /subject=([^>]+)>/.exec(notice.head('list-unsubscribe')) ?? [];
    await person.post(
      `From: ${person.address}\r\nTo: ${avisos}\r\nSubject: ${decodeURIComponent(subject)}\r\nMessage-ID: <off@example.org>\r\n\r\nThis message was automatically generated.`,
    );
    await person.got(/no le escribiremos más/, 30_000);
    await eventually('the wish to be kept', async () => {
      const { config, installation } = office.system;
      return (await installation.store.reach.optedOut(addressKey(config.secret, person.address))).includes(
        'email',
      );
    });
    const letters = (await person.letters()).length;
    await deed(office.system.url, id, 'comment', 'Ya está el repuesto');
    await office.got(from, /Ya está el repuesto/);
    expect(await person.letters()).toHaveLength(letters);
    // Who answers once more that they want them again gets them again.
    await person.answer(notice, 'alta');
    await person.got(/volverá a recibir/, 30_000);
  }, 120_000);
});
