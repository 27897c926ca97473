/** A call over a carrier that plays in virtual time: what a caller says and presses, and what they hear. */
import type { Listened, Listening } from '../../src/domain/listening';
import { type AudioLineOptions, createAudioLine } from '../../src/line/audio-line';
import type { LineHooks } from '../../src/line/line-options';
import type { MediaEvents, MediaTransport } from '../../src/line/live-line';
import type { OpenLine } from '../../src/line/open-line';
import type { TurnTiming } from '../../src/line/timing';
import { VirtualClock } from './virtual-clock';
import { type Mood, textOfSound, virtualRecognizer, virtualSynthesizer, Voices } from './virtual-voices';

const silence = Buffer.alloc(160, 0xff);

/** The carrier: plays what was sent, tells marks when they are reached, or all at once, but late, when cleared. */
class VirtualCarrier implements MediaTransport {
  readonly played: Buffer[] = [];
  closed = false;
  clears = 0;
  mostUnplayedMs = 0;
  events: MediaEvents | undefined;
  private queue: (Buffer | string)[] = [];

  constructor(private readonly clock: VirtualClock) {}

  play(sound: Buffer): void {
    this.queue.push(Buffer.from(sound));
    const bytes = this.queue.reduce((sum, item) => sum + (typeof item === 'string' ? 0 : item.length), 0);
    this.mostUnplayedMs = Math.max(this.mostUnplayedMs, bytes / 8);
  }

  mark(name: string): void {
    this.queue.push(name);
  }

  clear(): void {
    this.clears += 1;
    const marks = this.queue.filter((item) => typeof item === 'string');
    this.queue = [];
    void this.clock.sleep(600).then(() => marks.forEach((name) => this.events?.onMark(name)));
  }

  close(): void {
    this.closed = true;
  }

  /** Pieces of sound that were sent and are not played. */
  get queued(): number {
    return this.queue.filter((item) => typeof item !== 'string').length;
  }

  /** 20 ms go by. */
  step(): void {
    let room = 160;
    while (this.queue.length > 0 && (room > 0 || typeof this.queue[0] === 'string')) {
      const item = this.queue.shift() as Buffer | string;
      if (typeof item === 'string') this.events?.onMark(item);
      else {
        this.played.push(item.subarray(0, room));
        if (item.length > room) this.queue.unshift(item.subarray(room));
        room -= Math.min(room, item.length);
      }
    }
    if (room > 0) this.played.push(silence.subarray(0, room));
  }
}

export interface VirtualCall {
  line: OpenLine & { events: MediaEvents };
  clock: VirtualClock;
  carrier: VirtualCarrier;
  ears: Mood;
  voice: Mood;
  synthesized: string[];
  /** What hooks were told, in order: "likely …", "goes on", "turn …", "cut …", "untaken …". */
  told: string[];
  timings: TurnTiming[];
  /** The caller begins to say this; an empty text is a cough of so many milliseconds. */
  says(text: string, wordlessMs?: number): void;
  press(key: string): void;
  hangUp(): void;
  loseSocket(): void;
  /** Everything the caller has heard, as text. */
  heard(): string;
  /** Milliseconds since the caller heard anything. */
  silentForMs(): number;
  listen(ask: Partial<Listening>): Promise<Listened>;
  pass(ms: number): Promise<void>;
  /** Lets time pass until this has come, 60 s at most. */
  come<T>(promise: Promise<T>): Promise<T>;
}

export function virtualCall(
  options: Partial<Omit<AudioLineOptions, 'hooks'>> & { hooks?: LineHooks; clock?: VirtualClock } = {},
): VirtualCall {
  const clock = options.clock ?? new VirtualClock();
  const voices = new Voices();
  const ears: Mood = { delayMs: 150, away: false };
  const voice: Mood = { delayMs: 120, away: false };
  const carrier = new VirtualCarrier(clock);
  const told: string[] = [];
  const timings: TurnTiming[] = [];
  const synthesizer = virtualSynthesizer(clock, voice);
  const line = createAudioLine({
    ...{ callId: 'call/1', epoch: 1, language: 'es' as const, transport: carrier, synthesizer },
    recognizer: virtualRecognizer(clock, voices, ears),
    ...options,
    clock,
    hooks: { ...tellingHooks(told, timings), ...options.hooks },
  });
  carrier.events = line.events;
  let speech: Buffer[] = [];
  let isGone = false;
  clock.every(20, () => {
    if (isGone) return;
    carrier.step();
    line.events.onSound(speech.shift() ?? silence);
  });
  const gone = (hungUp: boolean): void => {
    isGone = true;
    line.events.onGone(hungUp);
  };
  const call: VirtualCall = {
    ...{ line, clock, carrier, ears, voice, told, timings, synthesized: synthesizer.asked },
    says: (text, wordlessMs) => void (speech = [...speech, ...voices.frames(text, wordlessMs)]),
    press: (key) => line.events.onKey(key),
    hangUp: () => gone(true),
    loseSocket: () => gone(false),
    heard: () => textOfSound(Buffer.concat(carrier.played)),
    silentForMs() {
      const sound = Buffer.concat(carrier.played);
      let at = sound.length;
      while (at > 0 && sound[at - 1] === 0xff) at -= 1;
      return (sound.length - at) / 8;
    },
    listen: (ask) => line.listen({ turnId: 't1', say: [], ...ask }, new AbortController().signal),
    pass: (ms) => clock.advance(ms),
    come: (promise) => come(clock, promise),
  };
  return call;
}

function tellingHooks(told: string[], timings: TurnTiming[]): LineHooks {
  return {
    onLikelyWords: (text) => told.push(`likely ${text}`),
    onWordsGoOn: () => told.push('goes on'),
    onTurn: (turnId, text) => told.push(`turn ${turnId} ${text}`),
    onCut: (turnId) => told.push(`cut ${turnId}`),
    onUntaken: (turn) => told.push(`untaken ${turn?.turnId ?? 'call'}`),
    onTiming: (timing) => timings.push(timing),
  };
}

async function come<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let isHere = false;
  const here = (): void => void (isHere = true);
  promise.then(here, here);
  for (let ms = 0; ms < 60_000 && !isHere; ms += 20) await clock.advance(20);
  if (!isHere) throw new Error('nothing came in a minute');
  return await promise;
}
