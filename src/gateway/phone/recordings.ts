/** Callbacks of recordings. */
import { z } from 'zod';
import { recordingSeen } from '../../../workflows/messages';
import { parseForm } from '../../channels/twilio/form';
import { recordingStatus } from '../../channels/twilio/shapes';
import type { Routes } from '../routes';
import { callId as addressedCall } from './call-id';
import type { PhoneParts } from './phone-parts';
import { checked } from './signed';
import { tellCall } from './tell-call';

const ofCall = z.object({ callId: addressedCall });

/** Adds them: a recording whose start was never answered is known by them. */
export function addRecordings(app: Routes, parts: PhoneParts): void {
  app.post('/twilio/recording/:assistant/:callId', { schema: { hide: true } }, async (request, reply) => {
    const { form } = checked(parts, request);
    const { recordingSid, status } = parseForm(recordingStatus, form);
    const { callId } = ofCall.parse(request.params);
    if (status === 'in-progress' || status === 'completed')
      tellCall(parts, callId, recordingSeen, { recordingSid });
    return await reply.code(204).send();
  });
}
