/**
 * A number as about an eighth of a second of sound, so that tests, bench and simulator recognise what was said by its real
 * sound, without a model: it is heard through mu-law, noise of 10 dB and resampling. 8 kHz mono throughout.
 *
 * A sync of two tones that nothing else here uses, then six half-bytes of two tones each: 16 bits, and a check of 8.
 */
const rate = 8000;
const syncTones = [2750, 3000] as const;
const lowTones = [500, 750, 1000, 1250] as const;
const highTones = [1625, 1875, 2125, 2375] as const;
const syncLength = 192;
const symbolLength = 128;
const symbols = 6;
/** Sound has turned a little at the edges of each symbol, and the start is known to 1 ms only. */
const guard = 16;
/** Of each tone; the sum stays below what mu-law and a telephone clip. */
const amplitude = 0.33 * 32767;

/** How many samples a tag takes. */
export const tagLength = syncLength + symbols * symbolLength;
/** Tags are numbered from 0 to this. */
export const lastTag = 0xffff;

/** A tag that was heard; `atSample` is where it begins, to about 1 ms. */
export interface FoundTag {
  id: number;
  atSample: number;
}

/** The sound of a number, 120 ms. Throws `RangeError` for what is no tag. */
export function tagSound(id: number): Int16Array {
  if (!Number.isInteger(id) || id < 0 || id > lastTag)
    throw new RangeError(`A tag is a whole number up to ${lastTag}, not ${id}.`);
  const sound = new Int16Array(tagLength);
  addTones(sound, 0, syncLength, syncTones);
  const bits = (id << 8) | checkOf(id);
  for (let n = 0; n < symbols; n++) {
    const value = (bits >> (4 * (symbols - 1 - n))) & 15;
    const tones = [lowTones[value >> 2] ?? 0, highTones[value & 3] ?? 0];
    addTones(sound, syncLength + n * symbolLength, symbolLength, tones);
  }
  return sound;
}

/** Every tag in a whole recording. */
export function findTags(samples: Int16Array): FoundTag[] {
  const finder = new TagFinder();
  return [...finder.push(samples), ...finder.push(new Int16Array(tagLength))];
}

const hop = 32;
const syncWindow = 128;
/** How far beyond a sync's first hit the true start is looked for, before and after. */
const [searchBefore, searchAfter] = [64, 96];

/** Finds tags in sound that comes in pieces of any length; places count from the first sample pushed. */
export class TagFinder {
  private held = new Int16Array(0);
  private heldFrom = 0;
  /** Where in `held` the next look begins. */
  private next = 0;

  /** The tags that are whole by now and were not told yet. */
  push(samples: Int16Array): FoundTag[] {
    this.held = joined(this.held, samples);
    const found: FoundTag[] = [];
    const last = this.held.length - tagLength - searchAfter;
    while (this.next <= last) {
      const tag = isSync(this.held, this.next) ? decodeNear(this.held, this.next) : undefined;
      if (tag) found.push({ id: tag.id, atSample: this.heldFrom + tag.start });
      this.next = tag ? tag.start + tagLength : this.next + hop;
    }
    this.forget(Math.min(this.held.length, Math.max(0, this.next - searchBefore)));
    return found;
  }

  private forget(count: number): void {
    this.held = this.held.slice(count);
    this.heldFrom += count;
    this.next -= count;
  }
}

function isSync(sound: Int16Array, from: number): boolean {
  const to = from + syncWindow;
  let loudness = 0;
  for (let i = from; i < to; i += 4) loudness += Math.abs(sound[i] ?? 0);
  // Most of a call is silence, and looking closely costs a hundred times as much.
  if (loudness < (syncWindow / 4) * 300) return false;
  const energy = energyOf(sound, from, to);
  const [one, two] = syncTones.map((tone) => shareOf(sound, from, to, tone, energy)) as [number, number];
  return one > 0.12 && two > 0.12 && one + two > 0.5;
}

/** Reads the symbols at each likely start; the clearest reading whose check is right wins. */
function decodeNear(sound: Int16Array, hit: number): { id: number; start: number } | undefined {
  let best: { id: number; start: number; clear: number } | undefined;
  for (let start = Math.max(0, hit - searchBefore); start <= hit + searchAfter; start += 8) {
    const read = decode(sound, start);
    if (read && read.clear > (best?.clear ?? 0)) best = { ...read, start };
  }
  return best;
}

function decode(sound: Int16Array, start: number): { id: number; clear: number } | undefined {
  let [bits, clear] = [0, 1];
  for (let n = 0; n < symbols; n++) {
    const from = start + syncLength + n * symbolLength + guard;
    const to = from + symbolLength - 2 * guard;
    const energy = energyOf(sound, from, to);
    const low = loudest(lowTones.map((tone) => shareOf(sound, from, to, tone, energy)));
    const high = loudest(highTones.map((tone) => shareOf(sound, from, to, tone, energy)));
    clear = Math.min(clear, low.share + high.share);
    if (clear < 0.5 || Math.min(low.share, high.share) < 0.12) return undefined;
    bits = (bits << 4) | (low.at << 2) | high.at;
  }
  const id = bits >> 8;
  return checkOf(id) === (bits & 0xff) ? { id, clear } : undefined;
}

function loudest(shares: number[]): { at: number; share: number } {
  const share = Math.max(...shares);
  return { at: shares.indexOf(share), share };
}

/** How much of a stretch's energy lies in one tone, 0 to 1, by Goertzel's filter. */
function shareOf(sound: Int16Array, from: number, to: number, tone: number, energy: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * tone) / rate);
  let [one, two] = [0, 0];
  for (let i = from; i < to; i++) {
    const zero = (sound[i] ?? 0) + turn * one - two;
    two = one;
    one = zero;
  }
  const power = one * one + two * two - turn * one * two;
  return energy === 0 ? 0 : (2 * power) / ((to - from) * energy);
}

function energyOf(sound: Int16Array, from: number, to: number): number {
  let energy = 0;
  for (let i = from; i < to; i++) energy += (sound[i] ?? 0) ** 2;
  return energy;
}

function addTones(sound: Int16Array, from: number, length: number, tones: readonly number[]): void {
  for (let i = 0; i < length; i++) {
    const value = tones.reduce((sum, tone) => sum + Math.sin((2 * Math.PI * tone * i) / rate), 0);
    sound[from + i] = Math.round(value * amplitude);
  }
}

/** A cyclic redundancy check of 8 bits. */
function checkOf(id: number): number {
  let rest = id << 8;
  for (let bit = 23; bit >= 8; bit--) if (rest & (1 << bit)) rest ^= 0x107 << (bit - 8);
  return rest & 0xff;
}

function joined(one: Int16Array, two: Int16Array): Int16Array<ArrayBuffer> {
  const both = new Int16Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}
