/** The voice detector before voices that were not made for it: espeak-ng's, in the languages of callers. */
import { spawnSync } from 'node:child_process';
import { mixNoise, speechLevelDb } from '../../../src/audio/mix';
import { decodeMulaw, encodeMulaw } from '../../../src/audio/mulaw';
import type { NoiseKind } from '../../../src/audio/noise';
import { resample } from '../../../src/audio/resample';
import { createVoiceActivity } from '../../../src/audio/voice-activity';
import { readWav, toMono } from '../../../src/audio/wav';
import { joined, silence } from './sounds';

const missing = spawnSync('espeak-ng', ['--version']).error !== undefined;
if (missing)
  process.stderr.write(
    'SKIPPED spoken-voices.test.ts: espeak-ng is not installed (apt-get install -y espeak-ng)\n',
  );

/** Sound of a text, 8 kHz, without the silence around it, at a level in dB of full scale. */
function spoken(voice: string, text: string, levelDb: number): Int16Array {
  const { stdout } = spawnSync('espeak-ng', ['-v', voice, '--stdout', text]);
  const { rate, channels } = readWav(stdout);
  const sound = resample(toMono(channels), rate, 8000);
  const gain = 10 ** ((levelDb - speechLevelDb(sound)) / 20);
  const peak = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const isHeard = (sample: number): boolean => Math.abs(sample) > peak * 0.03;
  const first = sound.findIndex(isHeard);
  const last = sound.findLastIndex(isHeard);
  return sound
    .slice(first, last + 1)
    .map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))));
}

const sentences: Array<[voice: string, text: string]> = [
  ['es', 'sí'],
  ['es', 'no'],
  ['es', 'gracias'],
  ['es', 'hay una farola apagada en la calle Mayor'],
  ['es', 'seis cero cero doce treinta y cuatro'],
  ['pt-br', 'sim'],
  ['pt-br', 'não'],
  ['pt-br', 'a minha encomenda ainda não chegou'],
  ['en-us', 'yes'],
  ['en-us', 'no'],
  ['en-us', 'my laptop does not start since this morning'],
  ['en-us+f3', 'the lamp in front of my house is broken'],
];

describe.each<[NoiseKind | 'no noise', number]>([
  ['no noise', 60],
  ['white', 15],
  ['fan', 15],
  ['street', 15],
  ['hum', 10],
])('over %s at %i dB', (kind, snrDb) => {
  (missing ? test.skip : test).each(sentences)('%s: "%s" is heard, loud or quiet', (voice, text) => {
    for (const levelDb of [-18, -32]) {
      const sound = spoken(voice, text, levelDb);
      const inRoom = joined(silence(2000), sound, silence(1200));
      const line = kind === 'no noise' ? inRoom : mixNoise(inRoom, { kind, snrDb, seed: 7 });
      const activity = createVoiceActivity({ stopMs: 300 });
      const events = activity.feed(decodeMulaw(encodeMulaw(line)));
      const until = 2000 + sound.length / 8;
      expect(events[0]?.what).toBe('started');
      expect(Math.abs((events[0]?.atMs ?? NaN) - 2000)).toBeLessThan(130);
      expect(events.at(-1)?.what).toBe('stopped');
      expect(Math.abs((events.at(-1)?.atMs ?? NaN) - until)).toBeLessThan(180);
    }
  });
});
