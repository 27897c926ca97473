/** Twilio's webhooks of a call that ask what to do. */
import { z } from 'zod';
import { parseForm } from '../../channels/twilio/form';
import { gatherResult, relayEnded, voiceWebhook } from '../../channels/twilio/shapes';
import { connectLine, transportOf } from './connect';
import { gatherFirst, gatherNobody, gatherSilence, gatherTurn } from './gathering';
import { hangUpNow, type Instructions } from './instructions';
import type { PhoneParts } from './phone-parts';

const count = z.coerce.number().int().min(0).max(10_000);
const ofTurn = z.object({ turn: count });
const callId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Of a leg whose SID is not the call's id. */
const resumed = z.object({ callId: callId.optional() });
const ofCall = z.object({ callId });

/** Adds the webhooks that begin a call, bring it back to a line, and connect one that is called back. */
export function addPhoneWebhooks(parts: PhoneParts, instructions: Instructions): void {
  const { desk } = parts;
  instructions.on('/twilio/voice/:assistant', async ({ form, assistant, callSid }) => {
    const { callerNumber } = parseForm(voiceWebhook, form);
    const transport = transportOf(assistant, parts);
    const { greeting } = await desk.begin({
      ...{ assistant: assistant.id, channel: 'phone', callId: callSid, from: callerNumber },
      ...(transport === 'gather' ? {} : { spoken: true }),
    });
    if (transport === 'gather') return gatherFirst(parts, assistant, greeting);
    return connectLine(parts, assistant, callSid, false);
  });
  instructions.on('/twilio/resume/:assistant/:epoch', async ({ form, assistant, callSid }, request) => {
    if (form['SessionStatus'] !== undefined && parseForm(relayEnded, form).status === 'completed') {
      await desk.hangUp(callSid);
      return hangUpNow;
    }
    const { callId = callSid } = resumed.parse(request.query);
    return (await desk.isOver(callId)) ? hangUpNow : connectLine(parts, assistant, callId, true);
  });
  // The leg of a call back has a SID of its own; its line is that of the call that broke off.
  instructions.on('/twilio/back/:assistant/:callId', async ({ form, assistant }, { params }) => {
    const { callId } = ofCall.parse(params);
    const { answeredBy } = parseForm(voiceWebhook, form);
    if (answeredBy === 'machine' || (await desk.isOver(callId))) return hangUpNow;
    return connectLine(parts, assistant, callId, true);
  });
}

/** Adds the webhooks of `<Gather>`. */
export function addGathering(parts: PhoneParts, instructions: Instructions): void {
  instructions.on('/twilio/gather/:assistant/:turn', async ({ form, assistant, callSid }, { params }) => {
    const { turn } = ofTurn.parse(params);
    const heard = parseForm(gatherResult, form);
    if (heard.heard === 'nothing') return gatherSilence(parts, assistant, { turn, silent: 1 }) ?? '';
    const text = heard.heard === 'keys' ? heard.keys : heard.text;
    return await gatherTurn(parts, assistant, callSid, { turn, text, waits: 0 });
  });
  instructions.on(
    '/twilio/gather-wait/:assistant/:turn',
    async ({ assistant, callSid }, { params, query }) => {
      const { turn } = ofTurn.parse(params);
      const { text, waits } = z.object({ text: z.string().min(1).max(4000), waits: count }).parse(query);
      return await gatherTurn(parts, assistant, callSid, { turn, text, waits });
    },
  );
  instructions.on(
    '/twilio/gather-silence/:assistant/:turn/:silent',
    async ({ assistant, callSid }, { params }) => {
      const asked = ofTurn.extend({ silent: count }).parse(params);
      const again = gatherSilence(parts, assistant, asked);
      if (again === undefined) await parts.desk.hangUp(callSid);
      return again ?? gatherNobody(assistant);
    },
  );
}
