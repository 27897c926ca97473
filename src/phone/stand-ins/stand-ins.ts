/** All stand-ins for providers of speech at once, and the environment that leads a process to them. */
import { Words } from '../words';
import { DeepgramServer } from './deepgram-server';
import { ElevenLabsServer } from './elevenlabs-server';
import { OpenAiSpeechServer } from './openai-speech-server';
import type { StandInPace } from './stand-in-server';

export interface SpeechStandIns {
  words: Words;
  deepgram: DeepgramServer;
  elevenLabs: ElevenLabsServer;
  openAi: OpenAiSpeechServer;
  /** Variables for `speechSettingsOf` and for gateways. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Starts them on free ports of loopback. What speaks to them and what listens to them share `words`. */
export async function startSpeechStandIns(
  pace: Partial<StandInPace> = {},
  words = new Words(),
): Promise<SpeechStandIns> {
  const deepgram = new DeepgramServer(words, pace);
  const elevenLabs = new ElevenLabsServer(words, pace);
  const openAi = new OpenAiSpeechServer(words, pace);
  const servers = [deepgram, elevenLabs, openAi];
  const [hears = '', speaks = '', both = ''] = await Promise.all(servers.map((server) => server.listen()));
  return {
    ...{ words, deepgram, elevenLabs, openAi },
    env: {
      DEEPGRAM_API_KEY: 'stand-in',
      DEEPGRAM_BASE_URL: hears,
      ELEVENLABS_API_KEY: 'stand-in',
      ELEVENLABS_BASE_URL: speaks,
      OPENAI_API_KEY: 'stand-in',
      // No model is there, but without it the model's client would go out to the vendor.
      OPENAI_BASE_URL: both,
      OPENAI_SPEECH_BASE_URL: both,
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
