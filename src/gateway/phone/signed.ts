/** A webhook of Twilio's, if it is one: every one carries Twilio's signature over its address and its form. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readForm, type TwilioForm } from '../../channels/twilio/form';
import type { SignatureCheck } from '../../channels/twilio/signature';
import type { Assistant } from '../../domain/assistant';
import { ConnectorError } from '../../errors';
import { Refused } from '../problem';
import type { PhoneParts } from './phone-parts';

/** A genuine webhook: its form, and the call it is about. */
export interface Genuine {
  form: TwilioForm;
  callSid: string;
  assistant: Assistant;
}

const ofAssistant = z.object({ assistant: z.string().min(1).max(60) });

/** The form of a webhook, if Twilio sent it. Throws `Refused`. */
export function genuineForm(signature: SignatureCheck, request: FastifyRequest): TwilioForm {
  const form = formOf(request.body);
  const signed = { target: request.raw.url ?? '', signature: request.headers['x-twilio-signature'] };
  if (signature.isFormGenuine(signed, form)) return form;
  throw new Refused(
    403,
    'The signature is missing or wrong',
    'Only Twilio may ask here: set RECADO_PUBLIC_URL to the address that Twilio calls, and TWILIO_AUTH_TOKEN to the account’s token.',
  );
}

/** The webhook of a call, if Twilio sent it. Throws `Refused`. */
export function checked({ phone, gateway }: PhoneParts, request: FastifyRequest): Genuine {
  const form = genuineForm(phone.signature, request);
  const { assistant: id } = ofAssistant.parse(request.params);
  const assistant = gateway.assistants.get(id);
  const callSid = form['CallSid'];
  if (typeof callSid !== 'string')
    throw new Refused(400, 'The webhook names no call', 'Twilio sends CallSid.');
  return { form, callSid, assistant };
}

function formOf(body: unknown): TwilioForm {
  try {
    return readForm(typeof body === 'string' ? body : '');
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    throw new Refused(400, error.message, 'Twilio sends forms of at most 64 kB.', { cause: error });
  }
}
