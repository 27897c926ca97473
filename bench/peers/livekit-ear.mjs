/**
 * Recognition by Deepgram's live socket, as an `STT` of @livekit/agents. LiveKit's own plugin has Deepgram end what it hears
 * after 25 ms of quiet and sends sound every 100 ms; the stand-in knows no such setting, so this one asks for the words itself
 * (`Finalize`) after 100 ms of quiet, as Recado's client asks Deepgram to, and sends sound as it comes.
 */
import { stt } from '@livekit/agents';
import { WebSocket } from 'ws';

const rate = 8000;
const loud = 400;
const quietMs = 100;

export class Ear extends stt.STT {
  label = 'bench.Ear';

  constructor(url) {
    super({ streaming: true, interimResults: true });
    this.url = url.replace(/^http/, 'ws');
  }

  _recognize() {
    throw new Error('This one listens to streams only.');
  }

  stream({ connOptions } = {}) {
    return new Hearing(this, connOptions);
  }
}

class Hearing extends stt.SpeechStream {
  label = 'bench.Hearing';

  constructor(ear, connOptions) {
    super(ear, rate, connOptions);
    this.ear = ear;
  }

  async run() {
    const settings = `language=es&encoding=linear16&sample_rate=${rate}&interim_results=true&punctuate=true`;
    const socket = new WebSocket(`${this.ear.url}/v1/listen?${settings}`, {
      headers: { authorization: 'Token stand-in' },
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('message', (data) => this.tell(JSON.parse(Buffer.from(data).toString())));
    const quiet = new Quiet();
    for await (const frame of this.input) {
      if (frame === stt.SpeechStream.FLUSH_SENTINEL || socket.readyState !== WebSocket.OPEN) continue;
      const { data } = frame;
      socket.send(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
      if (quiet.begins(data)) socket.send('{"type":"Finalize"}');
    }
    socket.close();
  }

  tell({ type, is_final: isFinal, channel }) {
    const text = channel?.alternatives[0]?.transcript;
    if (type !== 'Results' || !text || this.queue.closed) return;
    const { FINAL_TRANSCRIPT, INTERIM_TRANSCRIPT } = stt.SpeechEventType;
    const words = { text, language: 'es', startTime: 0, endTime: 0, confidence: 0.97 };
    this.queue.put({ type: isFinal ? FINAL_TRANSCRIPT : INTERIM_TRANSCRIPT, alternatives: [words] });
  }
}

/** Notices once that a voice has been quiet for long enough. */
class Quiet {
  heard = false;
  quietFor = 0;

  begins(samples) {
    if (samples.some((sample) => Math.abs(sample) > loud)) {
      this.heard = true;
      this.quietFor = 0;
      return false;
    }
    this.quietFor += samples.length;
    if (!this.heard || (this.quietFor * 1000) / rate < quietMs) return false;
    this.heard = false;
    return true;
  }
}
