/** Twilio's callbacks: they tell how a call went, and want no instructions. */
import { parseForm } from '../../channels/twilio/form';
import { statusCallback } from '../../channels/twilio/shapes';
import { z } from 'zod';
import { Refused } from '../problem';
import type { Routes } from '../routes';
import type { Instructions } from './instructions';
import { callId as addressedCall } from './call-id';
import type { PhoneParts } from './phone-parts';
import { checked } from './signed';

const ofCall = z.object({ callId: addressedCall });

/** Adds the callbacks of calls and streams. */
export function addPhoneCallbacks(app: Routes, parts: PhoneParts, instructions: Instructions): void {
  const { desk } = parts;
  app.post('/twilio/status/:assistant', { schema: { hide: true } }, async (request, reply) => {
    const { form } = checked(parts, request);
    const { callSid, over } = parseForm(statusCallback, form);
    if (over) {
      instructions.callOver(callSid);
      await desk.hangUp(callSid, 'channel').catch((error: unknown) => {
        if (!(error instanceof Refused && error.status === 404)) throw error;
      });
    }
    return await reply.code(204).send();
  });
  app.post('/twilio/back-status/:assistant/:callId', { schema: { hide: true } }, async (request, reply) => {
    const { form } = checked(parts, request);
    const { over } = parseForm(statusCallback, form);
    const { callId } = ofCall.parse(request.params);
    // Where nobody picked up the workflow knows by itself. Where somebody did, the line tells whether they hung up or were cut
    // off; one that broke off before they were called is still known here, and holds nothing.
    if (over && parts.phone.live.get(callId)?.isOpen) await desk.hangUp(callId, 'channel');
    return await reply.code(204).send();
  });
  app.post('/twilio/stream-status/:assistant', { schema: { hide: true } }, async (request, reply) => {
    const { callSid, form } = checked(parts, request);
    if (form['StreamEvent'] === 'stream-error')
      parts.gateway.log.warn({ callId: callSid, error: form['StreamError'] }, 'a media stream failed');
    return await reply.code(204).send();
  });
}
