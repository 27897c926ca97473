import { setImmediate as breathe } from 'node:timers/promises';
import { createNoise } from '../src/audio/noise';
import { decodeMulaw, encodeMulaw } from '../src/audio/mulaw';
import { createVoiceActivity } from '../src/audio/voice-activity';
import type { Bench } from './main';

const frameSamples = 160;
const frameMs = 20;
const frames = 20_000;
const rounds = 5;

/**
 * What the arithmetic of sound costs a live call: CPU time for each second of sound, as a share of that second, so that its
 * inverse is how many calls one core could hear. The least of some rounds, as the machine may have other work.
 */
export const benchSound: Bench = async (tell) => {
  const street = createNoise('street', 1);
  const hiss = createNoise('white', 2);
  // Loud and quiet by turns, so that the search for a pitch, the dearest part, is run as well.
  const sound = Array.from({ length: frames }, (_, at) => {
    const [rumble, rush] = [street(frameSamples), hiss(frameSamples)];
    const loud = at % 150 < 100 ? 3000 : 60;
    return Int16Array.from(rumble, (value, n) => loud * (0.7 * value + 0.3 * (rush[n] ?? 0)));
  });
  const shares: Record<'mulaw' | 'voiceActivity', number[]> = { mulaw: [], voiceActivity: [] };
  for (let round = 0; round < rounds; round += 1) {
    shares.mulaw.push(shareOf(() => sound.forEach((frame) => decodeMulaw(encodeMulaw(frame)))));
    const activity = createVoiceActivity();
    shares.voiceActivity.push(shareOf(() => sound.forEach((frame) => activity.feed(frame))));
    tell(`round ${round + 1} of ${rounds}`);
    await breathe();
  }
  return {
    mulawShareOfCore: Math.min(...shares.mulaw),
    voiceActivityShareOfCore: Math.min(...shares.voiceActivity),
  };
};

function shareOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Number(((user + system) / 1000 / (frames * frameMs)).toFixed(6));
}
