/** Follows the noise under a call, so that a voice is what stands out of it. */

/** What a frame is beside the noise. */
export interface NoiseFloor {
  /** Takes the level of the next frame, and whether it was taken for a voice; both in dB of full scale. */
  follow(levelDb: number, isVoice: boolean): void;
  /** From here on up a frame may be a voice. */
  readonly speechFromDb: number;
  /** The noise as it is believed to be. */
  readonly levelDb: number;
}

/** Quieter than any voice on a telephone; mu-law's own noise in silence lies 15 dB below. */
export const quietestVoiceDb = -52;
const quietestNoiseDb = -72;
const loudestNoiseDb = -8;
/** Frames by which noise that came at once (a fan, a passing car) is known by its evenness: 320 ms. */
const evenFrames = 16;
const evenWithinDb = 1.6;
/** The least of so many stretches of 240 ms is taken for noise: nobody speaks for 2 s without a dip. */
const stretches = 8;
const stretchFrames = 12;

/** Makes the floor of one call. */
export function createNoiseFloor(): NoiseFloor {
  let floor = -60;
  let deviation = 1.5;
  let smooth = floor;
  const recent = createEvenness();
  const least = createLeast();

  const raiseTo = (level: number): void => {
    floor = Math.max(floor, Math.min(level, loudestNoiseDb));
  };
  return {
    get levelDb() {
      return floor;
    },
    get speechFromDb() {
      return Math.max(quietestVoiceDb, floor + Math.max(6, Math.min(10, 3 * deviation)));
    },
    follow(level, isVoice) {
      const heard = Math.max(level, quietestNoiseDb);
      smooth += 0.4 * (heard - smooth);
      const dip = least(smooth);
      const even = recent(heard, isVoice);
      const away = heard - floor;
      if (away < 0) floor += 0.15 * away;
      else if (!isVoice && heard < this.speechFromDb) floor += 0.06 * away;
      else if (even !== undefined) raiseTo(even);
      else if (dip > floor) raiseTo(floor + 0.1 * (dip - floor));
      if (!isVoice && Math.abs(away) < 12) deviation += 0.03 * (Math.abs(away) - deviation);
    },
  };
}

/** The mean of the last frames where they are even and none of them is a voice. */
function createEvenness(): (levelDb: number, isVoice: boolean) => number | undefined {
  const levels = new Float32Array(evenFrames);
  let at = 0;
  let sinceVoice = 0;
  return (levelDb, isVoice) => {
    levels[at] = levelDb;
    at = (at + 1) % evenFrames;
    sinceVoice = isVoice ? 0 : sinceVoice + 1;
    if (sinceVoice < evenFrames) return undefined;
    const mean = levels.reduce((sum, level) => sum + level, 0) / evenFrames;
    const spread = Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / evenFrames);
    return spread < evenWithinDb ? mean : undefined;
  };
}

/** The least level of the last two seconds or so; -Infinity until so much was heard. */
function createLeast(): (levelDb: number) => number {
  const stretchLeast = new Float32Array(stretches).fill(-Infinity);
  let stretch = 0;
  let inStretch = 0;
  let now = Infinity;
  return (levelDb) => {
    now = Math.min(now, levelDb);
    inStretch += 1;
    if (inStretch === stretchFrames) {
      stretchLeast[stretch] = now;
      stretch = (stretch + 1) % stretches;
      inStretch = 0;
      now = Infinity;
    }
    return stretchLeast.reduce((one, other) => Math.min(one, other), Infinity);
  };
}
