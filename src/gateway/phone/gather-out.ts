/** Calls of ours by `<Gather>`: nothing is said before the workflow knows who picked up, and what was said is known to be heard. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { playedOut, whereNext } from '../../../workflows/messages';
import { goTo } from '../../channels/twilio/twiml';
import { defaultVoices } from '../../channels/twilio/voices';
import { gatheredOf } from './gather-transfers';
import { type Gathered, gatherHeard, named } from './gathering';
import { hangUpNow, type Instructions } from './instructions';
import type { PhoneParts } from './phone-parts';
import { decidedBy, tellCall } from './tell-call';

const ofAsked = z.object({ nth: z.coerce.number().int().min(0).max(10_000) });
/** Who picked up is known within a minute, or the call ends; each asking takes five seconds of it. */
const mostAsked = 20;
const undecidedMs = 500;

/** Adds their webhooks. */
export function addGatherOut(parts: PhoneParts, instructions: Instructions): void {
  instructions.on('/twilio/gather-out/:assistant/:nth', async (genuine, { params, query }) =>
    gatherOut(parts, gatheredOf(genuine, query), ofAsked.parse(params).nth),
  );
  // Asked for when all of it was said: whoever hangs up before that leads nowhere.
  instructions.on('/twilio/gather-heard/:assistant', async (genuine, { query }) => {
    const of = gatheredOf(genuine, query);
    tellCall(parts, of.callId, playedOut, {});
    return await Promise.resolve(gatherHeard(parts, of));
  });
}

/** What who picked up hears; asked for again, in silence, until it is known who that is. */
export async function gatherOut(parts: PhoneParts, of: Gathered, nth: number): Promise<string> {
  const { assistant, callId } = of;
  const { addresses } = parts.phone;
  const once = { updateId: `where-out-${nth}`, args: [{ epoch: 0 }] as [{ epoch: number }] };
  const next = await decidedBy(parts, callId, whereNext, once);
  if (next?.to === 'line' && next.say) {
    const voice = defaultVoices[assistant.language];
    const text = next.say.join(' ');
    return goTo(addresses.web(`/twilio/gather-heard/${assistant.id}${named('?', of)}`), { voice, text });
  }
  if (nth >= mostAsked || (await parts.desk.isOver(callId, ['phone']))) return hangUpNow;
  await sleep(undecidedMs);
  return goTo(addresses.web(`/twilio/gather-out/${assistant.id}/${nth + 1}${named('?', of)}`));
}
