/** Letters, read: whose they are, what they answer, and which of them nobody wrote. */
import fc from 'fast-check';
import { readLetter } from '../../../src/channels/email/incoming';
import { answerHeads, letterOf, ours, partsOf, reportOf, reports } from './letters';

test('an answer: sender, words, and the letters it answers, the newest first', async () => {
  const letter = await readLetter(
    letterOf(answerHeads(), '1\n\nOn Mon, Nov 23 2026 Town Hall wrote:\n> It is closed.'),
  );
  expect(letter).toMatchObject({
    ...{ from: 'ana@example.org', words: '1', media: 0, letterId: '<answer-1@example.org>' },
    answers: [ours, '<case.X@villanueva.example>'],
  });
  expect(letter).not.toHaveProperty('automatic');
  expect(letter).not.toHaveProperty('bounce');
});

test('the same letter has the same key, another one another, with and without a Message-ID', async () => {
  const keyOf = async (heads: Record<string, string>, body: string): Promise<string> =>
    (await readLetter(letterOf(heads, body))).key;
  const { 'Message-ID': _id, ...without } = answerHeads();
  const keys = await Promise.all([
    keyOf(answerHeads(), '1'),
    keyOf(answerHeads({ Received: 'by another' }), '1'),
    keyOf(without, '1'),
    keyOf(without, '2'),
    keyOf({ ...answerHeads(), 'Message-ID': '<answer-2@example.org>' }, '1'),
  ]);
  expect(keys[0]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(4);
});

test('accents arrive, whichever way they were written', async () => {
  const heads = answerHeads({
    'Content-Type': 'text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding': 'quoted-printable',
  });
  expect((await readLetter(letterOf(heads, 'S=ED, el ma=F1ana'))).words).toBe('Sí, el mañana');
  const base64 = answerHeads({ 'Content-Transfer-Encoding': 'base64' });
  const body = Buffer.from('à tarde, às 3').toString('base64');
  expect((await readLetter(letterOf(base64, body))).words).toBe('à tarde, às 3');
});

test.each([
  [
    'Gmail',
    '<div dir="ltr">Mejor el jueves &amp; no antes</div><br><div class="gmail_quote"><div class="gmail_attr">El lun escribió:<br></div><blockquote>Responda 1</blockquote></div>',
  ],
  [
    'Outlook',
    '<html><head><style>p {color: red}</style></head><body><div>Mejor el jueves &#38; no antes</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">De: Ayuntamiento</div>Responda 1</body></html>',
  ],
  [
    'Outlook for Windows',
    '<p>Mejor el jueves &amp;&nbsp;no antes</p><div><p><b>De:</b> Ayuntamiento<br><b>Enviado el:</b> lunes 23<br><b>Para:</b> Ana</p></div><p>Responda 1</p>',
  ],
  [
    'Apple',
    '<body>Mejor el jueves &amp; no antes<br><blockquote type="cite">El 23 escribió:<br>Responda 1</blockquote></body>',
  ],
  ['with a comment', '<!-- <p>3</p> --><p>Mejor el jueves<script>"3"</script> &amp; no antes</p>'],
])('HTML alone, as %s writes it, is their words', async (_, html) => {
  const heads = answerHeads({ 'Content-Type': 'text/html; charset=utf-8' });
  expect((await readLetter(letterOf(heads, html))).words).toBe('Mejor el jueves & no antes');
});

test('of a letter with a picture the words count, and the picture is counted', async () => {
  const picture =
    'Content-Type: image/png; name="x.png"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\niVBORw0KGgo=';
  const body = partsOf('edge', 'Content-Type: text/plain\n\nAqui esta la foto', picture);
  const heads = answerHeads({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=edge' });
  const whole = letterOf(heads, body);
  expect(await readLetter(whole)).toMatchObject({ words: 'Aqui esta la foto', media: 1 });
  // The beginning of a letter that is too long to be downloaded.
  expect(await readLetter(whole.subarray(0, whole.length - 60))).toMatchObject({
    words: 'Aqui esta la foto',
  });
});

test.each([
  ['a holiday answer', { 'Auto-Submitted': 'auto-replied' }],
  ['one of Exchange', { 'X-MS-Exchange-Generated-Message-Source': 'Mailbox Rules Agent' }],
  ['one of an old server', { 'X-Autoreply': 'yes' }],
  ['one of another old server', { Precedence: 'auto_reply' }],
  ['a list', { Precedence: 'list' }],
  ['a report that is none we know', { 'Return-Path': '<>' }],
  ['a newsletter', { 'List-Unsubscribe': '<mailto:x@example.org>' }],
  [
    'a receipt of reading',
    { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=x' },
  ],
  ['nobody', { From: 'No-Reply <no-reply@example.org>' }],
  ['a subject in Spanish', { Subject: 'Respuesta automática: Su solicitud' }],
  ['a subject in Portuguese', { Subject: 'Resposta automática: Sua solicitação' }],
  ['a subject in English', { Subject: 'Automatic reply: Your request' }],
] as [string, Record<string, string>][])('%s is nobody’s words', async (_, more) => {
  expect(await readLetter(letterOf(answerHeads(more), 'Vuelvo el 3.'))).toHaveProperty('automatic');
});

test('"Auto-Submitted: no" is a person', async () => {
  expect(await readLetter(letterOf(answerHeads({ 'Auto-Submitted': 'no' }), '1'))).not.toHaveProperty(
    'automatic',
  );
});

test.each([
  ['Postfix', reports.postfix(), 'bounced: there is no such mailbox (5.1.1)'],
  ['Exchange', reports.exchange(), 'bounced: the mailbox is full (5.2.2)'],
  ['Gmail, after days of trying', reports.gmail(), 'bounced: their server could not be reached (4.4.1)'],
  ['a server that returns nothing', reports.bare(), 'bounced: their server refuses mail of ours (5.7.1)'],
  ['Postfix, with a status nobody knows', reports.postfix('5.9.9'), 'bounced: it was given back (5.9.9)'],
])('a report of %s: it failed, why, and which letter; no address is told', async (_, bytes, reason) => {
  const { bounce } = await readLetter(bytes);
  expect(bounce).toMatchObject({ outcome: 'failed', reason });
  expect(bounce?.letters).toContain(ours);
  expect(bounce?.reason).not.toMatch(/@|ana/);
});

test('a relay gave the letter another id: the head that bears ours is looked at too', async () => {
  const relayed = Buffer.from(reports.postfix())
    .toString()
    .replace(`Message-ID:\r\n ${ours}`, `Message-ID: <0100@relay.example>\r\nX-Recado-Letter: ${ours}`);
  const { bounce } = await readLetter(Buffer.from(relayed));
  expect(bounce?.letters).toEqual(['<0100@relay.example>', ours]);
});

test('what is late, delivered, or went on to others is no failure', async () => {
  for (const action of ['delayed', 'delivered', 'relayed', 'expanded'])
    expect((await readLetter(reports.postfix('4.0.0', action))).bounce).toMatchObject({ outcome: 'other' });
  const some =
    'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@x.org\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@x.org\nAction: delivered\nStatus: 2.0.0';
  const report = reportOf(some, `Content-Type: text/rfc822-headers\n\nMessage-ID: ${ours}`);
  expect((await readLetter(report)).bounce).toMatchObject({ outcome: 'other' });
});

test('a report that has lost its status says nothing', async () => {
  const report = reportOf('', `Content-Type: text/rfc822-headers\n\nMessage-ID: ${ours}`);
  expect((await readLetter(report)).bounce).toMatchObject({ outcome: 'other' });
  const broken = reportOf('Action failed\n\n: :\n\n', 'Content-Type: text/rfc822-headers\n\nMessage-ID');
  expect((await readLetter(broken)).bounce).toMatchObject({ outcome: 'other', letters: [] });
});

test.each([
  ['no sender', { From: '' }],
  ['two senders', { From: 'ana@example.org, eve@example.org' }],
  ['no address', { From: 'Ana' }],
])('a letter of %s has no sender', async (_, more) => {
  expect((await readLetter(letterOf(answerHeads(more), '1'))).from).toBeUndefined();
});

test('two heads that name a sender name none', async () => {
  const letter = Buffer.concat([Buffer.from('From: eve@example.org\r\n'), letterOf(answerHeads(), '1')]);
  expect((await readLetter(letter)).from).toBeUndefined();
});

test('a letter may name a thousand others: the newest and the oldest count, and none breaks a head', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => `<${at}@x.org>`);
  const { answers } = await readLetter(letterOf(answerHeads({ References: many.join(' ') }), '1'));
  expect(answers).toHaveLength(20);
  expect(answers).toEqual(expect.arrayContaining([ours, '<999@x.org>', '<0@x.org>']));
  const evil = await readLetter(letterOf(answerHeads({ References: '<a b@x.org> <a@x.org\u0000> <@' }), '1'));
  expect(evil.answers).toEqual([ours]);
});

test('whatever bytes come, reading ends in a letter or in an error, in time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      await readLetter(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
    }),
  );
  const html = answerHeads({ 'Content-Type': 'text/html' });
  const begun = performance.now();
  await readLetter(letterOf(answerHeads({ From: ','.repeat(100_000) }), '1')).catch(() => undefined);
  for (const body of [
    '<'.repeat(200_000),
    '<!--'.repeat(50_000),
    '<p class="'.repeat(20_000),
    '&'.repeat(200_000),
  ])
    await readLetter(letterOf(html, body)).catch(() => undefined);
  const deep = letterOf(
    answerHeads({ 'Content-Type': 'multipart/mixed; boundary=x' }),
    '--x\nContent-Type: multipart/mixed; boundary=x\n\n'.repeat(2000),
  );
  await readLetter(deep).catch(() => undefined);
  expect(performance.now() - begun).toBeLessThan(20_000);
});
