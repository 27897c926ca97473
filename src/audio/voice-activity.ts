/**
 * Knows when somebody speaks on a telephone line.
 *
 * A voice is what stands out of the noise and has a pitch. Loudness alone would take a slammed door for a word and a fan for
 * an endless sentence; pitch alone would lose the s of "sí". So speech begins with frames of which some have a pitch, reaches
 * back over the loud ones before them, and ends with the last loud frame not too far from a pitch.
 */
import { createFrameEar, frameSamples } from './frame-sound';
import { createNoiseFloor, quietestVoiceDb } from './noise-floor';

/** How a line listens; all in milliseconds. */
export interface VoiceActivityOptions {
  /** How much voice makes speech, 60 to 200. Default 100. Long for a line that is speaking itself. */
  startMs?: number;
  /** How long a pause makes the end of speech. Default 200. */
  stopMs?: number;
  /** How much sound from before the beginning of speech is handed out with it. Default 240. */
  preRollMs?: number;
}

/**
 * Speech has begun or ended. `atMs` is when it truly did, on the clock of the sound: 0 is the first sample fed. `sound` is all
 * of it from `preRollMs` before the beginning up to and with what was fed just now: hand it to a recognizer, then what comes.
 */
export type VoiceEvent =
  | { what: 'started'; atMs: number; sound: Int16Array }
  | { what: 'stopped'; atMs: number };

/** The ear of one call. */
export interface VoiceActivity {
  /** Takes 8 kHz sound in pieces of any length. */
  feed(samples: Int16Array): VoiceEvent[];
  readonly isSpeaking: boolean;
  /** The last sound was loud: nobody speaks yet, but somebody may be about to. */
  readonly isStirring: boolean;
  /** How much sound was fed. */
  readonly nowMs: number;
  /** May be changed while the call goes on. */
  startMs: number;
}

export const frameMs = 20;
const samplesPerMs = 8;
/** A pitch so clear counts as a voice; while somebody speaks, less will do. */
const pitchToStart = 0.5;
const pitchToGoOn = 0.45;
/** A frame with a pitch need not stand out so far. */
const pitchedLessDb = 3;
/** A pitch is dear to look for; while somebody speaks, the last one is good for so long. */
const pitchTrustedMs = 40;
/** A share of the frames that begin speech have a pitch. */
const pitchedShare = 0.4;
/** Longest hiss before the first pitch and after the last one that belongs to a word: "s" in "sí", "gracias". */
const hissMs = 220;
/** Frames without sound that may lie within the beginning of a word: a stop, as in "actúo". */
const mostGap = 2;

/** Makes the ear of one call. */
export function createVoiceActivity(options: VoiceActivityOptions = {}): VoiceActivity {
  const { startMs = 100, stopMs = 200, preRollMs = 240 } = options;
  const judge = createJudge(stopMs);
  const past = createPast((preRollMs + 2 * hissMs + 400) * samplesPerMs);
  const frame = new Int16Array(frameSamples);
  let filled = 0;
  let fed = 0;

  return {
    startMs,
    get isSpeaking() {
      return judge.isSpeaking;
    },
    get isStirring() {
      return !judge.isSpeaking && judge.isLoud();
    },
    get nowMs() {
      return fed / samplesPerMs;
    },
    feed(samples) {
      past.add(samples);
      fed += samples.length;
      const events: VoiceEvent[] = [];
      for (let at = 0; at < samples.length;) {
        const taken = Math.min(frameSamples - filled, samples.length - at);
        frame.set(samples.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled < frameSamples) break;
        filled = 0;
        const found = judge.next(frame, this.startMs);
        if (found?.what === 'stopped') events.push(found);
        else if (found) events.push({ ...found, sound: past.since((found.atMs - preRollMs) * samplesPerMs) });
      }
      return events;
    },
  };
}

interface Judge {
  readonly isSpeaking: boolean;
  isLoud(): boolean;
  next(frame: Int16Array, startMs: number): Edge | undefined;
}
type Edge = { what: 'started'; atMs: number } | { what: 'stopped'; atMs: number };

/** Judges frame by frame. Instants are those of the edges of frames. */
function createJudge(stopMs: number): Judge {
  const ear = createFrameEar();
  const floor = createNoiseFloor();
  /** The last 32 frames as bits, the newest lowest. */
  let loud = 0;
  let pitched = 0;
  let frames = 0;
  let isSpeaking = false;
  let lastPitchAtMs = 0;
  let endMs = 0;

  const begins = (startMs: number): boolean => {
    const wanted = Math.max(1, Math.round(startMs / frameMs));
    const window = (1 << (wanted + mostGap)) - 1;
    return (
      (loud & 1) === 1 &&
      bitsIn(loud & window) >= wanted &&
      bitsIn(pitched & window) >= Math.ceil(wanted * pitchedShare)
    );
  };
  return {
    get isSpeaking() {
      return isSpeaking;
    },
    isLoud: () => (loud & 1) === 1,
    next(frame, startMs) {
      frames += 1;
      const nowMs = frames * frameMs;
      const level = ear.levelDb(frame);
      // While somebody speaks, the ends of words may be quieter than their beginnings.
      const fromDb = floor.speechFromDb - (isSpeaking ? 2 : 0);
      const isOfLate = isSpeaking && level >= fromDb && nowMs - lastPitchAtMs <= pitchTrustedMs;
      const mayBePitched = !isOfLate && level >= Math.max(quietestVoiceDb, fromDb - pitchedLessDb);
      const isPitched = mayBePitched && ear.hasPitch(isSpeaking ? pitchToGoOn : pitchToStart);
      const isLoud = isPitched || level >= fromDb;
      floor.follow(level, isPitched || isOfLate);
      loud = (loud << 1) | Number(isLoud);
      pitched = (pitched << 1) | Number(isPitched);
      if (isPitched) lastPitchAtMs = nowMs;

      if (!isSpeaking) {
        if (!begins(startMs)) return undefined;
        isSpeaking = true;
        endMs = nowMs;
        return { what: 'started', atMs: nowMs - frameMs * lengthOfBeginning(loud, pitched) };
      }
      if (isLoud && nowMs - lastPitchAtMs <= hissMs) endMs = nowMs;
      if (nowMs - endMs < stopMs) return undefined;
      isSpeaking = false;
      loud = pitched = 0;
      return { what: 'stopped', atMs: endMs };
    },
  };
}

/** Frames since speech began: back over loud frames, but not over a long hiss before the first that has a pitch. */
function lengthOfBeginning(loud: number, pitched: number): number {
  const longestHiss = hissMs / frameMs;
  let length = 0;
  let gap = 0;
  let hiss = 0;
  for (let back = 0; back < 31 && gap <= mostGap && hiss <= longestHiss; back += 1) {
    const bit = 1 << back;
    gap = loud & bit ? 0 : gap + 1;
    hiss = pitched & bit ? 0 : hiss + 1;
    if (loud & bit && hiss <= longestHiss) length = back + 1;
  }
  return length;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits >>> 0; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

/** Keeps at least the last `capacity` samples; moves them only now and then, as this is done for every frame of every call. */
function createPast(capacity: number) {
  let kept = new Int16Array(2 * capacity);
  let used = 0;
  /** The place in the call of the first sample kept. */
  let from = 0;
  return {
    add(samples: Int16Array): void {
      if (used + samples.length > kept.length) {
        const rest = kept.slice(Math.max(0, used - capacity), used);
        if (rest.length + samples.length > kept.length) kept = new Int16Array(rest.length + samples.length);
        kept.set(rest);
        from += used - rest.length;
        used = rest.length;
      }
      kept.set(samples, used);
      used += samples.length;
    },
    /** A copy of everything from this sample on. */
    since: (sample: number): Int16Array => kept.slice(Math.max(0, sample - from), used),
  };
}
