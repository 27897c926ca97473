/** What lies in a person's mailbox, on a real mail server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../src/channels/channel';
import { createEmailChannel, type EmailChannel } from '../../../src/channels/email/email';
import { mailboxFault, openMailbox } from '../../../src/channels/email/mailbox';
import { readMailSettings } from '../../../src/channels/email/settings';
import { sendOnce } from '../../../src/channels/once';
import type { Language } from '../../../src/domain/language';
import { type GreenMail, greenMailIsMissing, startGreenMail } from '../../fakes/green-mail';
import { readMailbox } from '../../fakes/imap';

const missing = greenMailIsMissing();
if (missing) process.stderr.write(`e-mail: not tried against a real server, for ${missing}.\n`);

(missing ? describe.skip : describe)('a real mail server', () => {
  let server: GreenMail;
  const channels: EmailChannel[] = [];
  beforeAll(async () => {
    server = await startGreenMail([
      'ana:one@example.org',
      'luis:two@example.org',
      'bia:three@example.org',
      'eve:four@example.org',
    ]);
  }, 90_000);
  afterAll(async () => {
    for (const channel of channels) channel.close();
    await server?.stop();
  });

  function channelAt(address: string): EmailChannel {
    const settings = readMailSettings({
      RECADO_SMTP_URL: address,
      RECADO_MAIL_FROM: 'Ayuntamiento de Peñíscola <avisos@peniscola.example>',
    });
    if (!settings) throw new Error('no settings');
    const channel = createEmailChannel({ ...settings, secret: 'test' }, { connectMs: 5000, answerMs: 5000 });
    channels.push(channel);
    return channel;
  }
  const plain = (): EmailChannel => channelAt(`smtp://ana:one@127.0.0.1:${server.smtpPort}`);
  const messageTo = (email: string, over: Partial<Message> = {}): Message => ({
    ...{ id: 'outreach/4KX-7QD/1', code: '4KX-7QD', to: { name: 'Ana', email }, language: 'es' },
    ...{
      text: '4KX-7QD: su cita es mañana a las 9, con la señora Núñez <3ª planta>.',
      at: '2026-11-22T09:00:00.000Z',
    },
    ...over,
  });
  async function lettersOf(user: string, password: string, count: number): Promise<string[]> {
    for (let tries = 0; tries < 50; tries += 1) {
      const letters = await readMailbox(server.imapPort, user, password);
      if (letters.length >= count) return letters;
      await sleep(100);
    }
    return await readMailbox(server.imapPort, user, password);
  }

  test('the letter is whole: accents, headers, one thread, no name that was only said', async () => {
    expect(await plain().send(messageTo('ana@example.org'))).toMatchObject({ state: 'accepted' });
    const [letter = ''] = await lettersOf('ana', 'one', 1);
    const head = headersOf(letter);
    expect(head).toMatchObject({
      from: 'Ayuntamiento de Peñíscola <avisos@peniscola.example>',
      to: 'ana@example.org',
      subject: 'Su solicitud 4KX-7QD',
      date: 'Sun, 22 Nov 2026 09:00:00 +0000',
      'auto-submitted': 'auto-generated',
      'content-language': 'es',
      'in-reply-to': expect.stringMatching(/^<case\.4KX-7QD\.[0-9a-f]{40}@peniscola\.example>$/),
      references: head['in-reply-to'],
      'list-unsubscribe': '<mailto:avisos@peniscola.example?subject=BAJA%204KX-7QD>',
    });
    expect(head['message-id']).toMatch(/^<[0-9a-f]{40}@peniscola\.example>$/);
    expect(head['content-type']).toMatch(/^multipart\/alternative/);
    const { text, html } = partsOf(letter);
    expect(text).toBe(
      '4KX-7QD: su cita es mañana a las 9, con la señora Núñez <3ª planta>.\r\n\r\nEste mensaje se ha enviado automáticamente.\r\n',
    );
    expect(html).toContain('la señora Núñez &lt;3ª planta&gt;.');
  });

  test.each([
    ['pt-BR', 'Sua solicitação 4KX-7QD', 'Amanhã às 9, à esquerda.', 'SAIR'],
    ['en', 'Your request 4KX-7QD', 'Tomorrow at 9 — naïve façade.', 'STOP'],
    ['es', 'Su solicitud 4KX-7QD', '¿Mañana? Sí: ñandú, pingüino.', 'BAJA'],
  ] as [Language, string, string, string][])(
    'in %s every letter arrives as it was meant',
    async (language, subject, text, word) => {
      const before = (await readMailbox(server.imapPort, 'bia', 'three')).length;
      const id = `outreach/4KX-7QD/${language}`;
      await plain().send(messageTo('bia@example.org', { id, language, text }));
      const letter = (await lettersOf('bia', 'three', before + 1)).at(-1) ?? '';
      expect(headersOf(letter)).toMatchObject({
        subject,
        'list-unsubscribe': expect.stringContaining(`subject=${word}%20`),
      });
      expect(partsOf(letter).text).toContain(text);
    },
  );

  test('sent twice by one process it is there once; by two it is there once by its Message-ID', async () => {
    const message = messageTo('luis@example.org', { id: 'outreach/4KX-7QD/twice' });
    const ours = sendOnce(plain());
    await Promise.all([ours.send(message), ours.send(message)]);
    await ours.send(message);
    expect(await lettersOf('luis', 'two', 1)).toHaveLength(1);
    await plain().send(message);
    const ids = (await lettersOf('luis', 'two', 2)).map((letter) => headersOf(letter)['message-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('a wrong password is said in our kinds, and nothing is sent', async () => {
    const channel = channelAt(`smtp://ana:wrong@127.0.0.1:${server.smtpPort}`);
    await expect(channel.send(messageTo('eve@example.org'))).rejects.toMatchObject({
      kind: 'unauthorized',
      outcome: 'not-done',
    });
    expect(await readMailbox(server.imapPort, 'eve', 'four')).toEqual([]);
  });

  test('a mailbox behind such a certificate is not opened, and no password is said', async () => {
    const auth = { user: 'ana', pass: 'one' };
    const behind = { host: '127.0.0.1', port: server.smtpsPort, secure: true, isLoopback: true, auth };
    const fault: unknown = await openMailbox(behind).catch((error: unknown) => error);
    expect(mailboxFault(fault)).toEqual({ isLogin: false, why: expect.stringMatching(/CERT|SIGNED|VERIFY/) });
  });

  test('a certificate that nobody vouches for gets no letter', async () => {
    const channel = channelAt(`smtps://ana:one@127.0.0.1:${server.smtpsPort}`);
    await expect(channel.send(messageTo('eve@example.org'))).rejects.toMatchObject({
      kind: 'unavailable',
      outcome: 'not-done',
    });
    expect(await readMailbox(server.imapPort, 'eve', 'four')).toEqual([]);
  });
});

/** Unfolded and decoded, by their names in small letters. */
function headersOf(letter: string): Record<string, string> {
  const [head = ''] = letter.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), decodedWords(line.slice(at + 1).trim())];
    }),
  );
}

const decodedWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, way: string, words: string) =>
      way.toLowerCase() === 'b'
        ? Buffer.from(words, 'base64').toString()
        : quotedPrintable(words.replaceAll('_', ' ')),
    );

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();

/** The two parts, decoded. */
function partsOf(letter: string): { text: string; html: string } {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(letter) ?? [];
  const [text = '', html = ''] = letter
    .split(`--${boundary}`)
    .slice(1)
    .map((part) => {
      const at = part.indexOf('\r\n\r\n');
      const [head, body] = [part.slice(0, at), part.slice(at + 4).replace(/\r\n$/, '')];
      if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
      return /quoted-printable/i.test(head) ? quotedPrintable(body) : body;
    });
  return { text, html };
}
