/** A recognizer that knows words by their very sound, and a synthesizer whose sound can be read again: each with set delays. */
import { decodeMulaw, encodeMulaw } from '../../src/audio/mulaw';
import { ConnectorError } from '../../src/errors';
import { voiceLike } from '../../src/phone/voice-like';
import type { Recognition, RecognizeOptions, Recognizer } from '../../src/speech/recognizer';
import type { Synthesizer } from '../../src/speech/synthesizer';
import type { VirtualClock } from './virtual-clock';

const frame = 160;
const msPerWord = 240;

/** Words as frames of sound, each of which is unlike any other. */
export class Voices {
  private readonly wordOf = new Map<string, { word: string; part: number }>();
  private noise = 1;

  /** The frames of a text, 240 ms a word; of a sound without words where the text is empty. */
  frames(text: string, wordlessMs = 400): Buffer[] {
    const words = text.split(' ').filter((word) => word !== '');
    const length = words.length > 0 ? words.length * msPerWord : wordlessMs;
    const sound = voiceLike(length);
    const frames: Buffer[] = [];
    for (let at = 0; at < sound.length; at += frame) {
      const samples = sound.slice(at, at + frame);
      for (let n = 0; n < samples.length; n += 1) samples[n] = (samples[n] ?? 0) + this.next();
      const mulaw = encodeMulaw(samples);
      const wordAt = Math.floor((at / sound.length) * words.length);
      const share = 1 / (msPerWord / 20);
      if (words.length > 0)
        this.wordOf.set(keyOf(decodeMulaw(mulaw)), { word: `${wordAt}:${words[wordAt] ?? ''}`, part: share });
      frames.push(mulaw);
    }
    return frames;
  }

  /** The words that are in the sound, but for an edge, in order. */
  wordsIn(samples: Int16Array): string {
    const parts = new Map<string, number>();
    for (let at = 0; at + frame <= samples.length; at += frame) {
      const found = this.wordOf.get(keyOf(samples.subarray(at, at + frame)));
      if (found) parts.set(found.word, (parts.get(found.word) ?? 0) + found.part);
    }
    return [...parts]
      .filter(([, part]) => part >= 0.8)
      .map(([word]) => word.replace(/^\d+:/, ''))
      .join(' ');
  }

  private next(): number {
    this.noise = (this.noise * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (this.noise % 400) - 200;
  }
}

const keyOf = (samples: Int16Array): string =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('latin1');

export interface Mood {
  /** Milliseconds until the words, or the first sound, are there. */
  delayMs: number;
  away: boolean;
  /** Tells words while they are spoken. */
  partials?: boolean;
}

export function virtualRecognizer(clock: VirtualClock, voices: Voices, mood: Mood): Recognizer {
  return { name: 'virtual', open: (options) => openRecognition(clock, voices, mood, options) };
}

function openRecognition(
  clock: VirtualClock,
  voices: Voices,
  mood: Mood,
  { onPartial }: RecognizeOptions,
): Recognition {
  let fed: Int16Array[] = [];
  let told = '';
  const all = (): Int16Array => Int16Array.from(fed.flatMap((samples) => [...samples]));
  return {
    feed(samples) {
      fed.push(samples.slice());
      if (!mood.partials || fed.length % 5 !== 0) return;
      const words = voices.wordsIn(all());
      if (words !== '' && words !== told) onPartial((told = words));
    },
    async finish() {
      const text = voices.wordsIn(all());
      fed = [];
      told = '';
      await clock.sleep(mood.delayMs);
      if (mood.away) throw new ConnectorError('virtual', 'unavailable', 'is away');
      return { text, by: 'virtual' };
    },
    discard: () => void (fed = []),
    close: () => undefined,
  };
}

/** Each character is 60 ms of its own code, so that what was played can be read. */
export const msPerCharacter = 60;

export function virtualSynthesizer(clock: VirtualClock, mood: Mood): Synthesizer & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'virtual',
    asked,
    voiceFor: () => 'virtual',
    async *speak(text, { signal }) {
      asked.push(text);
      await clock.sleep(mood.delayMs, signal);
      if (mood.away) throw new ConnectorError('virtual', 'unavailable', 'is away');
      const sound = soundOfText(text);
      for (let at = 0; at < sound.length && !signal?.aborted; at += 4000) yield sound.subarray(at, at + 4000);
    },
  };
}

export const soundOfText = (text: string): Buffer =>
  Buffer.concat(
    [...`${text} `].map((character) => Buffer.alloc(msPerCharacter * 8, character.charCodeAt(0))),
  );

/** What a listener makes of the sound: half of a character is enough. */
export function textOfSound(sound: Buffer): string {
  let text = '';
  for (let at = 0; at < sound.length;) {
    let end = at;
    while (end < sound.length && sound[end] === sound[at]) end += 1;
    const code = sound[at] ?? 0xff;
    if (code !== 0xff)
      text += String.fromCharCode(code).repeat(Math.round((end - at) / (msPerCharacter * 8)));
    else if (end - at > 800) text += ' … ';
    at = end;
  }
  return text.trim();
}
