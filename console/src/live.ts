import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiProblem, asProblem } from './request';

/** What a view shows: the newest data, and why it is not newer. */
export interface Live<T> {
  data: T | undefined;
  problem: ApiProblem | undefined;
  /** Loads at once. */
  refresh: () => void;
}

interface Loaded<T> {
  key: string | undefined;
  data?: T;
  problem?: ApiProblem;
}

/**
 * Loads again `everyMs` after each answer while the page is visible. A failure keeps the data already shown.
 * `key` names what is loaded: another key begins afresh, and without one nothing is loaded.
 */
export function useLive<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number,
): Live<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ key });
  const [round, setRound] = useState(0);
  const newestLoad = useRef(load);
  useEffect(() => {
    newestLoad.current = load;
  });

  useEffect(() => {
    if (key === undefined) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let loading = false;
    const look = async () => {
      clearTimeout(timer);
      if (loading || document.hidden) return;
      loading = true;
      try {
        const data = await newestLoad.current(stop.signal);
        if (!stop.signal.aborted) setLoaded({ key, data });
      } catch (error) {
        if (stop.signal.aborted) return;
        setLoaded((before) => ({ ...(before.key === key ? before : { key }), problem: asProblem(error) }));
      } finally {
        loading = false;
        if (!stop.signal.aborted) timer = setTimeout(() => void look(), everyMs);
      }
    };
    const looked = () => void look();
    document.addEventListener('visibilitychange', looked);
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', looked);
    };
  }, [key, everyMs, round]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  const current = loaded.key === key ? loaded : { key };
  return { data: current.data, problem: current.problem, refresh };
}
