/** The answer to words that a gateway, this one or another, has handed over before: asked for by their turn's id alone. */
import type { Answer } from '../../domain/turn';
import { isGone, persist } from '../temporal';
import type { PhoneParts } from './phone-parts';

/** Longer than one request is let wait; the next one asks again. */
const patience = { awayMs: 2_000, totalMs: 3_000 };

/**
 * By the history of the call, or as it was noted while Temporal was away. Undefined where nobody has those words: they were
 * lost with the gateway they came to, and are to be said again.
 */
export async function answerTo(
  { desk, gateway }: PhoneParts,
  callId: string,
  turnId: string,
): Promise<Answer | undefined> {
  try {
    const noted = await desk.intakes.settleFirst(['phone'], callId, patience, turnId);
    if (noted) return noted;
    const answer = await desk.atCall(callId, async (handle) => {
      const update = handle.getUpdateHandle<Answer>(turnId);
      return await persist(gateway.temporal, async () => await update.result(), patience).catch(unlessGone);
    });
    if (answer) desk.answered(callId, turnId);
    return answer;
  } catch (error) {
    gateway.log.warn({ err: error, callId }, 'the answer to a turn cannot be asked for');
    return undefined;
  }
}

/** The call is there, so it is the turn that is unknown to it. */
function unlessGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}
