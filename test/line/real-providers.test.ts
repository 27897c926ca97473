import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeMulaw, encodeMulaw } from '../../src/audio/mulaw';
import { createAudioLine } from '../../src/line/audio-line';
import type { MediaTransport } from '../../src/line/live-line';
import { findTags } from '../../src/phone/spoken-tag';
import { openSpeech } from '../../src/speech/open-speech';
import { speechSettingsOf } from '../../src/speech/settings';
import { spokenSamples } from '../../src/phone/stand-ins/spoken-sound';
import { type SpeechStandIns, startSpeechStandIns } from '../../src/phone/stand-ins/stand-ins';

/** A call in real time over providers that speak their protocols over sockets. */
let standIns: SpeechStandIns;
let folder: string;

beforeEach(async () => {
  standIns = await startSpeechStandIns({ firstSoundMs: 80, wordsMs: 120, realTimeFactor: 0.2 });
  folder = mkdtempSync(join(tmpdir(), 'recado-line-'));
});
afterEach(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true });
});

/** Plays what the line sends as time goes by; marks come back when they are reached. */
function realCall() {
  const sent: Buffer[] = [];
  const queue: (Buffer | string)[] = [];
  const transport: MediaTransport = {
    play: (sound) => void (queue.push(sound), sent.push(sound)),
    mark: (name) => void queue.push(name),
    clear() {
      for (const item of queue.splice(0)) if (typeof item === 'string') line.events.onMark(item);
    },
    close: () => clearInterval(timer),
  };
  const { recognizer, voice } = openSpeech(speechSettingsOf(standIns.env), { clipsFolder: folder, env: {} });
  if (!recognizer || !voice) throw new Error('the stand-ins were not found');
  const line = createAudioLine({
    callId: 'call/1',
    epoch: 1,
    language: 'es',
    transport,
    recognizer,
    synthesizer: voice,
  });
  let speech: Buffer = Buffer.alloc(0);
  let at = performance.now();
  const timer = setInterval(() => {
    for (; at < performance.now(); at += 20) {
      let room = 160;
      while (queue.length > 0 && (room > 0 || typeof queue[0] === 'string')) {
        const item = queue.shift() as Buffer | string;
        if (typeof item === 'string') line.events.onMark(item);
        else if (item.length > room) queue.unshift(item.subarray(room));
        if (typeof item !== 'string') room -= Math.min(room, item.length);
      }
      line.events.onSound(speech.length > 0 ? speech.subarray(0, 160) : Buffer.alloc(160, 0xff));
      speech = speech.subarray(160);
    }
  }, 10);
  return {
    line,
    says: (text: string) => void (speech = encodeMulaw(spokenSamples(standIns.words, text))),
    saidToCaller: () =>
      findTags(decodeMulaw(Buffer.concat(sent))).map(({ id }) => standIns.words.get(id) ?? '?'),
  };
}

test.each([
  ['all of them well', () => undefined],
  [
    'the first recognizer and the first voice down',
    () => (standIns.deepgram.mood = standIns.elevenLabs.mood = 'down'),
  ],
  ['the first recognizer mute', () => (standIns.deepgram.mood = 'mute')],
])(
  'a turn from sound to words and back, with %s',
  async (_, arrange) => {
    arrange();
    const { line, says, saidToCaller } = realCall();
    const ask = { turnId: 't1', say: ['¿En qué puedo ayudarle?'] };
    const listened = line.listen(ask, AbortSignal.timeout(20_000));
    await new Promise((resolve) => setTimeout(resolve, 2500));
    says('Se ha roto la farola de mi calle.');
    expect(await listened).toMatchObject({
      what: 'words',
      text: 'Se ha roto la farola de mi calle.',
      via: 'voice',
    });
    line.speak('t1', 'Entendido. ¿En qué calle está?');
    line.spoken('t1');
    const bye = line.listen(
      { turnId: 't2', say: ['Adiós.'], then: { hangUp: true } },
      AbortSignal.timeout(20_000),
    );
    expect(await bye).toMatchObject({ what: 'done' });
    // Whoever waits for their words to be made out is told so.
    const heard = saidToCaller().filter((text) => text !== 'Un momento, por favor.');
    expect(heard).toEqual(['¿En qué puedo ayudarle?', 'Entendido.', '¿En qué calle está?', 'Adiós.']);
  },
  60_000,
);
