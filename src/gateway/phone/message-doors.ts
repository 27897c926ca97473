/**
 * Twilio's doors for messages: how ours fare, and what people write to us. Signed, written down, then answered, in that
 * order; so what was answered is never lost. What becomes of it is the forwarder's.
 *
 * Twilio's idempotency token is not signed, so it decides nothing: a receipt is known by its message and state, a
 * message by its SID, both of them signed. A signature holds no time either: who sends an old one again adds to a count.
 */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { callerKey } from '../../caller-key';
import { type TwilioForm, parseForm } from '../../channels/twilio/form';
import { inboundMessagePath, messageStatusPath } from '../../channels/twilio/message-channel';
import { inboundMessage, messageReceipt } from '../../channels/twilio/message-shapes';
import type { SignatureCheck } from '../../channels/twilio/signature';
import { ConnectorError } from '../../errors';
import type { Arrival } from '../../store/records';
import type { Store } from '../../store/store';
import { fromStore } from '../from-store';
import { Refused } from '../problem';
import type { Routes } from '../routes';
import { genuineForm } from './signed';

/** What the doors stand on. */
export interface MessageDoorParts {
  store: Pick<Store, 'takeWebhook'>;
  signature: SignatureCheck;
  /** Key of the HMAC that stands for a number. */
  secret: string;
  /** Told of each new arrival. */
  wake: () => void;
}

const connection = 'twilio';
const ofStatus = z.object({ key: z.string().min(1).max(200) });
/** Which assistant answers: Twilio signs the address it was given, so nobody else says so. */
const ofMessage = z.object({ assistant: z.string().min(1).max(60).optional() });
/** Nothing is said back here: an answer, if any, goes out as a message of its own. */
const nothing = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Adds the doors. Bodies come as text. */
export function addMessageDoors(app: Routes, { store, signature, secret, wake }: MessageDoorParts): void {
  const take = async (arrival: Omit<Arrival, 'connection' | 'at' | 'receivedAt'>): Promise<void> => {
    const now = new Date().toISOString();
    const whole = { connection, ...arrival, at: now, receivedAt: now };
    if ((await fromStore(async () => await store.takeWebhook(whole))) === 'new') wake();
  };
  app.post(messageStatusPath, { schema: { hide: true } }, async (request, reply) => {
    const form = genuineForm(signature, request);
    const named = ofStatus.safeParse(request.query);
    if (!named.success)
      throw new Refused(400, 'The receipt names no message of ours', 'Only our own messages are told here.');
    const { messageSid, status, state, errorCode, refused } = read(messageReceipt, form);
    await take({
      ...{ kind: 'receipt', eventId: `${messageSid}/${status}`, recordId: named.data.key },
      payload: {
        state,
        providerId: messageSid,
        ...(errorCode ? { errorCode } : {}),
        ...(refused ? { refused } : {}),
      },
    });
    return await answered(reply);
  });
  app.post(inboundMessagePath, { schema: { hide: true } }, async (request, reply) => {
    const { messageSid, ...words } = read(inboundMessage, genuineForm(signature, request));
    const { assistant } = ofMessage.catch({}).parse(request.query);
    const message = { ...words, assistant };
    await take({
      ...{ kind: 'message', eventId: messageSid, recordId: callerKey(secret, message.from) },
      payload: Object.fromEntries(
        Object.entries(message).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    });
    return await answered(reply);
  });
}

const answered = async (reply: FastifyReply): Promise<FastifyReply> =>
  await reply.type('text/xml; charset=utf-8').send(nothing);

function read<T>(shape: z.ZodType<T>, form: TwilioForm): T {
  try {
    return parseForm(shape, form);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    throw new Refused(400, error.message, 'Send it as Twilio’s own documentation shows.', { cause: error });
  }
}
