import { readMailSettings } from '../../../src/channels/email/settings';
import { UsageError } from '../../../src/errors';

const RECADO_MAIL_FROM = 'Ayuntamiento <avisos@example.org>';
const read = (RECADO_SMTP_URL: string, from: string | undefined = RECADO_MAIL_FROM) =>
  readMailSettings({ RECADO_SMTP_URL, RECADO_MAIL_FROM: from });

test('settings are read, and none are needed', () => {
  expect(readMailSettings({})).toBeUndefined();
  expect(readMailSettings({ RECADO_MAIL_FROM })).toBeUndefined();
  expect(read('smtps://us%40example.org:p%3Aw@mail.example.org')).toEqual({
    ...{ host: 'mail.example.org', port: 465, secure: true, isLoopback: false },
    auth: { user: 'us@example.org', pass: 'p:w' },
    from: { name: 'Ayuntamiento', address: 'avisos@example.org' },
  });
  expect(read('smtp://mail.example.org/')).toMatchObject({ port: 587, secure: false, auth: undefined });
  expect(read('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525, isLoopback: true });
});

test('the mailbox of answers is read, and none is needed', () => {
  const RECADO_SMTP_URL = 'smtps://us:p@mail.example.org';
  expect(readMailSettings({ RECADO_SMTP_URL, RECADO_MAIL_FROM })?.mailbox).toBeUndefined();
  const mailboxOf = (RECADO_IMAP_URL: string) =>
    readMailSettings({ RECADO_SMTP_URL, RECADO_MAIL_FROM, RECADO_IMAP_URL })?.mailbox;
  expect(mailboxOf('imaps://us%40example.org:p%3Aw@mail.example.org')).toEqual({
    ...{ host: 'mail.example.org', port: 993, secure: true, isLoopback: false },
    auth: { user: 'us@example.org', pass: 'p:w' },
  });
  expect(mailboxOf('imap://us:p@localhost/')).toMatchObject({ port: 143, secure: false, isLoopback: true });
});

test.each([
  ['another protocol', { RECADO_IMAP_URL: 'smtps://us:secret-word@mail.example.org' }],
  ['no login', { RECADO_IMAP_URL: 'imaps://mail.example.org' }],
  ['half a login', { RECADO_IMAP_URL: 'imaps://secret-word@mail.example.org' }],
  ['certificates switched off', { RECADO_IMAP_URL: 'imaps://us:secret-word@x.org?rejectUnauthorized=false' }],
  ['a folder', { RECADO_IMAP_URL: 'imaps://us:secret-word@x.org/Answers' }],
  ['nobody who could answer', { RECADO_IMAP_URL: 'imaps://us:secret-word@x.org', RECADO_SMTP_URL: '' }],
])('a mailbox with %s is refused, by its name and never by its value', (_, env) => {
  const RECADO_SMTP_URL = 'smtps://us:p@mail.example.org';
  let thrown: unknown;
  try {
    readMailSettings({ RECADO_SMTP_URL, RECADO_MAIL_FROM, ...env });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { message, fix } = thrown as UsageError;
  expect(message).toContain('RECADO_IMAP_URL');
  expect(`${message}${fix}`).not.toContain('secret-word');
});

test.each([
  ['avisos@example.org', { name: '', address: 'avisos@example.org' }],
  ['<avisos@example.org>', { name: '', address: 'avisos@example.org' }],
  ['"Peñíscola, Ayto." <avisos@example.org>', { name: 'Peñíscola, Ayto.', address: 'avisos@example.org' }],
])('a sender is read: %s', (from, expected) => {
  expect(read('smtp://127.0.0.1:25', from)?.from).toEqual(expected);
});

test.each([
  ['no sender', 'smtp://us:secret-word@mail.example.org', '', 'RECADO_MAIL_FROM'],
  ['a sender that is none', 'smtp://us:secret-word@mail.example.org', 'Ayuntamiento', 'RECADO_MAIL_FROM'],
  [
    'a sender with a header behind it',
    'smtp://us:secret-word@mail.example.org',
    'A\r\nBcc: eve@example.org <avisos@example.org>',
    'RECADO_MAIL_FROM',
  ],
  ['another protocol', 'imap://us:secret-word@mail.example.org', RECADO_MAIL_FROM, 'RECADO_SMTP_URL'],
  [
    'certificates switched off',
    'smtps://us:secret-word@mail.example.org?tls.rejectUnauthorized=false',
    RECADO_MAIL_FROM,
    'RECADO_SMTP_URL',
  ],
  ['a path', 'smtps://us:secret-word@mail.example.org/inbox', RECADO_MAIL_FROM, 'RECADO_SMTP_URL'],
  ['half a login', 'smtps://secret-word@mail.example.org', RECADO_MAIL_FROM, 'RECADO_SMTP_URL'],
  [
    'a login that cannot be decoded',
    'smtps://us:secret-word%zz@mail.example.org',
    RECADO_MAIL_FROM,
    'RECADO_SMTP_URL',
  ],
  ['no address', 'mail.example.org secret-word', RECADO_MAIL_FROM, 'RECADO_SMTP_URL'],
])('%s is refused, by its name and never by its value', (_, url, from, name) => {
  let thrown: unknown;
  try {
    read(url, from);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { message, fix } = thrown as UsageError;
  expect(message).toContain(name);
  expect(`${message}${fix}`).not.toContain('secret-word');
});
