/** Callers by `<Gather>` who are put through to a person, and come back where nobody takes the call. */
import { z } from 'zod';
import { dialled, whereNext } from '../../../workflows/messages';
import { parseForm } from '../../channels/twilio/form';
import { dialResult } from '../../channels/twilio/transfer-shapes';
import { goTo } from '../../channels/twilio/twiml';
import { transferCold, waitForPerson } from '../../channels/twilio/twiml-transfer';
import { defaultVoices } from '../../channels/twilio/voices';
import { linePhrasesOf } from '../../language/line-phrases-of';
import { callId as addressedCall } from './call-id';
import { gatherAgain, type Gathered, named } from './gathering';
import { hangUpNow, type Instructions } from './instructions';
import type { PhoneParts } from './phone-parts';
import type { Genuine } from './signed';
import { decidedBy, tellFirst } from './tell-call';
import { coldOutcome, conferenceOf } from './transfer-ways';

const count = z.coerce.number().int().min(0).max(10_000);
/** `nth`: how often it was asked where the call goes, from 0; once more from each of the others behind a transfer. */
const ofThrough = z.object({ turn: count, nth: count });
const ofDialled = z.object({ turn: count, transfer: z.coerce.number().int().min(1).max(1000) });
/** A decision takes moments, and five seconds at most before it is asked for again. */
const mostAsked = 12;
const afterDialling = 100;
const afterWaiting = 200;

const ofLeg = z.object({ callId: addressedCall.optional() });

/** Which call a webhook is of: the leg of one of ours has a SID of its own. */
export function gatheredOf({ assistant, callSid }: Genuine, query: unknown): Gathered {
  const { callId } = ofLeg.parse(query);
  return { assistant, callId: callId ?? callSid, isOurs: callId !== undefined };
}

/** Adds their webhooks. */
export function addGatherTransfers(parts: PhoneParts, instructions: Instructions): void {
  instructions.on('/twilio/gather-through/:assistant/:turn/:nth', async (genuine, { params, query }) =>
    gatherThrough(parts, gatheredOf(genuine, query), ofThrough.parse(params)),
  );
  instructions.on('/twilio/gather-dialled/:assistant/:transfer/:turn', async (genuine, { params, query }) => {
    const of = gatheredOf(genuine, query);
    const { turn, transfer } = ofDialled.parse(params);
    const outcome = coldOutcome(parseForm(dialResult, genuine.form));
    // Told before it is asked where the call goes: else that is the person who was just busy, again.
    await tellFirst(parts, of.callId, dialled, { transfer, outcome });
    if (outcome === 'answered' || outcome === 'caller-left') return hangUpNow;
    return await gatherThrough(parts, of, { turn, nth: afterDialling });
  });
}

/** A caller who was fetched back from waiting for a person; `turn` is the one that led there. */
export const gatherBack = async (parts: PhoneParts, of: Gathered, turn: number): Promise<string> =>
  await gatherThrough(parts, of, { turn, nth: afterWaiting });

async function gatherThrough(
  parts: PhoneParts,
  of: Gathered,
  { turn, nth }: { turn: number; nth: number },
): Promise<string> {
  const { assistant, callId } = of;
  const { id, language } = assistant;
  const { addresses } = parts.phone;
  const once = { updateId: `where-g${turn}-${nth}`, args: [{ epoch: turn }] as [{ epoch: number }] };
  const next = await decidedBy(parts, callId, whereNext, once);
  if (next?.to === 'wait') {
    const { transfer } = next;
    const actionUrl = addresses.web(`/twilio/waited/${id}/${callId}/${transfer}`);
    return waitForPerson({ conference: conferenceOf({ callId, transfer }), actionUrl });
  }
  if (next?.to === 'dial') {
    const callerId = parts.gateway.config.twilio?.from ?? parts.desk.startOf(callId)?.from;
    return transferCold({
      ...{ to: next.number, ringS: next.ringS },
      actionUrl: addresses.web(`/twilio/gather-dialled/${id}/${next.transfer}/${turn}${named('?', of)}`),
      ...(callerId === undefined ? {} : { callerId }),
    });
  }
  if (next?.to === 'line') return gatherAgain(parts, of, { turn, say: next.say ?? [] });
  if (await parts.desk.isOver(callId, ['phone'])) return hangUpNow;
  const asked = (nth % afterDialling) + 1;
  if (asked > mostAsked) return gatherAgain(parts, of, { turn, say: [] });
  const again = addresses.web(`/twilio/gather-through/${id}/${turn}/${nth + 1}${named('?', of)}`);
  return goTo(again, { voice: defaultVoices[language], text: linePhrasesOf(language).moment(asked - 1) });
}
