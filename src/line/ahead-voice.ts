/** A line's voice that may begin to make the next words' sound before they are to be said. Nothing of it is heard until then. */
import type { SpeakOptions, Synthesizer } from '../speech/synthesizer';

/** One clause at a time; whoever says just that clause gets the sound that is under way. */
export class AheadVoice implements Synthesizer {
  readonly name: string;
  private ahead: { text: string; sound: SoundUnderWay } | undefined;

  constructor(
    private readonly voice: Synthesizer,
    private readonly options: Omit<SpeakOptions, 'signal'>,
  ) {
    this.name = voice.name;
  }

  /** This is most likely said next; undefined: nothing is known of it any more. What was made for other words is dropped. */
  foresay(text: string | undefined): void {
    if (this.ahead?.text === text) return;
    this.ahead?.sound.stop();
    this.ahead =
      text === undefined ? undefined : { text, sound: new SoundUnderWay(this.voice, text, this.options) };
  }

  speak(text: string, options: SpeakOptions): AsyncIterable<Buffer> {
    const { ahead } = this;
    if (ahead?.text !== text) return this.voice.speak(text, options);
    this.ahead = undefined;
    return ahead.sound.from(options.signal);
  }
}

/** The sound of a text, kept until somebody wants it. */
class SoundUnderWay {
  private readonly chunks: Buffer[] = [];
  private readonly ended = new AbortController();
  private state: 'making' | 'made' | { fault: unknown } = 'making';
  private wake: () => void = () => undefined;

  constructor(voice: Synthesizer, text: string, options: SpeakOptions) {
    void this.make(voice.speak(text, { ...options, signal: this.ended.signal }));
  }

  stop(): void {
    this.ended.abort();
  }

  async *from(signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    const stop = (): void => {
      this.stop();
      this.wake();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      while (!signal?.aborted) {
        const chunk = this.chunks.shift();
        if (chunk) yield chunk;
        else if (this.state === 'made') return;
        else if (this.state !== 'making') throw this.state.fault;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      signal?.removeEventListener('abort', stop);
      this.stop();
    }
  }

  private async make(sound: AsyncIterable<Buffer>): Promise<void> {
    try {
      for await (const chunk of sound) {
        this.chunks.push(chunk);
        this.wake();
      }
      this.state = 'made';
    } catch (fault) {
      this.state = { fault };
    }
    this.wake();
  }
}
