/** Speaks on a line that carries sound: made a clause ahead, sent a second ahead, and known to the word where it stands. */
import { bytesPerMs, ClauseSound, type SoundMaker } from './clause-sound';
import type { SpokenClause } from './heard';
import type { MediaTransport } from './live-line';
import { waitingTone } from './tones';
import type { Mouth, MouthEvents } from './mouth';

/** How much may lie unplayed at the carrier: survives a stall of ours, and is short enough to be forgotten at a barge-in. */
const aheadMs = 1200;
/** Smaller pieces than this are not worth a frame of their own. */
const leastPieceMs = 100;
/** Clauses whose sound is made at a time: the one that is spoken and the next. */
const madeAhead = 2;
/** Speech that is taken up again begins a little before where it was stopped. */
const rewindMs = 200;
/** A carrier that has not told us by then that a clause was played is taken to have played it. */
const markGraceMs = 3000;

/** A mouth whose sound goes to a carrier. `onMark` is to be told of each mark that comes back. */
export class AudioMouth implements Mouth {
  private queue: ClauseSound[] = [];
  /** Sound sent since the carrier's buffer was last emptied, and when all of it will have been played. */
  private sentMs = 0;
  private endsAt = 0;
  /** Marks of before the last clearing are void: a carrier returns them all at once. */
  private generation = 0;
  private marked = 0;
  private paused = false;
  /** Nothing is sent before. */
  private silentUntil = 0;
  /** When the tone that was sent last will have been played. */
  private toneEndsAt = 0;
  private readonly maker: SoundMaker;

  constructor(
    private readonly transport: MediaTransport,
    maker: Omit<SoundMaker, 'onMore'>,
    private readonly events: MouthEvents,
  ) {
    this.maker = { ...maker, onMore: () => this.pump() };
  }

  get busy(): boolean {
    return this.queue.length > 0;
  }

  get audible(): boolean {
    return this.endsAt > this.maker.now() && this.queue.length > 0;
  }

  /** Marks tell. */
  readonly certain = true;

  get leftMs(): number {
    const unsent = this.queue.reduce((sum, sound) => sum + sound.lengthMs - sound.sent / bytesPerMs, 0);
    return unsent + Math.max(0, this.endsAt - this.maker.now());
  }

  say(clause: SpokenClause): void {
    this.queue.push(new ClauseSound(clause, this.maker));
    this.pump();
  }

  /** The caller may go on until then: nothing is spoken before. `timePasses` is to be called every 20 ms or so. */
  keepSilentUntil(at: number): void {
    this.silentUntil = at;
  }

  timePasses(): void {
    if (this.silentUntil === 0 || this.isHeldBack) return;
    this.silentUntil = 0;
    this.pump();
  }

  tone(): void {
    const tone = waitingTone();
    this.toneEndsAt = this.maker.now() + tone.length / bytesPerMs;
    this.transport.play(tone);
  }

  pause(): void {
    this.paused = true;
    this.hush();
  }

  resume(): void {
    this.paused = false;
    this.pump();
  }

  stop(): void {
    this.hush();
    const dropped = this.queue.filter(({ clause }) => !clause.whole);
    this.queue = this.queue.filter(({ clause }) => clause.whole);
    for (const sound of dropped) sound.drop();
    this.paused = false;
    if (dropped.length > 0 && !this.busy) this.events.onQuiet();
    else this.pump();
  }

  tick(): void {
    if (this.queue.length === 0) return;
    if (this.paused) this.hush();
    const [first] = this.queue;
    if (first?.isSent && this.maker.now() > this.endsAt + markGraceMs) this.finished(1);
    this.pump();
  }

  /** A mark came back: everything sent before it has been played. */
  onMark(name: string): void {
    const [generation, number] = name.split('.').map(Number);
    if (generation !== this.generation || number === undefined) return;
    const at = this.queue.findIndex((sound, place) => sound.isSent && this.markOf(place) === number);
    if (at === -1) return;
    const last = this.queue[at] as ClauseSound;
    // The carrier's clock, not ours: it buffers, and so does the network.
    this.endsAt = this.maker.now() + this.sentMs - (last.startMs + last.lengthMs);
    this.finished(at + 1);
  }

  close(): void {
    const at = this.positionMs;
    for (const sound of this.queue) if (sound.sent > 0) sound.played(at - sound.startMs);
    for (const sound of this.queue) sound.drop();
    this.queue = [];
    this.transport.clear();
  }

  /** Marks count clauses; the first of the queue is the one after those that are finished. */
  private markOf(place: number): number {
    return this.marked + place;
  }

  private finished(count: number): void {
    for (const sound of this.queue.splice(0, count)) sound.played(sound.lengthMs);
    this.marked += count;
    this.pump();
    if (this.queue.length === 0) this.events.onQuiet();
  }

  private get positionMs(): number {
    return this.sentMs - Math.max(0, this.endsAt - this.maker.now());
  }

  /** Takes back what is not played yet, unless what is being played is spoken whole. */
  private hush(): void {
    if (this.sentMs === 0) return;
    const at = this.positionMs;
    const begun = this.queue.filter((sound) => sound.sent > 0);
    const playing = begun.find((sound) => sound.startMs + sound.lengthMs > at);
    if (!playing || playing.clause.whole) return;
    this.transport.clear();
    this.generation += 1;
    const played = this.queue.indexOf(playing);
    const dropped = this.queue.splice(0, played);
    for (const sound of dropped) sound.played(sound.lengthMs);
    this.marked += played;
    const offset = at - playing.startMs;
    playing.played(offset);
    for (const sound of begun) if (sound !== playing) sound.rewind(0);
    playing.rewind(offset - rewindMs);
    playing.startMs = -playing.sent / bytesPerMs;
    this.sentMs = 0;
    this.endsAt = this.maker.now();
  }

  private get isHeldBack(): boolean {
    return this.maker.now() < this.silentUntil;
  }

  /** Sends what may be sent, and has the next clause made. */
  private pump(): void {
    for (const [place, sound] of this.queue.entries()) {
      if (!sound.asked && place < madeAhead) sound.ask();
    }
    if (this.isHeldBack) return;
    const [first] = this.queue;
    for (const [place, sound] of this.queue.entries()) {
      if (this.paused && !sound.clause.whole) return;
      // What may be dropped never lies behind what may not: clearing would take both.
      if (place > 0 && first?.clause.whole && !sound.clause.whole) return;
      this.send(sound, place);
      if (!sound.isSent) return;
    }
  }

  /** Words do not wait for a tone. */
  private endTone(now: number): void {
    if (this.toneEndsAt > now) this.transport.clear();
    this.toneEndsAt = 0;
  }

  private send(sound: ClauseSound, place: number): void {
    const now = this.maker.now();
    if (sound.ready > 0 && this.endsAt < now) this.endsAt = now;
    if (sound.ready > 0 && sound.sent === 0) sound.startMs = this.sentMs;
    for (;;) {
      const roomMs = aheadMs - Math.max(0, this.endsAt - now);
      const leastMs = Math.min(leastPieceMs, sound.ready / bytesPerMs);
      if (sound.ready === 0 || roomMs < leastMs) break;
      const isFirst = sound.sent === 0;
      const piece = sound.take(Math.floor(roomMs) * bytesPerMs);
      if (piece.length === 0) break;
      this.endTone(now);
      this.transport.play(piece);
      this.sentMs += piece.length / bytesPerMs;
      this.endsAt += piece.length / bytesPerMs;
      if (isFirst)
        this.events.onSound(sound.clause, {
          askedAt: sound.askedAt,
          firstByteAt: sound.firstByteAt,
          sentAt: now,
        });
    }
    if (!sound.isSent || sound.markedIn === this.generation) return;
    sound.markedIn = this.generation;
    this.transport.mark(`${this.generation}.${this.markOf(place)}`);
  }
}
