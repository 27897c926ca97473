/** How quickly the stand-ins work: middling figures of published benchmarks, the same for every contender. */
import type { StandInPace } from '../../src/phone/stand-ins/stand-in-server';
import type { ModelPace } from './model-server';

export const pace: { speech: Partial<StandInPace>; model: ModelPace } = {
  speech: { wordsMs: 150, firstSoundMs: 150, realTimeFactor: 0.2 },
  model: { firstTokenMs: 300, tokensPerSecond: 60 },
};
