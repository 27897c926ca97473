/** E-mail: whether its servers answer, take our names and passwords, and speak TLS. Nothing is sent, and nothing is read. */
import { createTransport } from 'nodemailer';
import { transportOptions } from '../../channels/email/email';
import { mailboxFault, openMailbox } from '../../channels/email/mailbox';
import type { MailboxServer, MailSettings } from '../../channels/email/settings';
import { type Check, ok, type Patient, warn } from './check';

const reachMs = 4000;

/** Looks at it; without a server there is no e-mail, which is no fault. */
export async function checkMail({ config }: Patient): Promise<Check[]> {
  if (!config) return [];
  const { mail } = config;
  if (!mail) return [ok('e-mail', 'not connected; docs/messages.md says how')];
  return await Promise.all([checkSending(mail), checkMailbox(mail.mailbox)]);
}

async function checkMailbox(server: MailboxServer | undefined): Promise<Check> {
  if (!server) return ok('answers by e-mail', 'nobody reads them; docs/messages.md says how');
  const place = `${server.host}:${server.port}`;
  const patience = { connectMs: reachMs, answerMs: reachMs };
  try {
    const mailbox = await openMailbox(server, {}, patience);
    mailbox.close();
    return ok('answers by e-mail', `${place}, INBOX`);
  } catch (error) {
    const { isLogin, why } = mailboxFault(error);
    return warn(
      'answers by e-mail',
      `${place} ${why}`,
      isLogin
        ? 'Correct name and password in RECADO_IMAP_URL; both are percent-encoded. Many providers want a password made for programs.'
        : 'Correct RECADO_IMAP_URL: imaps:// for TLS from the start (993), imap:// for STARTTLS (143).',
    );
  }
}

async function checkSending(mail: MailSettings): Promise<Check> {
  const place = `${mail.host}:${mail.port}`;
  const transport = createTransport(transportOptions(mail, { connectMs: reachMs, answerMs: reachMs }));
  try {
    await transport.verify();
    return ok('e-mail', `${place}, from ${mail.from.address}`);
  } catch (error) {
    const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
    // Its own words may quote the password that was tried.
    const why =
      typeof responseCode === 'number' ? `answers ${responseCode}` : `cannot be reached (${String(code)})`;
    return warn(
      'e-mail',
      `${place} ${why}`,
      code === 'EAUTH'
        ? 'Correct name and password in RECADO_SMTP_URL; both are percent-encoded.'
        : 'Correct RECADO_SMTP_URL: smtps:// for TLS from the start (465), smtp:// for STARTTLS (587).',
    );
  } finally {
    transport.close();
  }
}
