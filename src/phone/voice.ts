/** Makes what a caller says into sound: the tag that says what it is, then speech. */
import { readFile } from 'node:fs/promises';
import { decodeMulaw, encodeMulaw, telephoneRate } from '../audio/mulaw';
import { createNoise } from '../audio/noise';
import { resample } from '../audio/resample';
import { readWav, toMono } from '../audio/wav';
import type { Language } from '../domain/language';
import type { Synthesizer } from '../speech/synthesizer';
import type { Utterance, VoiceKind } from './mouth';
import { tagSound } from './spoken-tag';
import { voiceLike } from './voice-like';
import type { Words } from './words';

/** How callers sound. */
export interface VoiceOptions {
  /** Numbers of sentences for spoken tags; without it nothing is tagged. */
  words?: Words | undefined;
  /** Real speech, where a synthesizer is installed; else a sound that is like a voice. */
  synthesizer?: Synthesizer | undefined;
}

/** What is to be said. */
export interface Saying {
  kind: VoiceKind;
  text: string;
  language: Language;
  /** A recording instead. */
  wav?: string | undefined;
}

const msPerCharacter = 62;
const shortestMs = 280;
const coughMs = 260;
/** A recording's end below this is a pause. */
const audibleSample = 400;

/** A caller's voice; what was made once is kept. */
export class Voice {
  private readonly made = new Map<string, Promise<Utterance>>();

  constructor(private readonly options: VoiceOptions) {}

  /** The sound of it. Rejects with `UsageError` where a recording cannot be read. */
  async utter(saying: Saying): Promise<Utterance> {
    const key = JSON.stringify(saying);
    let utterance = this.made.get(key);
    if (!utterance) {
      utterance = this.make(saying);
      this.made.set(key, utterance);
    }
    return { ...(await utterance) };
  }

  private async make({ kind, text, language, wav }: Saying): Promise<Utterance> {
    const speech = await this.speech(kind, text, language, wav);
    const { words } = this.options;
    // A cough says nothing.
    const tag = words && text !== '' ? encodeMulaw(tagSound(words.idOf(text))) : Buffer.alloc(0);
    const sound = Buffer.concat([tag, encodeMulaw(speech)]);
    return { kind, text, sound, voiceEnds: tag.length + lastAudible(speech) + 1 };
  }

  private async speech(kind: VoiceKind, text: string, language: Language, wav?: string): Promise<Int16Array> {
    if (kind === 'cough') return cough();
    if (wav !== undefined) return await recording(wav);
    const { synthesizer } = this.options;
    if (!synthesizer) return voiceLike(Math.max(shortestMs, text.length * msPerCharacter));
    const pieces: Buffer[] = [];
    for await (const piece of synthesizer.speak(text, { language })) pieces.push(piece);
    return decodeMulaw(Buffer.concat(pieces));
  }
}

async function recording(file: string): Promise<Int16Array> {
  const { rate, channels } = readWav(await readFile(file));
  return resample(toMono(channels), rate, telephoneRate);
}

/** A burst of noise that fades: loud, and no voice. */
function cough(): Int16Array {
  const length = (coughMs * telephoneRate) / 1000;
  const noise = createNoise('white', 7)(length);
  return Int16Array.from(noise, (value, at) => Math.round(value * 5000 * Math.exp((-3 * at) / length)));
}

function lastAudible(speech: Int16Array): number {
  let at = speech.length - 1;
  while (at > 0 && Math.abs(speech[at] ?? 0) < audibleSample) at -= 1;
  return at;
}
