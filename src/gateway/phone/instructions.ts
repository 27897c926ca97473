/** Webhooks that ask what to do with a call, and get TwiML. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createRecentRequests, type RecentRequests } from '../../channels/twilio/recent-requests';
import { sayAndHangUp } from '../../channels/twilio/twiml';
import { defaultVoices } from '../../channels/twilio/voices';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import { Refused } from '../problem';
import type { Routes } from '../routes';
import type { PhoneParts } from './phone-parts';
import { checked, type Genuine } from './signed';

/** Ends a call without a word. */
export const hangUpNow = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

/** Makes the TwiML for a webhook. */
export type Make = (genuine: Genuine, request: FastifyRequest) => Promise<string>;

/** Where instructions are asked for. */
export interface Instructions {
  /** Adds an address. `ofLeg`: it is asked for a leg whose SID is no call's id, so that nobody need be asked of such a call. */
  on(path: string, make: Make, of?: 'ofLeg'): void;
  /** From now on nothing is told of this call but to hang up. */
  callOver(callSid: string): void;
}

/** Instructions of one gateway: a doubled webhook is answered as before. */
export function openInstructions(app: Routes, parts: PhoneParts): Instructions {
  const recent = createRecentRequests<string>({
    isOver: async (callSid) => await parts.desk.isOver(callSid, ['phone']),
  });
  const ofLegs = createRecentRequests<string>();
  return {
    on(path, make, of) {
      app.post(path, { schema: { hide: true } }, async (request, reply) => {
        const genuine = checked(parts, request);
        parts.desk.comesByPhone(genuine.callSid);
        const memory = of === 'ofLeg' ? ofLegs : recent;
        return await answer(memory, genuine, request, reply, async () => await make(genuine, request));
      });
    },
    callOver(callSid) {
      for (const memory of [recent, ofLegs]) memory.callOver(callSid);
    },
  };
}

/** Answers with TwiML, a doubled webhook as before. What goes wrong is said to the caller, who hears no error of Twilio's. */
async function answer(
  recent: RecentRequests<string>,
  { callSid, assistant }: Genuine,
  request: FastifyRequest,
  reply: FastifyReply,
  make: () => Promise<string>,
): Promise<FastifyReply> {
  // Each turn has an address of its own, and so a signature; Twilio's idempotency token is not signed, so a stranger who sends
  // a request once more may write another one, and would be given a line of the call.
  const key = { callSid, signature: String(request.headers['x-twilio-signature']) };
  void reply.type('text/xml; charset=utf-8');
  try {
    const answered = await recent.answer(key, make);
    return await reply.send(answered.what === 'over' ? hangUpNow : answered.answer);
  } catch (error) {
    if (error instanceof Refused && error.status === 409) return await reply.send(hangUpNow);
    request.log.error({ err: error, route: request.routeOptions.url }, 'no instructions for a call');
    return await reply.send(
      sayAndHangUp(defaultVoices[assistant.language], spokenPhrasesOf(assistant.language).faulty()),
    );
  }
}
