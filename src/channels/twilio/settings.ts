/** What a Twilio account needs from the environment. */
import { z } from 'zod';
import { UsageError } from '../../errors';

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

/** An address without query, user or slash at its end. Plain http only to this machine, where the simulator is. */
const address = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (plain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) {
    // As it was written: Twilio signs its name in the letters it was given.
    return text.trim().replace(/\/+$/, '');
  }
  context.addIssue('an https address (http only for 127.0.0.1), without user, query or #');
  return z.NEVER;
});

const number = /^\+[1-9]\d{6,14}$/;

const environment = z.object({
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'AC followed by 32 hexadecimal digits'),
  TWILIO_AUTH_TOKEN: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{16,128}$/, 'the auth token of the console'),
  TWILIO_API_BASE_URL: address.optional(),
  RECADO_PUBLIC_URL: address,
  TWILIO_FROM: z.string().regex(number, 'a number of the account like +34910000000').optional(),
  // Networks also show short codes and names of up to eleven letters; to a name nobody can answer.
  TWILIO_SMS_FROM: z
    .string()
    .trim()
    .regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      'a number like +34600000000, a short code, or a name of at most 11 letters and digits',
    )
    .optional(),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .trim()
    .transform((text) => text.replace(/^whatsapp:/, ''))
    .pipe(z.string().regex(number, 'the number of a WhatsApp sender like whatsapp:+34600000000'))
    .optional(),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .trim()
    .regex(/^MG[0-9a-fA-F]{32}$/, 'MG followed by 32 hexadecimal digits')
    .optional(),
});

/** One Twilio account, and how Twilio reaches us. */
export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** Where requests go instead of api.twilio.com: the simulator. */
  apiBaseUrl: string | undefined;
  /**
   * What stands before the path of a request as this gateway receives it: scheme, host, and the prefix a proxy takes
   * off. Twilio signs the address it called, so this must be exactly what its console or our TwiML says.
   */
  publicUrl: string;
  /** E.164; what outbound calls show. Absent where none are made. */
  from: string | undefined;
  /** Who sends SMS: E.164, a short code or a name. */
  smsFrom: string | undefined;
  /** Who sends WhatsApp messages: E.164, without `whatsapp:`. */
  whatsappFrom: string | undefined;
  /** `MG…`: a pool of senders that Twilio chooses from, where the one above is not set. */
  messagingServiceSid: string | undefined;
}

/** Reads the settings; undefined where neither SID nor token is set. Throws `UsageError` naming the variable. */
export function readTwilioSettings(env: NodeJS.ProcessEnv = process.env): TwilioSettings | undefined {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  if (!given['TWILIO_ACCOUNT_SID'] && !given['TWILIO_AUTH_TOKEN']) return undefined;
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join('.') ?? '';
    const missing = given[name] === undefined;
    // Never the value: it may be the token.
    throw new UsageError(
      missing
        ? `${name} is not set, and Twilio needs it.`
        : `${name} cannot be used: it must be ${issue?.message}.`,
      name === 'RECADO_PUBLIC_URL'
        ? 'Set RECADO_PUBLIC_URL to the https address at which Twilio reaches this gateway.'
        : `Set ${name} as Twilio’s console shows it, or unset TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.`,
    );
  }
  const e = parsed.data;
  return {
    accountSid: e.TWILIO_ACCOUNT_SID,
    authToken: e.TWILIO_AUTH_TOKEN,
    apiBaseUrl: e.TWILIO_API_BASE_URL,
    publicUrl: e.RECADO_PUBLIC_URL,
    from: e.TWILIO_FROM,
    smsFrom: e.TWILIO_SMS_FROM,
    whatsappFrom: e.TWILIO_WHATSAPP_FROM,
    messagingServiceSid: e.TWILIO_MESSAGING_SERVICE_SID,
  };
}
