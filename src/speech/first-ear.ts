/** One call's ear out of several: whoever listens now, and the sound of the utterance that is not understood yet. */
import type { ConnectorError } from '../errors';
import { KeptSound } from './kept-sound';
import type { Recognition, RecognizeOptions, Recognizer, Transcript } from './recognizer';
import type { Roster } from './roster';
import { speechFault, toSpeechFault } from './speech-fault';
import { within } from './within';

/** A provider that listens to this call. */
interface Listener {
  provider: Recognizer;
  recognition: Recognition;
  /** Utterances whose words it still owes. */
  owes: number;
  /** Somebody else listens by now; it is closed when it owes nothing. */
  isRelieved: boolean;
}

const longestMs = 120_000;

export class FirstEar implements Recognition {
  private readonly sound = new KeptSound(longestMs);
  private listener: Listener | undefined;
  /** Where the open utterance begins. */
  private from = 0;
  /** Who failed at the open utterance. */
  private failed = new Set<Recognizer>();
  private isClosed = false;

  constructor(
    private readonly roster: Roster<Recognizer>,
    private readonly budgetMs: number,
    private readonly options: RecognizeOptions,
  ) {
    this.choose();
  }

  feed(samples: Int16Array): void {
    if (this.isClosed || samples.length === 0) return;
    // Between utterances changing costs nothing: whoever should be listening does.
    if (this.sound.end === this.from) this.choose();
    this.sound.add(samples);
    this.listener?.recognition.feed(samples);
  }

  async finish(signal?: AbortSignal): Promise<Transcript> {
    const utterance = this.sound.between(this.from);
    const { listener, failed } = this;
    this.next();
    if (utterance.length === 0) return { text: '', by: listener?.provider.name ?? 'recognition' };
    let fault: ConnectorError | undefined;
    try {
      if (listener) return await this.wordsOf(listener, signal);
    } catch (error) {
      signal?.throwIfAborted();
      fault = this.blame(listener, error);
      if (listener) failed.add(listener.provider);
      if (listener === this.listener) this.replace();
    }
    return await this.hearAgain(utterance, failed, fault, signal);
  }

  discard(): void {
    this.listener?.recognition.discard();
    this.next();
  }

  close(): void {
    this.isClosed = true;
    this.listener?.recognition.close();
  }

  /** The words of an utterance by those who have not failed at it, each hearing all of it. */
  private async hearAgain(
    utterance: Int16Array,
    failed: Set<Recognizer>,
    fault: ConnectorError | undefined,
    signal?: AbortSignal,
  ): Promise<Transcript> {
    const left = this.roster.order().filter((provider) => !failed.has(provider));
    for (const provider of left) {
      this.roster.asked(provider);
      const recognition = provider.open({ ...this.options, onPartial: () => undefined });
      const again = { provider, recognition, owes: 0, isRelieved: true };
      try {
        recognition.feed(utterance);
        return await this.wordsOf(again, signal, provider === left.at(-1) ? 2 : 1);
      } catch (error) {
        signal?.throwIfAborted();
        fault = this.blame(again, error);
      }
    }
    throw fault ?? speechFault('recognition', 'unavailable', 'has no provider left');
  }

  private async wordsOf(listener: Listener, signal?: AbortSignal, patience = 1): Promise<Transcript> {
    const { provider, recognition } = listener;
    const stop = new AbortController();
    const ended = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    listener.owes++;
    try {
      const words = recognition.finish(ended);
      const transcript = await within(words, this.budgetMs * patience, provider.name, 'tell the words');
      this.roster.well(provider);
      return transcript;
    } finally {
      stop.abort();
      listener.owes--;
      if (listener.isRelieved && listener.owes === 0) recognition.close();
    }
  }

  /** Lets whoever comes first on the roster listen, but for those who failed at this utterance. */
  private choose(): void {
    const provider = this.roster.order().find((one) => !this.failed.has(one));
    if (provider === this.listener?.provider) return;
    this.relieve();
    if (!provider || this.isClosed) return;
    this.roster.asked(provider);
    const recognition = provider.open({
      ...this.options,
      onPartial: (text) => {
        if (this.listener?.recognition === recognition) this.options.onPartial(text);
      },
      onFault: (fault) => {
        if (this.listener?.recognition !== recognition || this.isClosed) return;
        this.blame(this.listener, fault);
        this.failed.add(provider);
        this.replace();
      },
    });
    this.listener = { provider, recognition, owes: 0, isRelieved: false };
  }

  /** The listener failed in the middle of an utterance: the next one hears it from its beginning. */
  private replace(): void {
    this.relieve();
    this.choose();
    if (this.sound.end > this.from) this.listener?.recognition.feed(this.sound.between(this.from));
  }

  private relieve(): void {
    const { listener } = this;
    this.listener = undefined;
    if (!listener) return;
    listener.isRelieved = true;
    if (listener.owes === 0) listener.recognition.close();
  }

  private next(): void {
    this.from = this.sound.end;
    this.sound.forgetBefore(this.from);
    this.failed = new Set();
  }

  private blame(listener: Listener | undefined, error: unknown): ConnectorError {
    const fault = toSpeechFault(listener?.provider.name ?? 'recognition', error);
    if (listener) this.roster.away(listener.provider, fault);
    return fault;
  }
}
