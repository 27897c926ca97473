/** Webhooks of callers who are put through to a person, and of that person's phone. The workflow decides each step. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  dialled,
  handoverState,
  legSeen,
  personAnswers,
  waitOver,
  whereNext,
} from '../../../workflows/messages';
import { parseForm } from '../../channels/twilio/form';
import { statusCallback } from '../../channels/twilio/shapes';
import { dialResult, whisperResult } from '../../channels/twilio/transfer-shapes';
import { goTo, sayAndHangUp } from '../../channels/twilio/twiml';
import { joinCaller, transferCold, waitForPerson, whisper } from '../../channels/twilio/twiml-transfer';
import { defaultVoices } from '../../channels/twilio/voices';
import type { Assistant } from '../../domain/assistant';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import type { Routes } from '../routes';
import { connectLine, transportOf } from './connect';
import { addGatherTransfers, gatherBack } from './gather-transfers';
import { hangUpNow, type Instructions } from './instructions';
import { legProgress } from './leg-progress';
import { callId as addressedCall } from './call-id';
import type { PhoneParts } from './phone-parts';
import { checked } from './signed';
import { decidedBy, tellCall, toldBy } from './tell-call';
import { coldOutcome, conferenceOf } from './transfer-ways';

const ofTransfer = z.object({
  callId: addressedCall,
  transfer: z.coerce.number().int().min(1).max(1000),
});
/** `epoch`: of the line that the call had last. */
const ofLine = z.object({ callId: ofTransfer.shape.callId, epoch: z.coerce.number().int().min(0) });
const ofKey = ofTransfer.extend({ tries: z.coerce.number().int().min(0).max(100) });
const mostTries = 10;
const againMs = 500;

/** What a call does whose line has let go of it; undefined where it goes to a line. */
export async function putThrough(
  parts: PhoneParts,
  assistant: Assistant,
  callId: string,
  resumedAt: number,
): Promise<string | undefined> {
  if (!assistant.phone.transfer) return undefined;
  const once = { updateId: `where-${resumedAt}`, args: [{ epoch: resumedAt }] as [{ epoch: number }] };
  const next = await decidedBy(parts, callId, whereNext, once);
  if (!next || next.to === 'line' || next.to === 'later') return undefined;
  const { addresses } = parts.phone;
  const of = `${assistant.id}/${callId}/${next.transfer}`;
  if (next.to === 'wait') {
    const actionUrl = addresses.web(`/twilio/waited/${of}`);
    return waitForPerson({ conference: conferenceOf({ callId, transfer: next.transfer }), actionUrl });
  }
  const callerId = parts.gateway.config.twilio?.from ?? parts.desk.startOf(callId)?.from;
  return transferCold({
    ...{ to: next.number, ringS: next.ringS },
    actionUrl: addresses.web(`/twilio/dialled/${of}?epoch=${resumedAt}`),
    ...(callerId === undefined ? {} : { callerId }),
  });
}

/** Adds them. */
export function addTransfers(app: Routes, parts: PhoneParts, instructions: Instructions): void {
  addCallersSide(parts, instructions);
  addGatherTransfers(parts, instructions);
  addPersonsSide(parts, instructions);
  app.post(
    '/twilio/person-status/:assistant/:callId/:transfer',
    { schema: { hide: true } },
    async (request, reply) => {
      const { form } = checked(parts, request);
      const { callSid, progress } = parseForm(statusCallback, form);
      const { callId, transfer } = ofTransfer.parse(request.params);
      tellCall(parts, callId, legSeen, { transfer, callSid, progress: legProgress[progress] });
      return await reply.code(204).send();
    },
  );
}

function addCallersSide(parts: PhoneParts, instructions: Instructions): void {
  const { desk } = parts;
  // The conference is over for the caller: they have talked, or have hung up. Who is fetched back is never asked here.
  instructions.on('/twilio/waited/:assistant/:callId/:transfer', async (_genuine, { params }) => {
    const { callId, transfer } = ofTransfer.parse(params);
    tellCall(parts, callId, waitOver, { transfer });
    return hangUpNow;
  });
  instructions.on('/twilio/return/:assistant/:callId/:epoch', async ({ assistant, callSid }, { params }) => {
    const { callId, epoch } = ofLine.parse(params);
    if (await desk.isOver(callId, ['phone'])) return hangUpNow;
    if (transportOf(assistant, parts) === 'gather')
      return await gatherBack(parts, { assistant, callId, isOurs: callId !== callSid }, epoch);
    return connectLine(parts, assistant, callId, { epoch });
  });
  instructions.on('/twilio/dialled/:assistant/:callId/:transfer', async ({ form, assistant }, request) => {
    const { callId, transfer } = ofTransfer.parse(request.params);
    const { epoch } = ofLine.pick({ epoch: true }).parse(request.query);
    const outcome = coldOutcome(parseForm(dialResult, form));
    tellCall(parts, callId, dialled, { transfer, outcome });
    if (outcome === 'answered' || outcome === 'caller-left') return hangUpNow;
    return connectLine(parts, assistant, callId, { epoch });
  });
}

function addPersonsSide(parts: PhoneParts, instructions: Instructions): void {
  const { addresses } = parts.phone;
  instructions.on('/twilio/person/:assistant/:callId/:transfer', async ({ assistant }, { params }) => {
    const { callId, transfer } = ofTransfer.parse(params);
    const summary = await toldBy(parts, callId, handoverState, { transfer });
    return whisper({
      voice: defaultVoices[assistant.language],
      summary: summary ?? spokenPhrasesOf(assistant.language).handoverUnknown(),
      actionUrl: addresses.web(`/twilio/person-key/${assistant.id}/${callId}/${transfer}/0`),
    });
  });
  instructions.on(
    '/twilio/person-key/:assistant/:callId/:transfer/:tries',
    async ({ form, assistant }, { params, query }) => {
      const { callId, transfer, tries } = ofKey.parse(params);
      const voice = defaultVoices[assistant.language];
      const { again } = z.object({ again: z.literal('1').optional() }).parse(query);
      const accepts = again === '1' || parseForm(whisperResult, form).accepted;
      const once = { updateId: `person-${transfer}`, args: [{ transfer, accepts }] as [OfPressed] };
      const joins = await decidedBy(parts, callId, personAnswers, once);
      if (!accepts) return hangUpNow;
      if (joins) return joinCaller({ conference: conferenceOf({ callId, transfer }) });
      const hasLeft = sayAndHangUp(voice, spokenPhrasesOf(assistant.language).callerHasLeft());
      if (joins === false || tries >= mostTries || (await parts.desk.isOver(callId, ['phone'])))
        return hasLeft;
      // Nobody decides: Temporal is away. The caller still waits, so the person does.
      await sleep(againMs);
      const next = `/twilio/person-key/${assistant.id}/${callId}/${transfer}/${tries + 1}?again=1`;
      return goTo(addresses.web(next));
    },
  );
}

type OfPressed = { transfer: number; accepts: boolean };
