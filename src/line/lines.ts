/** The live calls whose channel is held by this process: where an answer is spoken while it is being made. */

/** Hears the pieces of one call's answer as they are made. */
export type Speak = (turnId: string, piece: string) => void;

/** The lines of one host. A call without one is answered all the same, only not in pieces. */
export interface Lines {
  /** Opens a line; the newest one of a call speaks. The function returned closes it. */
  open(callId: string, speak: Speak): () => void;
  /** Speaks on a call's line; does nothing where this host holds none. */
  speak(callId: string, turnId: string, piece: string): void;
}

/** Lines kept in this process's memory. */
export function createLines(): Lines {
  const open = new Map<string, Speak>();
  return {
    open(callId, speak) {
      open.set(callId, speak);
      return () => {
        if (open.get(callId) === speak) open.delete(callId);
      };
    },
    speak(callId, turnId, piece) {
      open.get(callId)?.(turnId, piece);
    },
  };
}
