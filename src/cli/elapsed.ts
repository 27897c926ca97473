/** `4 min 20 s`, `12 s`, `3.2 s`, as a person reads a span of milliseconds. */
export function spanWords(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Calls `say` with the time that went by, every `everyMs` until the work ends. */
export async function withElapsed<T>(
  everyMs: number,
  say: (elapsed: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const from = performance.now();
  const timer = setInterval(() => say(spanWords(performance.now() - from)), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
