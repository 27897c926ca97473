/** Sound that is like a voice to whatever measures loudness, pitch and rhythm, and says nothing. */

const rate = 8000;
const pitchHz = 130;
const syllablesPerSecond = 4;
/** Repeats without a seam, since pitch and syllables come whole numbers of times in a second. */
const second = makeSecond();

/** Voice-like sound of that length; 8 kHz mono, 16 bit. */
export function voiceLike(durationMs: number): Int16Array {
  const sound = new Int16Array(Math.round((durationMs * rate) / 1000));
  for (let at = 0; at < sound.length; at += rate) sound.set(second.subarray(0, sound.length - at), at);
  return sound;
}

function makeSecond(): Int16Array {
  const sound = new Int16Array(rate);
  for (let i = 0; i < rate; i++) {
    const time = i / rate;
    let voice = 0;
    for (let n = 1; n * pitchHz < 1800; n++) voice += Math.sin(2 * Math.PI * n * pitchHz * time + n * n) / n;
    const syllable = 0.55 - 0.45 * Math.cos(2 * Math.PI * syllablesPerSecond * time);
    sound[i] = Math.round(7000 * syllable * voice);
  }
  return sound;
}
