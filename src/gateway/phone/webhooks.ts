/** Twilio's webhooks of a call that ask what to do. */
import { z } from 'zod';
import { legSeen } from '../../../workflows/messages';
import { parseForm } from '../../channels/twilio/form';
import { gatherResult, relayEnded, voiceWebhook } from '../../channels/twilio/shapes';
import { hasHadNewer } from './attaching';
import { callId } from './call-id';
import { connectLine, transportOf } from './connect';
import { gatherFirst, gatherNobody, gatherSilence, gatherTurn, gatherWait } from './gathering';
import { hangUpNow, type Instructions } from './instructions';
import type { PhoneParts } from './phone-parts';
import { tellCall } from './tell-call';
import { gatheredOf } from './gather-transfers';
import { putThrough } from './transfers';

const count = z.coerce.number().int().min(0).max(10_000);
const ofTurn = z.object({ turn: count });
const ofBetween = z.object({ silent: count, waited: count });
/** Of a leg whose SID is not the call's id. */
const resumed = z.object({ callId: callId.optional(), quiet: z.literal('yes').optional() });
const ofCall = z.object({ callId });
/** The line before. */
const ofLine = z.object({ epoch: z.coerce.number().int().min(0) });

/** Adds the webhooks that begin a call, bring it back to a line, and connect one that is called back. */
export function addPhoneWebhooks(parts: PhoneParts, instructions: Instructions): void {
  const { desk } = parts;
  instructions.on('/twilio/voice/:assistant', async ({ form, assistant, callSid }) => {
    const { callerNumber } = parseForm(voiceWebhook, form);
    const transport = transportOf(assistant, parts);
    const [isReplay, { greeting }] = await Promise.all([
      hasHadNewer(parts, { callId: callSid, epoch: 0 }),
      desk.begin({
        ...{ assistant: assistant.id, channel: 'phone', callId: callSid, from: callerNumber },
        ...(transport === 'gather' ? { gathered: true } : { spoken: true }),
      }),
    ]);
    if (isReplay) return hangUpNow;
    if (transport === 'gather') return gatherFirst(parts, { assistant, callId: callSid }, greeting);
    return connectLine(parts, assistant, callSid);
  });
  instructions.on('/twilio/resume/:assistant/:epoch', async ({ form, assistant, callSid }, request) => {
    const { callId = callSid, quiet } = resumed.parse(request.query);
    if (form['SessionStatus'] !== undefined && parseForm(relayEnded, form).status === 'completed') {
      await desk.hangUp(callId);
      return hangUpNow;
    }
    // Whether a call is over was asked already where its leg is its own.
    if (callId !== callSid && (await desk.isOver(callId, ['phone']))) return hangUpNow;
    const { epoch } = ofLine.parse(request.params);
    if (await hasHadNewer(parts, { callId, epoch })) return hangUpNow;
    const through = await putThrough(parts, assistant, callId, epoch);
    return through ?? connectLine(parts, assistant, callId, { epoch, quiet: quiet === 'yes' });
  });
  // The leg of a call back has a SID of its own; its line is that of the call that broke off.
  instructions.on('/twilio/back/:assistant/:callId', async ({ form, assistant, callSid }, { params }) => {
    const { callId } = ofCall.parse(params);
    const { answeredBy } = parseForm(voiceWebhook, form);
    if (answeredBy === 'machine' || (await desk.isOver(callId, ['phone']))) return hangUpNow;
    tellCall(parts, callId, legSeen, { callSid, progress: 'answered' });
    return connectLine(parts, assistant, callId, { epoch: 0 });
  });
}

/** Adds the webhooks of `<Gather>`. */
export function addGathering(parts: PhoneParts, instructions: Instructions): void {
  instructions.on('/twilio/gather/:assistant/:turn', async (genuine, { params, query }) => {
    const of = gatheredOf(genuine, query);
    const { turn } = ofTurn.parse(params);
    const between = ofBetween.parse(query);
    const heard = parseForm(gatherResult, genuine.form);
    if (heard.heard === 'nothing') {
      const asked = { ...between, turn, silent: between.silent + 1 };
      return gatherSilence(parts, of, asked) ?? gatherNobody(of.assistant);
    }
    const text = heard.heard === 'keys' ? heard.keys : heard.text;
    return await gatherTurn(parts, of, { turn, text, between });
  });
  instructions.on('/twilio/gather-wait/:assistant/:turn', async (genuine, { params, query }) => {
    const { waits } = z.object({ waits: count }).parse(query);
    return await gatherWait(parts, gatheredOf(genuine, query), { ...ofTurn.parse(params), waits });
  });
  instructions.on('/twilio/gather-silence/:assistant/:turn', async (genuine, { params, query }) => {
    const of = gatheredOf(genuine, query);
    const asked = { ...ofTurn.parse(params), ...ofBetween.parse(query) };
    const again = gatherSilence(parts, of, asked);
    if (again === undefined) await parts.desk.hangUp(of.callId);
    return again ?? gatherNobody(of.assistant);
  });
}
