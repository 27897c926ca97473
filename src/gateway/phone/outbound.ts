/** Webhooks of calls of ours: who picks up is connected to a line that waits; callbacks tell what became of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { legSeen, pickedUp } from '../../../workflows/messages';
import { parseForm } from '../../channels/twilio/form';
import { machineDetection, statusCallback } from '../../channels/twilio/shapes';
import type { Routes } from '../routes';
import { connectLine, transportOf } from './connect';
import { addGatherOut, gatherOut } from './gather-out';
import { hangUpNow, type Instructions } from './instructions';
import { legProgress } from './leg-progress';
import { callId as addressedCall } from './call-id';
import type { PhoneParts } from './phone-parts';
import { checked } from './signed';
import { tellCall } from './tell-call';

const knownWithinMs = 300;

const ofCall = z.object({ callId: addressedCall });

/** Adds them. */
export function addOutbound(app: Routes, parts: PhoneParts, instructions: Instructions): void {
  const { desk } = parts;
  addGatherOut(parts, instructions);
  instructions.on(
    '/twilio/out/:assistant/:callId',
    async ({ assistant, callSid }, { params }) => {
      const { callId } = ofCall.parse(params);
      // Somebody is listening already: a Temporal that is slow to say so must not cost them more than a moment.
      const isOver = desk.isOver(callId, ['phone']).catch(() => false);
      if (await Promise.race([isOver, sleep(knownWithinMs, false, { ref: false })])) return hangUpNow;
      // Whoever asks for instructions has been answered; the callback that says so may come later, or never.
      tellCall(parts, callId, legSeen, { callSid, progress: 'answered' });
      if (transportOf(assistant, parts) === 'gather')
        return await gatherOut(parts, { assistant, callId, isOurs: true }, 0);
      return connectLine(parts, assistant, callId, { epoch: 0, quiet: true });
    },
    'ofLeg',
  );
  app.post('/twilio/out-status/:assistant/:callId', { schema: { hide: true } }, async (request, reply) => {
    const { form } = checked(parts, request);
    const { callSid, progress, over } = parseForm(statusCallback, form);
    const { callId } = ofCall.parse(request.params);
    if (over) instructions.callOver(callSid);
    tellCall(parts, callId, legSeen, { callSid, progress: legProgress[progress] });
    return await reply.code(204).send();
  });
  app.post('/twilio/out-machine/:assistant/:callId', { schema: { hide: true } }, async (request, reply) => {
    const { form } = checked(parts, request);
    const { answeredBy, mayLeaveMessage } = parseForm(machineDetection, form);
    const { callId } = ofCall.parse(request.params);
    tellCall(parts, callId, pickedUp, { answeredBy, mayLeaveMessage });
    return await reply.code(204).send();
  });
}
