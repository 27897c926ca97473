/** Many calls of one script: the load generator. */
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../quantile';
import type { Carrier } from './carrier';
import type { PhoneResult } from './phone-result';
import type { PhoneScriptInput } from './script-shape';

/** How much. */
export interface Load {
  calls: number;
  /** Live calls at the same time; by default all of them. */
  atOnce?: number | undefined;
  /** Between two calls' beginnings. */
  rampMs?: number | undefined;
}

/** What many calls came to. Milliseconds. */
export interface LoadSummary {
  calls: number;
  failed: number;
  turns: number;
  voiceToVoiceP50Ms: number;
  voiceToVoiceP95Ms: number;
  longestSilenceMs: number;
  /** Calls that lost their connection and went on. */
  cameBack: number;
  simulatorLagMs: number;
}

/** Plays the script that often, each call from a number of its own; `onResult` is told of each as it ends. */
export async function playLoad(
  carrier: Carrier,
  script: PhoneScriptInput,
  { calls, atOnce = calls, rampMs = 0 }: Load,
  onResult: (result: PhoneResult, index: number) => void = () => undefined,
): Promise<PhoneResult[]> {
  const results: PhoneResult[] = [];
  const beganMs = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < calls) {
      const index = next;
      next += 1;
      await sleep(Math.max(0, beganMs + index * rampMs - performance.now()));
      const result = await carrier.call({ ...script, from: numberOf(script.from, index) });
      results[index] = result;
      onResult(result, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, calls) }, lane));
  return results;
}

/** Sums them up. */
export function summarize(results: readonly PhoneResult[]): LoadSummary {
  const turns = results.flatMap((result) => result.turns);
  const times = turns.flatMap(({ voiceToVoiceMs }) => (voiceToVoiceMs === null ? [] : [voiceToVoiceMs]));
  return {
    calls: results.length,
    failed: results.filter(({ ok }) => !ok).length,
    turns: turns.length,
    voiceToVoiceP50Ms: quantile(times, 0.5),
    voiceToVoiceP95Ms: quantile(times, 0.95),
    longestSilenceMs: Math.max(0, ...results.map(({ longestSilenceMs }) => longestSilenceMs)),
    cameBack: results.filter(({ losses }) => losses.some(({ soundBackMs }) => soundBackMs !== null)).length,
    simulatorLagMs: Math.max(0, ...results.map(({ simulatorLagMs }) => simulatorLagMs)),
  };
}

/** The script's number for the first call; others of the same length for the rest, since one caller's equal wishes are one. */
export function numberOf(first: string, index: number): string {
  const digits = 6;
  const last = (Number(first.slice(-digits)) + index) % 10 ** digits;
  return `${first.slice(0, -digits)}${`${last}`.padStart(digits, '0')}`;
}
