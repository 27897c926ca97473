/** Plays calls at a house, so many at the same time. */
import { type PlayedCall, playCall } from './caller';
import type { Cast } from './cast';
import type { House } from './house/house';
import type { DrillOptions } from './run';

const toldEveryMs = 10_000;

/** Plays every script of the cast to its end; `onAgreed` is told as each yes leaves. */
export async function playCalls(
  house: Pick<House, 'url'>,
  { scripts, numberOf }: Pick<Cast, 'scripts' | 'numberOf'>,
  { seed, atOnce, onProgress }: Pick<DrillOptions, 'seed' | 'atOnce' | 'onProgress'>,
  onAgreed: () => void = () => undefined,
): Promise<PlayedCall[]> {
  const calls: PlayedCall[] = [];
  let next = 0;
  let toldMs = Date.now();
  const caller = async (): Promise<void> => {
    for (let index = next++; index < scripts.length; index = next++) {
      const script = scripts[index];
      if (!script) return;
      const run = `d${seed}-${index}`;
      const call = await playCall(script, { url: house.url, run, from: numberOf(index), onAgreed });
      calls.push(call);
      if (call.gaveUp !== undefined) onProgress(`${call.callId}: ${call.gaveUp}`);
      if (Date.now() - toldMs < toldEveryMs) continue;
      toldMs = Date.now();
      onProgress(`${calls.length} of ${scripts.length} calls played.`);
    }
  };
  await Promise.all([...Array(atOnce)].map(async () => await caller()));
  return calls;
}
