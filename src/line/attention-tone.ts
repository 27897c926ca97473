/** Two soft tones: what a caller hears where nothing can speak to them. */
import { encodeMulaw, telephoneRate } from '../audio/mulaw';

const toneMs = 160;
const restMs = 80;
const loudness = 4000;

let tone: Buffer | undefined;

/** Mu-law of 8 kHz, under half a second. */
export function attentionTone(): Buffer {
  tone ??= encodeMulaw(Int16Array.from([...beep(523), ...rest(), ...beep(659)]));
  return tone;
}

function* beep(hertz: number): Generator<number> {
  const samples = (toneMs * telephoneRate) / 1000;
  for (let at = 0; at < samples; at += 1)
    yield (
      Math.sin((2 * Math.PI * hertz * at) / telephoneRate) * loudness * Math.sin((Math.PI * at) / samples)
    );
}

function* rest(): Generator<number> {
  for (let at = 0; at < (restMs * telephoneRate) / 1000; at += 1) yield 0;
}
