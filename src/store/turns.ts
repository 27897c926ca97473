/** Something that only one may hold at a time. */
export interface Turns {
  /** Waits for one's turn, in the order asked; the function returned passes it on and must be called once. */
  take(): Promise<() => void>;
}

/** Turns, first come first served. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      let pass: () => void = () => undefined;
      last = new Promise((resolve) => (pass = resolve));
      await before;
      return pass;
    },
  };
}
