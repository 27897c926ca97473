/**
 * SMS and WhatsApp through Twilio's Messages resource. Creation class `none`: Twilio takes no key. The key of a message
 * stands in the address of its status callback, so that a receipt is matched though the answer of the create was lost;
 * and `find` looks among what went to that number. Throws `ConnectorError`.
 */
import twilio from 'twilio';
import { z } from 'zod';
import { ConnectorError, UsageError } from '../../errors';
import type { RefusedSend, Sent } from '../channel';
import { isThrottling, refusalOfCode } from './message-codes';
import { type MessageStatus, messageStates, messageStatuses } from './message-status';
import { RestTransport, TwilioRefusal } from './rest-transport';
import type { TwilioSettings } from './settings';

/** What carries a message. */
export type MessageCarrier = 'sms' | 'whatsapp';

/** A message to be sent. */
export interface OutboundMessage {
  carrier: MessageCarrier;
  /** E.164. */
  to: string;
  /** An approved template by its SID (`HX…`), or free text of at most 1,600 characters. */
  content: { text: string } | { contentSid: string; variables: Record<string, string> };
  /** Hears how it fares; bears our key. */
  statusUrl: string;
}

/** A message that may have gone out. */
export interface SoughtMessage extends Pick<OutboundMessage, 'carrier' | 'to' | 'content'> {
  /** When it was first tried. */
  sentAfter: Date;
}

/** The API of one account. */
export interface TwilioMessages {
  send(message: OutboundMessage): Promise<Sent | RefusedSend>;
  /** The newest message of ours to that number with that content; undefined where there is none. */
  find(sought: SoughtMessage): Promise<Sent | RefusedSend | undefined>;
  /** How a message fares now. Throws `missing` where Twilio knows it no more. */
  read(messageSid: string): Promise<Sent | RefusedSend>;
}

/** As the `twilio` package hands it over. */
const resource = z.object({
  sid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  status: z.string(),
  direction: z.string().nullish(),
  body: z.string().nullish(),
  errorCode: z.number().nullish(),
  numSegments: z.string().nullish(),
  price: z.string().nullish(),
  priceUnit: z.string().nullish(),
  dateCreated: z.date().nullish(),
});
type Resource = z.infer<typeof resource>;

/** Clocks differ, and Twilio's instants are whole seconds. */
const clockSlackMs = 5_000;
/** Far more than one person is sent between a try and the look after it. */
const mostLookedAt = 400;

/** Opens it. @param timeoutMs - of one request with its whole answer; default 5 s */
export function createTwilioMessages(
  settings: Omit<TwilioSettings, 'publicUrl' | 'from'>,
  { timeoutMs = 5000 }: { timeoutMs?: number } = {},
): TwilioMessages {
  const { messages } = twilio(settings.accountSid, settings.authToken, {
    autoRetry: false,
    httpClient: new RestTransport({ baseUrl: settings.apiBaseUrl, timeoutMs }),
  });
  return {
    async send({ carrier, to, content, statusUrl }) {
      const fields = { ...senderOf(carrier, settings), ...contentOf(content), statusCallback: statusUrl };
      try {
        return toSent(parsed(await messages.create({ to: addressOf(carrier, to), ...fields }), 'unknown'));
      } catch (error) {
        return refusalOf(error);
      }
    },
    async find({ carrier, to, content, sentAfter }) {
      const since = new Date(sentAfter.getTime() - clockSlackMs);
      const of = { to: addressOf(carrier, to), pageSize: 100 };
      // What waits in a queue has no DateSent yet, and a filter by it would hide what is about to go out.
      const lists = [
        await messages.list({ ...of, limit: 100 }),
        await messages.list({ ...of, dateSentAfter: since, limit: mostLookedAt }),
      ];
      const found = lists
        .flat()
        .map((one) => parsed(one, 'not-done'))
        .find((one) => isFrom(one, since) && isSame(one.body ?? '', content));
      return found && toSent(found);
    },
    async read(messageSid) {
      if (!/^(SM|MM)[0-9a-fA-F]{32}$/.test(messageSid)) {
        throw new ConnectorError('twilio', 'missing', 'twilio was not asked: that is no SID of a message');
      }
      return toSent(parsed(await messages(messageSid).fetch(), 'not-done'));
    },
  };
}

const addressOf = (carrier: MessageCarrier, number: string): string =>
  carrier === 'whatsapp' ? `whatsapp:${number}` : number;

function senderOf(
  carrier: MessageCarrier,
  {
    smsFrom,
    whatsappFrom,
    messagingServiceSid,
  }: Pick<TwilioSettings, 'smsFrom' | 'whatsappFrom' | 'messagingServiceSid'>,
): { from: string } | { messagingServiceSid: string } {
  const from = carrier === 'whatsapp' ? whatsappFrom : smsFrom;
  if (from !== undefined) return { from: addressOf(carrier, from) };
  if (messagingServiceSid !== undefined) return { messagingServiceSid };
  throw new UsageError(
    `There is no sender for ${carrier === 'whatsapp' ? 'WhatsApp' : 'SMS'}.`,
    `Set ${carrier === 'whatsapp' ? 'TWILIO_WHATSAPP_FROM' : 'TWILIO_SMS_FROM'} or TWILIO_MESSAGING_SERVICE_SID.`,
  );
}

const contentOf = (content: OutboundMessage['content']) =>
  'text' in content
    ? { body: content.text }
    : { contentSid: content.contentSid, contentVariables: JSON.stringify(content.variables) };

const isFrom = ({ direction, dateCreated }: Resource, since: Date): boolean =>
  direction?.startsWith('outbound') === true && dateCreated != null && dateCreated >= since;

/** Accounts on trial write something before a text; what a template became is known by what was put into it. */
const isSame = (body: string, content: OutboundMessage['content']): boolean =>
  'text' in content
    ? body.trim().endsWith(content.text.trim())
    : Object.values(content.variables).every((value) => body.includes(value));

/** Undefined for a message that will not arrive. */
function sentState(status: string): Sent['state'] | undefined {
  const state = messageStatuses.some((known) => known === status)
    ? messageStates[status as MessageStatus]
    : 'failed';
  if (state === 'failed') return undefined;
  return state === 'read' ? 'delivered' : state;
}

function toSent({ sid, status, errorCode, numSegments, price, priceUnit }: Resource): Sent | RefusedSend {
  const state = sentState(status);
  if (state === undefined) {
    const detail = `twilio says ${status.slice(0, 40)}${errorCode ? `, code ${errorCode}` : ''}`;
    return { refused: (errorCode && refusalOfCode(errorCode)) || 'unreachable', detail };
  }
  const segments = Number(numSegments ?? 0);
  return {
    providerId: sid,
    state,
    ...(price && priceUnit
      ? {
          cost: {
            micros: Math.round(Math.abs(Number(price)) * 1_000_000),
            currency: priceUnit.toUpperCase(),
          },
        }
      : {}),
    // A messaging service says 0 until it has chosen a sender.
    ...(segments > 0 ? { segments } : {}),
  };
}

/** A refusal of this person as a result; everything else is thrown. */
function refusalOf(error: unknown): RefusedSend {
  if (!(error instanceof TwilioRefusal)) throw error;
  const { code, message, retryAfterMs, cause } = error;
  const refused = refusalOfCode(code);
  if (refused) return { refused, detail: `twilio refused it, code ${code}` };
  if (!isThrottling(code)) throw error;
  throw new ConnectorError('twilio', 'throttled', message, { retryAfterMs, cause, outcome: 'not-done' });
}

function parsed(answer: unknown, outcome: 'unknown' | 'not-done'): Resource {
  const found = resource.safeParse(answer);
  if (found.success) return found.data;
  throw new ConnectorError('twilio', 'malformed', 'twilio answered in an unknown shape', { outcome });
}
