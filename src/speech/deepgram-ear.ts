/** One call's ear at Deepgram. Keeps the sound whose words are not final, and sends it again when the socket was lost. */
import { encodeMulaw } from '../audio/mulaw';
import type { ConnectorError } from '../errors';
import { type Heard, readMessage } from './deepgram-messages';
import { DeepgramSocket, deepgramSystem } from './deepgram-socket';
import { Utterance } from './deepgram-utterance';
import { KeptSound } from './kept-sound';
import type { Recognition, RecognizeOptions, Transcript } from './recognizer';
import { late, speechFault } from './speech-fault';

export interface DeepgramEarOptions extends RecognizeOptions {
  url: string;
  apiKey: string;
  timeoutMs: number;
}

/** Somebody waits for an utterance's words. */
interface Waiting {
  utterance: Utterance;
  until: number;
  settle: (outcome: { told: Transcript } | { lost: unknown }) => void;
}

const longestMs = 120_000;
const samplesPerSecond = 8000;
/** Sound this short before or after a boundary holds no word of the other side. */
const blur = 0.1 * samplesPerSecond;
/** Where nothing was left to flush, no answer to `Finalize` comes; then this long is waited, and what is final counts. */
const graceMs = 500;
/** A frame of its own for each 20 ms costs more than all that is done with them. */
const leastSent = 0.06 * samplesPerSecond;
const lookAgainMs = 100;
/** How much sound may be unheard then: no more than the pause that a turn ends with. */
const unheardMs = 250;

export class DeepgramEar implements Recognition {
  private readonly sound = new KeptSound(longestMs);
  private readonly socket: DeepgramSocket;
  private readonly waiting: Waiting[] = [];
  /** Sound that is not sent yet, less than 60 ms. */
  private readonly unsent: Int16Array[] = [];
  private unsentSamples = 0;
  private open = new Utterance(0);
  /** The place of the socket's first sample. */
  private origin = 0;
  private isClosed = false;

  constructor(private readonly options: DeepgramEarOptions) {
    this.socket = new DeepgramSocket({
      ...{ url: options.url, apiKey: options.apiKey },
      onOpen: () => this.sendAgain(),
      onMessage: (text) => this.take(text),
      onAway: (fault) => this.fail(fault),
    });
  }

  feed(samples: Int16Array): void {
    this.socket.wake();
    this.sound.add(samples);
    this.unsent.push(samples.slice());
    this.unsentSamples += samples.length;
    if (this.unsentSamples >= leastSent) this.sendSound();
  }

  async finish(signal?: AbortSignal): Promise<Transcript> {
    const utterance = this.open;
    const until = this.sound.end;
    utterance.until = until;
    this.open = new Utterance(until);
    if (until === utterance.from) return utterance.transcript(deepgramSystem);
    this.socket.wake();
    if (this.isClosed || this.socket.fault) throw this.socket.fault ?? closed();
    this.sendSound();
    this.socket.send(finalize);
    return await this.wordsOf(utterance, until, signal);
  }

  discard(): void {
    // What is left of it comes out now, and not as the first words of what is said next.
    this.sendSound();
    this.socket.send(finalize);
    this.open = new Utterance(this.sound.end);
    this.forget();
  }

  close(): void {
    this.isClosed = true;
    this.socket.close();
    for (const { settle } of this.waiting.splice(0)) settle({ lost: closed() });
  }

  private wordsOf(utterance: Utterance, until: number, signal?: AbortSignal): Promise<Transcript> {
    return new Promise((resolve, reject) => {
      const settle: Waiting['settle'] = (outcome) => {
        clearTimeout(deadline);
        clearTimeout(grace);
        signal?.removeEventListener('abort', stop);
        const at = this.waiting.indexOf(waiting);
        if (at >= 0) this.waiting.splice(at, 1);
        this.forget();
        if ('told' in outcome) resolve(outcome.told);
        else reject(outcome.lost as Error);
      };
      const stop = (): void => settle({ lost: signal?.reason });
      const waiting: Waiting = { utterance, until, settle };
      const look = (): void => {
        if (this.socket.isOpen && utterance.isHeardWithin(unheardMs)) return this.told(waiting);
        grace = setTimeout(look, lookAgainMs);
      };
      let grace = setTimeout(look, graceMs);
      const deadline = setTimeout(() => {
        // Whatever keeps it from answering, the next utterance should not meet it.
        this.socket.renew();
        settle({ lost: late(deepgramSystem, 'tell the words', this.options.timeoutMs) });
      }, this.options.timeoutMs);
      this.waiting.push(waiting);
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) stop();
    });
  }

  private take(raw: string): void {
    const heard = readMessage(raw);
    if (heard === 'other') return;
    if (heard === 'malformed')
      return this.fail(speechFault(deepgramSystem, 'malformed', 'sent something that is no message'));
    this.socket.proven();
    const place = this.origin + Math.round(heard.until * samplesPerSecond);
    const waiting = this.waiting.find(({ until }) => place <= until + blur);
    const utterance = waiting?.utterance ?? this.open;
    // Late words of an utterance that is over, or was none.
    if (place <= utterance.from + blur) return;
    utterance.take(heard.text, place, heard.isFinal, heard.confidence);
    if (heard.isFinal) this.forget();
    if (waiting) this.judge(waiting, heard);
    else if (utterance.text !== '') this.options.onPartial(utterance.text);
  }

  /** Whether an utterance's words are whole by now. */
  private judge(waiting: Waiting, { isFinal, fromFinalize }: Heard): void {
    if (!isFinal) return;
    const isWhole = waiting.utterance.isHeardWithin(50);
    if (isWhole || (fromFinalize && (this.waiting.length === 1 || waiting.utterance.isHeardWithin(300))))
      this.told(waiting);
  }

  private told({ utterance, settle }: Waiting): void {
    settle({ told: utterance.transcript(deepgramSystem) });
  }

  private sendSound(): void {
    if (this.unsentSamples === 0) return;
    const sound = Buffer.concat(this.unsent.map(encodeMulaw));
    this.unsent.length = this.unsentSamples = 0;
    this.socket.send(sound);
  }

  /** A new socket knows nothing: it gets all sound whose words are not final, cut where it was cut. */
  private sendAgain(): void {
    this.unsent.length = this.unsentSamples = 0;
    const first = this.waiting[0]?.utterance ?? this.open;
    this.origin = Math.max(first.heardUntil, this.sound.from);
    let place = this.origin;
    for (const { utterance, until } of this.waiting) {
      utterance.forgetPartial();
      this.socket.send(encodeMulaw(this.sound.between(place, until)));
      this.socket.send(finalize);
      place = Math.max(place, until);
    }
    this.open.forgetPartial();
    const rest = this.sound.between(place);
    if (rest.length > 0) this.socket.send(encodeMulaw(rest));
  }

  private forget(): void {
    this.sound.forgetBefore((this.waiting[0]?.utterance ?? this.open).heardUntil);
  }

  private fail(fault: ConnectorError): void {
    for (const { settle } of this.waiting.splice(0)) settle({ lost: fault });
    if (!this.isClosed) this.options.onFault?.(fault);
  }
}

const finalize = JSON.stringify({ type: 'Finalize' });
const closed = (): ConnectorError =>
  speechFault(deepgramSystem, 'unavailable', 'was closed before the words were told');
