/** G.711 mu-law (ITU-T G.711, the arithmetic of G.191): 8 bit on the wire, 16 bit inside. By tables, as every frame of every call passes here. */

/** The code of silence. */
export const mulawSilence = 0xff;
/** Samples per second, and bytes per second, of telephone sound. */
export const telephoneRate = 8000;

const linear = Int16Array.from({ length: 256 }, (_, code) => expanded(code));
const codes = Uint8Array.from({ length: 65_536 }, (_, bits) =>
  compressed(bits < 32_768 ? bits : bits - 65_536),
);

/** 16-bit samples of mu-law bytes. Any bytes are some sound: nothing is refused. */
export function decodeMulaw(sound: Uint8Array): Int16Array {
  const samples = new Int16Array(sound.length);
  for (let at = 0; at < sound.length; at += 1) samples[at] = linear[sound[at] ?? mulawSilence] ?? 0;
  return samples;
}

/** Mu-law bytes of 16-bit samples. */
export function encodeMulaw(samples: Int16Array): Buffer {
  const sound = Buffer.allocUnsafe(samples.length);
  for (let at = 0; at < samples.length; at += 1)
    sound[at] = codes[(samples[at] ?? 0) & 0xffff] ?? mulawSilence;
  return sound;
}

function expanded(code: number): number {
  const bits = ~code;
  const exponent = (bits >> 4) & 7;
  const step = 8 << exponent;
  const magnitude = (0x80 << exponent) + step * (bits & 0xf) + step / 2 - 4 * 33;
  return code < 0x80 ? -magnitude : magnitude;
}

function compressed(sample: number): number {
  const magnitude = Math.min(0x1fff, ((sample < 0 ? ~sample : sample) >> 2) + 33);
  const segment = 32 - Math.clz32(magnitude >> 6) + 1;
  const code = ((8 - segment) << 4) | (0xf - ((magnitude >> segment) & 0xf));
  return sample < 0 ? code : code | 0x80;
}
