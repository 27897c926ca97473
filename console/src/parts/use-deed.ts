import { useState } from 'react';
import type { Problem } from '../../../src/gateway/shapes';
import { asProblem } from '../request';

/** Something a person makes the system do: whether it is being done, and why it was not. */
export interface Deed {
  busy: boolean;
  problem: Problem | undefined;
  /** Does it, unless one is being done; tells whether it was done. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** State of one button or form. */
export function useDeed(): Deed {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (work: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (thrown) {
      setProblem(asProblem(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
}
