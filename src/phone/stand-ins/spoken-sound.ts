/** How the stand-ins speak: a tag that says which sentence it is, then something like a voice for as long as it would take. */
import { encodeMulaw } from '../../audio/mulaw';
import { resample } from '../../audio/resample';
import { tagSound } from '../spoken-tag';
import { voiceLike } from '../voice-like';
import type { Words } from '../words';

const msPerLetter = 55;
const mostKept = 300;
const kept = new Map<string, Buffer>();

/** A sentence at 8 kHz. */
export function spokenSamples(words: Words, text: string): Int16Array {
  const tag = tagSound(words.idOf(text));
  const voice = voiceLike(text.length * msPerLetter);
  const sound = new Int16Array(tag.length + voice.length);
  sound.set(tag);
  sound.set(voice, tag.length);
  return sound;
}

/** As ElevenLabs sends it: mu-law, 8 kHz; 8 bytes per millisecond. */
export const spokenMulaw = (words: Words, text: string): Buffer =>
  once(`mulaw ${words.idOf(text)} ${text}`, () => encodeMulaw(spokenSamples(words, text)));

/** As OpenAI sends it: 16 bit, 24 kHz; 48 bytes per millisecond. */
export const spokenPcm = (words: Words, text: string): Buffer =>
  once(`pcm ${words.idOf(text)} ${text}`, () => {
    const samples = resample(spokenSamples(words, text), 8000, 24_000);
    return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  });

/** Resampling is most of a stand-in's work, and sentences come again. */
function once(name: string, make: () => Buffer): Buffer {
  const known = kept.get(name);
  if (known) return known;
  const sound = make();
  if (kept.size < mostKept) kept.set(name, sound);
  return sound;
}
