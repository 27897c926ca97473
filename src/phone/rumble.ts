/** Noise behind a caller: a street; the same for the same seed. */
import { mixFrom, speechLevelDb } from '../audio/mix';
import { decodeMulaw, encodeMulaw } from '../audio/mulaw';
import { createNoise, type NoiseSource } from '../audio/noise';
import type { Noise } from './script-shape';
import { voiceLike } from './voice-like';

/** How loud callers speak here. */
const voiceDb = speechLevelDb(voiceLike(1000));

/** An endless stretch of noise. */
export class Rumble {
  private readonly source: NoiseSource;
  private readonly levelDb: number;

  constructor({ snrDb, seed }: Noise) {
    this.source = createNoise('street', seed);
    this.levelDb = voiceDb - snrDb;
  }

  /** A mu-law frame with the next stretch of it laid under. */
  under(frame: Buffer): Buffer {
    return encodeMulaw(mixFrom(decodeMulaw(frame), this.source, this.levelDb));
  }
}
