/** Changes the sample rate of sound that comes in pieces: providers speak at 16 to 24 kHz, telephones at 8. */
import { UsageError } from '../errors';
import { type Polyphase, polyphase } from './low-pass';

/** Keeps its state between pieces: how the sound is cut changes no sample. */
export interface Resampler {
  /** What can be said of the samples so far; the last 3 to 5 ms are held back until what follows them is known. */
  push(samples: Int16Array): Int16Array;
  /** The rest, as if silence followed. In all there are `samples * to / from`, rounded up. Starts anew afterwards. */
  flush(): Int16Array;
}

/** Makes a resampler between whole rates of 4 to 192 kHz. Throws `UsageError` for others. */
export function createResampler(fromRate: number, toRate: number): Resampler {
  for (const rate of [fromRate, toRate])
    if (!Number.isInteger(rate) || rate < 4000 || rate > 192_000)
      throw new UsageError(
        `Sound cannot be brought from ${fromRate} to ${toRate} Hz.`,
        'Use whole rates of 4000 to 192000 Hz, such as 8000, 16000, 22050 or 24000.',
      );
  if (fromRate === toRate) return { push: (samples) => samples.slice(), flush: () => new Int16Array(0) };
  return createPolyphaseResampler(polyphase(fromRate, toRate));
}

/** A whole sound at another rate. */
export function resample(samples: Int16Array, fromRate: number, toRate: number): Int16Array {
  const resampler = createResampler(fromRate, toRate);
  const body = resampler.push(samples);
  const tail = resampler.flush();
  const whole = new Int16Array(body.length + tail.length);
  whole.set(body);
  whole.set(tail, body.length);
  return whole;
}

function createPolyphaseResampler(filter: Polyphase): Resampler {
  const { up, down, reach } = filter;
  /** Samples from `reach - 1` before the next output's place; before the sound there was silence. */
  let held = new Float32Array(reach - 1);
  /** The next output's place within a sample, in parts of `up`. */
  let phase = 0;
  let taken = 0;
  let given = 0;

  const push = (samples: Int16Array): Int16Array => {
    taken += samples.length;
    const input = new Float32Array(held.length + samples.length);
    input.set(held);
    input.set(samples, held.length);
    const ready = Math.max(0, Math.ceil(((input.length - 2 * reach + 1) * up - phase) / down));
    const output = filtered(input, ready, phase, filter);
    const end = phase + ready * down;
    held = input.slice(Math.floor(end / up));
    phase = end % up;
    given += ready;
    return output;
  };
  return {
    push,
    flush() {
      const owed = Math.ceil((taken * up) / down) - given;
      const padding = Math.ceil((owed * down) / up) + 2 * reach;
      const tail = push(new Int16Array(padding)).slice(0, owed);
      held = new Float32Array(reach - 1);
      phase = taken = given = 0;
      return tail;
    },
  };
}

function filtered(input: Float32Array, count: number, phase: number, filter: Polyphase): Int16Array {
  const { up, down, reach, weights } = filter;
  const taps = 2 * reach;
  const output = new Int16Array(count);
  let start = 0;
  let at = phase;
  for (let n = 0; n < count; n += 1) {
    const first = at * taps;
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) sum += (weights[first + tap] ?? 0) * (input[start + tap] ?? 0);
    output[n] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    at += down;
    start += Math.floor(at / up);
    at %= up;
  }
  return output;
}
