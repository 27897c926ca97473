/** The wish to end: Ctrl-C, SIGTERM, a closed terminal, or an npm that is gone. */

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A terminal's Ctrl-C reaches us twice under npm, once from the terminal and once handed on; that is one wish. */
const oneWishMs = 700;
const lookForNpmEveryMs = 1000;

/** A wish to end that may come, and may come again. */
export interface EndWish {
  /** Aborted at the first wish. */
  signal: AbortSignal;
  first: Promise<void>;
  /** The second wish: at once, please. */
  second: Promise<void>;
  /** Gives the signals back to Node. */
  forget(): void;
}

/** Listens for the wish to end. */
export function awaitEnd(): EndWish {
  const begin = new AbortController();
  const force = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    if (!begin.signal.aborted) {
      firstAt = performance.now();
      begin.abort(new Error('ended by the user'));
    } else if (performance.now() - firstAt > oneWishMs) force.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  const timer = npmWatch(onSignal);
  return {
    signal: begin.signal,
    first: aborted(begin.signal),
    second: aborted(force.signal),
    forget() {
      clearInterval(timer);
      for (const name of signals) process.removeListener(name, onSignal);
    },
  };
}

/** `npm start` runs us under a shell that dies of SIGTERM without telling: then nobody could end us any more. */
function npmWatch(onGone: () => void): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, lookForNpmEveryMs);
  return timer.unref();
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
