/** Events that come before anybody listens. */

/** Keeps events until there is somebody to hear them. */
export interface EventHold<E> {
  /** Tells it now, or when somebody attaches; the oldest of too many is forgotten. */
  give(tell: (events: E) => void): void;
  /** The last of all: never forgotten, and nothing is told after it. */
  last(tell: (events: E) => void): void;
  /** Tells what was kept, in order, and from then on everything at once. Only the first one hears. */
  attach(events: E): void;
}

/** Keeps at most `most` events. */
export function createEventHold<E>(most: number): EventHold<E> {
  const kept: Array<(events: E) => void> = [];
  let listener: E | undefined;
  let isOver = false;
  return {
    give(tell) {
      if (isOver) return;
      if (listener !== undefined) return tell(listener);
      kept.push(tell);
      if (kept.length > most) kept.shift();
    },
    last(tell) {
      if (isOver) return;
      isOver = true;
      if (listener !== undefined) tell(listener);
      else kept.push(tell);
    },
    attach(events) {
      if (listener !== undefined) return;
      listener = events;
      for (const tell of kept.splice(0)) tell(events);
    },
  };
}
