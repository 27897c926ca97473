/** The stand-ins in a process of their own, so that no contender waits for another one's sound to be made. */
import { join } from 'node:path';
import { type BenchProcess, startProcess } from './process';
import type { ServicesReady } from './services-main';
import { ToldWords, type Word } from './words';

/** Stand-ins that listen. */
export interface Services {
  process: BenchProcess;
  /** For the carrier: callers' sentences are told to the stand-ins, theirs to it. */
  words: ToldWords;
  /** Where recognition and speech are; the model's address is not among them. */
  speechEnv: Record<string, string>;
  modelUrl: string;
  /** Answers of the model, by the name it was asked for. */
  counts(): Promise<Record<string, { begun: number; whole: number }>>;
  end(): Promise<void>;
}

/** Starts them; their output goes to a file below `logs`. */
export async function startServices(logs: string): Promise<Services> {
  const started = await startProcess({
    name: 'services',
    file: join(__dirname, 'services-main.js'),
    env: process.env,
    log: join(logs, 'services.log'),
  });
  const { child } = started;
  const words = new ToldWords(1, (word) => child.send({ word }, () => undefined));
  child.on('message', (message: { word?: Word }) => message.word && words.hear(message.word));
  const { env, modelUrl } = started.ready as ServicesReady;
  const {
    OPENAI_API_KEY: _key,
    OPENAI_BASE_URL: _model,
    OPENAI_SPEECH_BASE_URL: _speech,
    ...speechEnv
  } = env;
  return {
    ...{ process: started, words, modelUrl, end: () => started.end() },
    speechEnv: { ...speechEnv, RECADO_STT: 'deepgram', RECADO_TTS: 'elevenlabs' },
    async counts() {
      const told = new Promise<Record<string, { begun: number; whole: number }>>((resolve) => {
        const hear = (message: { counts?: Record<string, { begun: number; whole: number }> }): void => {
          if (!message.counts) return;
          child.off('message', hear);
          resolve(message.counts);
        };
        child.on('message', hear);
      });
      child.send('counts');
      return await told;
    },
  };
}
