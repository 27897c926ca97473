/** The sounds of a line that are no words. Mu-law of 8 kHz. */
import { decodeMulaw, encodeMulaw, telephoneRate } from '../audio/mulaw';
import { writeWav } from '../audio/wav';

const attention = { toneMs: 160, loudness: 4000 };
/** Loud enough for a telephone, and no more: it comes every two seconds while a system is slow. */
const waiting = { toneMs: 120, loudness: 1800 };
const restMs = 80;

let twoTones: Buffer | undefined;
let oneTone: Buffer | undefined;

/** Two soft tones, under half a second: what a caller hears where nothing can speak to them. */
export function attentionTone(): Buffer {
  twoTones ??= encodeMulaw(Int16Array.from([...beep(523, attention), ...rest(), ...beep(659, attention)]));
  return twoTones;
}

/** One softer tone, 120 ms: somebody is still there. */
export function waitingTone(): Buffer {
  oneTone ??= encodeMulaw(Int16Array.from(beep(440, waiting)));
  return oneTone;
}

/** The same as a WAV file, for carriers that fetch what they play. */
export const waitingToneFile = (): Buffer =>
  writeWav({ rate: telephoneRate, channels: [decodeMulaw(waitingTone())] });

function* beep(hertz: number, { toneMs, loudness }: typeof attention): Generator<number> {
  const samples = (toneMs * telephoneRate) / 1000;
  for (let at = 0; at < samples; at += 1)
    yield (
      Math.sin((2 * Math.PI * hertz * at) / telephoneRate) * loudness * Math.sin((Math.PI * at) / samples)
    );
}

function* rest(): Generator<number> {
  for (let at = 0; at < (restMs * telephoneRate) / 1000; at += 1) yield 0;
}
