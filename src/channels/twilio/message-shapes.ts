/**
 * What Twilio posts about messages, and what we make of it. Fields we do not know are let through and forgotten; sizes
 * are bounded. Numbers and words in here are personal data.
 */
import { z } from 'zod';
import { refusalOfCode } from './message-codes';
import { messageStates, messageStatuses, type ReceiptState } from './message-status';

const messageSid = z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/);
const optional = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => value.trim() || undefined)
    .optional();

/** How one of our messages fares. */
export const messageReceipt = z
  .looseObject({
    MessageSid: messageSid,
    MessageStatus: z.enum(messageStatuses),
    ErrorCode: z
      .string()
      .regex(/^\d{0,6}$/)
      .transform(Number)
      .optional(),
  })
  .transform(({ MessageSid, MessageStatus, ErrorCode }) => ({
    messageSid: MessageSid,
    status: MessageStatus,
    state: messageStates[MessageStatus] as ReceiptState,
    ...(ErrorCode ? { errorCode: ErrorCode, refused: refusalOfCode(ErrorCode) } : {}),
  }));

const longestText = 4096;
const whatsapp = /^whatsapp:/;

/** What a person wrote to us. */
export const inboundMessage = z
  .looseObject({
    MessageSid: messageSid,
    From: z.string().trim().min(1).max(256),
    To: z.string().trim().min(1).max(256),
    // Larger than we keep: what somebody wrote is cut and not refused.
    Body: z.string().max(65_536).default(''),
    NumMedia: z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .optional(),
    ButtonPayload: optional(256),
    ListId: optional(256),
    OriginalRepliedMessageSid: messageSid.optional().catch(undefined),
    OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
  })
  .transform((form) => ({
    messageSid: form.MessageSid,
    channel: whatsapp.test(form.From) ? ('whatsapp' as const) : ('sms' as const),
    /** E.164, or what the network shows in its place: a short code, a name. */
    from: form.From.replace(whatsapp, ''),
    to: form.To.replace(whatsapp, ''),
    text: cutText(form.Body),
    /** The payload of the button they pressed, as our template has it. */
    button: form.ButtonPayload ?? form.ListId,
    /** How many pictures, sounds or files came with it; they are not fetched. */
    media: form.NumMedia ?? 0,
    /** The message of ours that they answered by WhatsApp's own means. */
    repliesTo: form.OriginalRepliedMessageSid,
    /** What Twilio took it for, where it keeps the list of those who opted out. */
    optOut: form.OptOutType,
  }));
export type InboundMessage = z.infer<typeof inboundMessage>;

/** Whole characters; the database takes no zero byte and no half of a character. */
function cutText(text: string): string {
  const whole = Buffer.from(text, 'utf8').toString('utf8').replaceAll('\u0000', '');
  if (whole.length <= longestText) return whole;
  return whole.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '');
}
