/** E-mail: whether its server answers, takes our name and password, and speaks TLS. Nothing is sent. */
import { createTransport } from 'nodemailer';
import { transportOptions } from '../../channels/email/email';
import { type Check, ok, type Patient, warn } from './check';

const reachMs = 4000;

/** Looks at it; without a server there is no e-mail, which is no fault. */
export async function checkMail({ config }: Patient): Promise<Check[]> {
  if (!config) return [];
  const { mail } = config;
  if (!mail) return [ok('e-mail', 'not connected; docs/messages.md says how')];
  const place = `${mail.host}:${mail.port}`;
  const transport = createTransport(transportOptions(mail, { connectMs: reachMs, answerMs: reachMs }));
  try {
    await transport.verify();
    return [ok('e-mail', `${place}, from ${mail.from.address}`)];
  } catch (error) {
    const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
    // Its own words may quote the password that was tried.
    const why =
      typeof responseCode === 'number' ? `answers ${responseCode}` : `cannot be reached (${String(code)})`;
    return [
      warn(
        'e-mail',
        `${place} ${why}`,
        code === 'EAUTH'
          ? 'Correct name and password in RECADO_SMTP_URL; both are percent-encoded.'
          : 'Correct RECADO_SMTP_URL: smtps:// for TLS from the start (465), smtp:// for STARTTLS (587).',
      ),
    ];
  } finally {
    transport.close();
  }
}
