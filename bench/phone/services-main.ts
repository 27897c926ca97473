/** The process of the stand-ins that every contender uses: recognition, speech, and a model. Started by `services.ts`. */
import { startSpeechStandIns } from '../../src/phone/stand-ins/stand-ins';
import { createPacedModel } from './model-server';
import { pace } from './pace';
import { answerTo } from './talk';
import { firstAnswer, ToldWords, type Word } from './words';

/** Sent once it listens. */
export interface ServicesReady {
  ready: true;
  env: Record<string, string>;
  modelUrl: string;
}

async function main(): Promise<void> {
  const words = new ToldWords(firstAnswer, (word) => process.send?.({ word }));
  const speech = await startSpeechStandIns(pace.speech, words);
  const model = await createPacedModel(answerTo, pace.model);
  process.on('message', (message: { word: Word } | 'counts') => {
    if (message === 'counts') process.send?.({ counts: model.counts() });
    else words.hear(message.word);
  });
  process.once('disconnect', () => process.exit(0));
  const ready: ServicesReady = { ready: true, env: speech.env, modelUrl: model.url };
  process.send?.(ready);
}

void main();
