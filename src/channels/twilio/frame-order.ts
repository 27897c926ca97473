/** Numbers that frames carry, counted from 1. */

/** Tells repeats from what is new, and counts what is missing. */
export interface FrameOrder {
  /** `repeat`: drop it. `absurd`: so far ahead that it cannot be true; drop it and go on from where we were. */
  take(number: number | undefined): 'next' | 'repeat' | 'absurd';
  /** Frames that never came. */
  readonly missing: number;
}

/** A minute of sound. */
const furthestAhead = 3000;

/** An order that begins with any number. A frame without a number is always new. */
export function createFrameOrder(): FrameOrder {
  let last: number | undefined;
  let missing = 0;
  return {
    get missing() {
      return missing;
    },
    take(number) {
      if (number === undefined) return 'next';
      if (last !== undefined) {
        if (number <= last) return 'repeat';
        if (number - last > furthestAhead) return 'absurd';
        missing += number - last - 1;
      }
      last = number;
      return 'next';
    },
  };
}
