/** Rounds of calls at a contender, and what their turns came to. */
import { quantile } from '../../src/quantile';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import { numberOf } from '../../src/phone/load';
import type { PhoneResult } from '../../src/phone/phone-result';
import { createEspeak, findEspeak } from '../../src/speech/espeak';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender } from './contender';
import { account } from './home';
import type { Services } from './services';
import { callOf, type Manner } from './talk';

/** How many calls at the same time, of how many turns each. */
export interface Round {
  calls: number;
  turns: number;
  /** Default `brisk`. */
  manner?: Manner;
}

/** The turns of some rounds. Milliseconds. */
export interface Turns {
  voiceToVoiceMs: number[];
  /** Why calls did not go as they should, one line each. */
  failures: string[];
  callSids: string[];
  /** How far the simulator was behind at worst. */
  simulatorLagMs: number;
}

export const noTurns = (): Turns => ({ voiceToVoiceMs: [], failures: [], callSids: [], simulatorLagMs: 0 });

/** The end of own words to the first sound, as quantiles. */
export const quantilesOf = ({ voiceToVoiceMs }: Turns): { turns: number; p50Ms: number; p95Ms: number } => ({
  turns: voiceToVoiceMs.length,
  p50Ms: quantile(voiceToVoiceMs, 0.5),
  p95Ms: quantile(voiceToVoiceMs, 0.95),
});

/** A turn takes about so long; calls begin spread over it, so that they do not speak in step. */
export const turnMs: Record<Manner, number> = { brisk: 4500, usual: 9500 };

/** Real speech where espeak-ng is installed: some who listen take no other sound for a voice. */
export function openBenchCarrier({ url, statusPath }: Contender, { words }: Services): Promise<Carrier> {
  const program = findEspeak(process.env);
  return openCarrier({
    ...{ gateway: url, authToken: account.TWILIO_AUTH_TOKEN, accountSid: account.TWILIO_ACCOUNT_SID, words },
    ...(program === undefined ? {} : { synthesizer: createEspeak({ program }) }),
    statusPath,
  });
}

let callers = 0;

/** Plays one round and adds its turns. */
export async function playRound(
  carrier: Carrier,
  { calls, turns, manner = 'brisk' }: Round,
  into: Turns,
): Promise<void> {
  const one = async (place: number): Promise<PhoneResult> => {
    await sleep((place * turnMs[manner]) / calls);
    const script = callOf(turns, manner);
    callers += 1;
    return await carrier.call({ ...script, from: numberOf(script.from, callers) });
  };
  const results = await Promise.all(Array.from({ length: calls }, (_, place) => one(place)));
  for (const result of results) {
    into.callSids.push(result.callSid);
    into.failures.push(...result.failures);
    into.simulatorLagMs = Math.max(into.simulatorLagMs, result.simulatorLagMs);
    for (const { voiceToVoiceMs } of result.turns)
      if (voiceToVoiceMs !== null) into.voiceToVoiceMs.push(voiceToVoiceMs);
  }
}
