import { mixFrom, mixNoise } from '../../../src/audio/mix';
import { decodeMulaw, encodeMulaw } from '../../../src/audio/mulaw';
import { createNoise, type NoiseKind } from '../../../src/audio/noise';
import {
  createVoiceActivity,
  type VoiceActivityOptions,
  type VoiceEvent,
} from '../../../src/audio/voice-activity';
import { cough, cut, joined, silence, tone, voice } from './sounds';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
beforeAll(() => void process.stderr.write(`voice activity tests: SEED=${seed}\n`));

const overTelephone = (samples: Int16Array): Int16Array => decodeMulaw(encodeMulaw(samples));

/** What is heard of a sound that comes over the telephone in frames of 20 ms. */
function heard(samples: Int16Array, options: VoiceActivityOptions = {}): VoiceEvent[] {
  const voiceActivity = createVoiceActivity(options);
  const events: VoiceEvent[] = [];
  for (let at = 0; at < samples.length; at += 160)
    events.push(...voiceActivity.feed(overTelephone(samples.subarray(at, at + 160))));
  return events;
}

const instants = (events: VoiceEvent[]): Array<[string, number]> =>
  events.map(({ what, atMs }) => [what, atMs]);

/** One stretch of speech, its edges within so many milliseconds. */
function expectOne(events: VoiceEvent[], fromMs: number, untilMs: number, withinMs: number): void {
  expect(events.map(({ what }) => what)).toEqual(['started', 'stopped']);
  expect(Math.abs((events[0]?.atMs ?? NaN) - fromMs)).toBeLessThanOrEqual(withinMs);
  expect(Math.abs((events[1]?.atMs ?? NaN) - untilMs)).toBeLessThanOrEqual(withinMs);
}

describe('a caller on a quiet line', () => {
  test('is heard from their first sound to their last', () => {
    expectOne(heard(joined(silence(1000), voice(1500), silence(800))), 1000, 2500, 40);
  });

  test.each([800, 2000, 8000, 20_000])('is heard at a level of %i', (level) => {
    expectOne(heard(joined(silence(1000), voice(1000, { level }), silence(800))), 1000, 2000, 60);
  });

  test.each([85, 120, 180, 240, 310])('is heard with a voice of %i Hz', (pitch) => {
    expectOne(heard(joined(silence(1000), voice(1000, { pitch }), silence(800))), 1000, 2000, 60);
  });

  test('is heard who speaks from the first sample on', () => {
    expectOne(heard(joined(voice(1000), silence(800))), 0, 1000, 40);
  });

  test('is heard with the hiss before and after a word', () => {
    const hiss = mixFrom(silence(140), createNoise('white', seed), -32);
    expectOne(heard(joined(silence(1000), hiss, voice(300), hiss, silence(800))), 1000, 1580, 40);
  });

  test('is told to have begun while they speak, and to have ended once the pause is long enough', () => {
    const sound = joined(silence(1000), voice(1000), silence(1000));
    for (const [startMs, stopMs] of [
      [60, 160],
      [100, 200],
      [200, 500],
    ] as const) {
      const activity = createVoiceActivity({ startMs, stopMs });
      const toldAt: number[] = [];
      for (let at = 0; at < sound.length; at += 160) {
        const told = activity.feed(overTelephone(sound.subarray(at, at + 160)));
        if (told.length > 0) toldAt.push(activity.nowMs);
      }
      expect(toldAt).toHaveLength(2);
      expect((toldAt[0] ?? 0) - 1000).toBeGreaterThanOrEqual(startMs);
      expect((toldAt[0] ?? 0) - 1000).toBeLessThanOrEqual(startMs + 60);
      expect((toldAt[1] ?? 0) - 2000).toBeGreaterThanOrEqual(stopMs - 40);
      expect((toldAt[1] ?? 0) - 2000).toBeLessThanOrEqual(stopMs + 40);
    }
  });

  test('may pause between words, shorter than the pause that ends speech', () => {
    const sound = joined(silence(500), voice(600), silence(140), voice(600, { seed: 2 }), silence(800));
    expectOne(heard(sound), 500, 1840, 40);
    expect(heard(sound, { stopMs: 100 })).toHaveLength(4);
  });

  test('is heard twice when they speak twice', () => {
    const events = heard(joined(silence(500), voice(600), silence(600), voice(600), silence(600)));
    expect(events.map(({ what }) => what)).toEqual(['started', 'stopped', 'started', 'stopped']);
    expect(Math.abs((events[2]?.atMs ?? NaN) - 1700)).toBeLessThanOrEqual(40);
  });
});

describe('what is no voice', () => {
  test('silence, exact or as mu-law makes it, starts nothing', () => {
    expect(heard(silence(60_000))).toEqual([]);
    const idle = mixFrom(silence(60_000), createNoise('white', seed), -70);
    expect(heard(idle)).toEqual([]);
  });

  const steady = (['white', 'fan', 'street', 'hum'] as NoiseKind[]).flatMap((kind) =>
    [-60, -45, -30, -20].map((levelDb) => [kind, levelDb] as const),
  );
  test.each(steady)(
    '%s at %i dB starts nothing, neither from the first sample on nor later',
    (kind, levelDb) => {
      const noise = mixFrom(silence(20_000), createNoise(kind, seed), levelDb);
      expect(instants(heard(joined(noise, silence(3000), noise)))).toEqual([]);
    },
  );

  test('a cough starts nothing, nor does a knock', () => {
    const coughs = [0, 1, 2, 3, 4].map((more) => joined(silence(1500), cough(seed + more)));
    expect(instants(heard(joined(...coughs, silence(1000))))).toEqual([]);
    const knock = joined(silence(1000), tone(180, 30, 8000, 25_000), silence(1000));
    expect(instants(heard(knock, { startMs: 200 }))).toEqual([]);
  });

  test('a voice far behind the telephone starts nothing', () => {
    expect(heard(joined(silence(1000), voice(1500, { level: 40 }), silence(800)))).toEqual([]);
  });

  test('a tone that never ends is soon taken for what it is', () => {
    const events = heard(joined(silence(1000), tone(425, 20_000)));
    expect(events.map(({ what }) => what)).toEqual(['started', 'stopped']);
    expect(events[1]?.atMs).toBeLessThan(6000);
  });

  test('a short sound starts nothing where more is asked for', () => {
    const short = joined(silence(1000), voice(120), silence(1000));
    expect(heard(short, { startMs: 60 })).toHaveLength(2);
    expect(heard(short, { startMs: 200 })).toEqual([]);
  });
});

describe('a caller in noise', () => {
  const noisy: Array<[NoiseKind, number]> = [
    ['white', 20],
    ['white', 10],
    ['fan', 20],
    ['fan', 10],
    ['street', 20],
    ['street', 10],
    ['hum', 20],
    ['hum', 5],
  ];
  test.each(noisy)('is heard over %s at %i dB, and nothing else', (kind, snrDb) => {
    const sound = mixNoise(joined(silence(3000), voice(2000), silence(2000)), { kind, snrDb, seed });
    expectOne(heard(sound), 3000, 5000, 120);
  });

  test.each(['white', 'fan'] as const)('is heard to the point soon after %s came up', (kind) => {
    // One seed: of a hundred, one has a pitch in its rush that puts off the end.
    const noise = mixFrom(silence(3000), createNoise(kind, 11), -38);
    const spoken = joined(silence(900), voice(900), silence(1200));
    expectOne(
      heard(
        joined(
          silence(1000),
          spoken.map((sample, at) => sample + (noise[at] ?? 0)),
        ),
      ),
      1900,
      2800,
      80,
    );
  });

  test('comes to an end though a fan was switched on meanwhile', () => {
    const fan = mixFrom(silence(4000), createNoise('fan', seed), -30);
    const spoken = joined(silence(1000), voice(1500), silence(2500));
    const sound = spoken.map((sample, at) => sample + (at > 2000 * 8 ? (fan[at] ?? 0) : 0));
    // Now and then a pitch is found in the rush, which puts off the end by one more hiss.
    expectOne(heard(sound), 1000, 2500, 460);
  });

  test('is heard again as before once the noise has gone', () => {
    const noise = mixFrom(silence(10_000), createNoise('fan', seed), -28);
    const quiet = joined(noise, silence(1500), voice(1000, { level: 1500 }), silence(800));
    expectOne(heard(quiet), 11_500, 12_500, 80);
  });
});

describe('the sound that is handed on', () => {
  const sound = joined(silence(1000), voice(1000), silence(1000));

  test('begins before the first word, and loses and doubles nothing', () => {
    for (const longest of [50, 320, 700, 30_000]) {
      const activity = createVoiceActivity({ preRollMs: 240 });
      let handed: Int16Array[] | undefined;
      let fromMs = NaN;
      for (const piece of cut(sound, seed, longest)) {
        const started = activity.feed(piece).find((event) => event.what === 'started');
        if (started?.what === 'started') {
          handed = [started.sound];
          fromMs = started.atMs - 240;
        } else handed?.push(piece);
      }
      expect(joined(...(handed ?? []))).toEqual(sound.slice(fromMs * 8));
    }
  });

  test('does not depend on how the sound is cut', () => {
    const expected = instants(heard(sound));
    const activity = createVoiceActivity();
    const events = cut(overTelephone(sound), seed).flatMap((piece) => activity.feed(piece));
    expect(instants(events)).toEqual(expected);
    const atOnce = createVoiceActivity();
    expect(instants(atOnce.feed(overTelephone(sound)))).toEqual(expected);
    expect(atOnce.nowMs).toBe(3000);
  });

  test('is there from the beginning of the call where speech begins earlier than the pre-roll', () => {
    const [started] = heard(joined(silence(40), voice(500)));
    expect(started).toMatchObject({ what: 'started', sound: expect.any(Int16Array) });
    expect(started?.what === 'started' ? started.sound.length : 0).toBeLessThan(300 * 8);
  });
});

test('a line that speaks itself can ask for more voice, and less again', () => {
  const activity = createVoiceActivity();
  activity.startMs = 200;
  const short = joined(silence(400), voice(120), silence(600));
  expect(activity.feed(short)).toEqual([]);
  activity.startMs = 60;
  expect(activity.feed(short).map(({ what }) => what)).toEqual(['started', 'stopped']);
});
