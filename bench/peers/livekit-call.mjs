/**
 * One call of the LiveKit peer: a session of @livekit/agents with the detector of voices that it brings along, replies (and
 * their sound) prepared before the turn is certain, and the bench's stand-ins.
 */
import { setTimeout } from 'node:timers/promises';
import { defineAgent, tokenize, tts, voice } from '@livekit/agents';
import { LLM } from '@livekit/agents-plugin-openai';
import { Ear } from './livekit-ear.mjs';
import { Voice } from './livekit-voice.mjs';

const { PEER_GREETING: greeting, PEER_MODEL_URL: baseURL } = process.env;
const { PEER_DEEPGRAM_URL: hears, PEER_ELEVENLABS_URL: speaks } = process.env;

export default defineAgent({
  async entry(ctx) {
    const session = new voice.AgentSession({
      stt: new Ear(hears),
      llm: new LLM({ model: 'livekit-agents', baseURL, apiKey: 'stand-in' }),
      // Sentences of any length: the default waits for twenty letters.
      tts: new tts.StreamAdapter(
        new Voice(speaks),
        new tokenize.basic.SentenceTokenizer({
          language: 'es',
          minSentenceLength: 4,
          streamContextLength: 4,
        }),
      ),
      turnHandling: {
        // As if its default detector (turn-detector-v1-mini, and the delay that goes with it) were always sure that the turn
        // has ended. Of espeak-ng it never is: 0.11 to 0.25 for these sentences, where 0.35 is asked for; then it waits 2.5 s.
        turnDetection: 'vad',
        endpointing: { minDelay: 300 },
        // Named, because the default asks LiveKit's cloud where it finds a key.
        interruption: { mode: 'vad' },
        preemptiveGeneration: { enabled: true, preemptiveTts: true },
      },
    });
    await session.start({
      agent: new voice.Agent({ instructions: 'Eres el asistente de un servicio de avisos.' }),
      room: ctx.room,
      record: false,
      // The rates at which nothing is converted twice: the models hear 16 kHz, and the voice is a telephone's.
      inputOptions: { audioSampleRate: 16_000 },
      outputOptions: { audioSampleRate: 8000, transcriptionEnabled: false },
    });
    await ctx.connect();
    // By then the worker has made the next process ready, which takes a core; who speaks meanwhile is garbled.
    await setTimeout(3000);
    session.say(greeting);
  },
});
