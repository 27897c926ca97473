/** ElevenLabs' streaming endpoint with a telephone's sound, as a `TTS` of @livekit/agents; its own plugin uses one that the stand-in has not. */
import { APIConnectionError, AudioByteStream, shortuuid, tts } from '@livekit/agents';
import mulaw from '../../dist/src/audio/mulaw.js';

const rate = 8000;
const frameSamples = rate / 50;
const query = 'output_format=ulaw_8000';

export class Voice extends tts.TTS {
  label = 'bench.Voice';

  constructor(url) {
    super(rate, 1, { streaming: false });
    this.url = `${url}/v1/text-to-speech/EXAVITQu4vr4xnSDxMaL/stream?${query}`;
  }

  synthesize(text, connOptions, abortSignal) {
    return new Speech(this, text, connOptions, abortSignal);
  }

  stream() {
    throw new Error('Use it behind a StreamAdapter.');
  }
}

class Speech extends tts.ChunkedStream {
  label = 'bench.Speech';

  constructor(voice, text, connOptions, abortSignal) {
    super(text, voice, connOptions, abortSignal);
    this.url = voice.url;
  }

  async run() {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'xi-api-key': 'stand-in', 'content-type': 'application/json' },
        body: JSON.stringify({ text: this.inputText, model_id: 'eleven_flash_v2_5', language_code: 'es' }),
        signal: this.abortSignal,
      });
      if (!response.ok) throw new APIConnectionError({ message: `HTTP ${response.status}` });
      const frames = new AudioByteStream(rate, 1, frameSamples);
      const requestId = shortuuid();
      const put = (some) => {
        for (const frame of some) this.queue.put({ requestId, segmentId: requestId, frame, final: false });
      };
      for await (const piece of response.body) {
        const { buffer } = mulaw.decodeMulaw(piece);
        put(frames.write(buffer));
      }
      put(frames.flush());
    } catch (error) {
      if (!this.abortSignal.aborted) throw error;
    }
  }
}
