/** Sound that may have to be sent again, by its place in the call. */

/** 8 kHz. */
const samplesPerMs = 8;

/** Keeps the newest sound, up to a length; places count samples from the call's first. */
export class KeptSound {
  private pieces: { from: number; samples: Int16Array }[] = [];
  private readonly capacity: number;
  /** The place after the last sample. */
  end = 0;

  constructor(maxMs: number) {
    this.capacity = maxMs * samplesPerMs;
  }

  /** The place of the oldest sample that is kept. */
  get from(): number {
    return this.pieces[0]?.from ?? this.end;
  }

  /** Adds sound at the end. It is copied: what hands it in may use its buffer again. */
  add(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.pieces.push({ from: this.end, samples: samples.slice() });
    this.end += samples.length;
    this.forgetBefore(this.end - this.capacity);
  }

  /** Lets go of what lies before a place. */
  forgetBefore(place: number): void {
    let whole = 0;
    for (const { from, samples } of this.pieces) {
      if (from + samples.length > place) break;
      whole++;
    }
    if (whole > 0) this.pieces.splice(0, whole);
    const first = this.pieces[0];
    if (first && first.from < place) {
      first.samples = first.samples.subarray(place - first.from);
      first.from = place;
    }
  }

  /** What is kept between two places, as one piece. */
  between(from: number, until = this.end): Int16Array {
    const start = Math.max(from, this.from);
    const whole = new Int16Array(Math.max(0, Math.min(until, this.end) - start));
    for (const piece of this.pieces) {
      const skipped = Math.max(0, start - piece.from);
      const wanted = piece.samples.subarray(skipped, Math.max(skipped, until - piece.from));
      const at = piece.from + skipped - start;
      if (wanted.length > 0 && at < whole.length) whole.set(wanted, at);
    }
    return whole;
  }
}
