/** Twilio's buffer for one stream: what was sent is played in real time, marks come back once played, clear empties it. */
import type { Hearing } from './hearing';

const perMs = 8;

/** The sound waiting to be heard. */
export class Ear {
  private queue: Buffer[] = [];
  /** Octets of the first of the queue that were played already. */
  private offset = 0;
  private waiting = 0;
  /** All octets ever queued and played. */
  private queued = 0;
  private played = 0;
  private marks: { name: string; at: number }[] = [];
  /** When the octet numbered `segmentAt` was played; sound without a gap is one segment. */
  private segmentMs = 0;
  private segmentAt = 0;

  /** `onMark`: everything sent before the mark was played, or cleared. */
  constructor(
    private readonly hearing: Hearing,
    private readonly onMark: (name: string) => void,
  ) {}

  /** How much is not played yet. */
  get waitingMs(): number {
    return this.waiting / perMs;
  }

  /** Sound that arrived. */
  play(sound: Buffer, nowMs: number): void {
    if (sound.length === 0) return;
    if (this.waiting === 0) {
      this.segmentMs = Math.max(nowMs, this.segmentEndMs());
      this.segmentAt = this.played;
    }
    this.queue.push(sound);
    this.queued += sound.length;
    this.waiting += sound.length;
  }

  mark(name: string): void {
    if (this.waiting === 0) this.onMark(name);
    else this.marks.push({ name, at: this.queued });
  }

  /** Drops what was not played; its marks come back. */
  clear(nowMs: number): void {
    this.tick(nowMs);
    if (this.waiting > 0) this.hearing.cut();
    this.played = this.queued;
    this.queue = [];
    this.offset = 0;
    this.waiting = 0;
    this.segmentMs = nowMs;
    this.segmentAt = this.played;
    for (const { name } of this.marks.splice(0)) this.onMark(name);
  }

  /** Plays what is due. */
  tick(nowMs: number): void {
    let due = Math.min(
      this.waiting,
      Math.floor((nowMs - this.segmentMs) * perMs) - (this.played - this.segmentAt),
    );
    while (due > 0) {
      const [first] = this.queue;
      if (!first) break;
      const length = Math.min(due, first.length - this.offset);
      const beganMs = this.segmentMs + (this.played - this.segmentAt) / perMs;
      this.hearing.sound(first.subarray(this.offset, this.offset + length), beganMs);
      this.advance(length, first);
      due -= length;
    }
    while (this.marks[0] && this.marks[0].at <= this.played) {
      const mark = this.marks.shift();
      if (mark) this.onMark(mark.name);
    }
  }

  private advance(length: number, first: Buffer): void {
    this.played += length;
    this.waiting -= length;
    this.offset += length;
    if (this.offset < first.length) return;
    this.queue.shift();
    this.offset = 0;
  }

  private segmentEndMs(): number {
    return this.segmentMs + (this.played - this.segmentAt) / perMs;
  }
}
