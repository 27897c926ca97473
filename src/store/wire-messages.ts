/** PostgreSQL's frontend messages, as far as taking turns needs them (PostgreSQL manual, "Message Formats"). */

const encryptionAsked = new Set([80877103, 80877104]);
const cancelAsked = 80877102;

// Bind, close, describe, execute, function call, flush, parse, query, sync, terminate. No copying: nobody here does it.
const letters = new Set(Buffer.from('BCDEFHPQSX'));

// Far above any row of ours; without an end a broken client would fill the memory.
const longestMessage = 64 * 1024 * 1024;

/** What a client sends when it leaves. */
export const terminate = 'terminate';

/** A whole message, or what it came to: a wish for encryption, to be answered `N`, or the client's farewell. */
export type Message = Uint8Array | 'no-encryption' | typeof terminate;

/** Cuts a client's bytes into messages; keeps the rest for the next piece. Throws at what is no message. */
export function createMessageReader(): { read(chunk: Buffer): Generator<Message> } {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return {
    *read(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        // Before the start-up message is through, messages have no letter in front.
        const lengthAt = started ? 1 : 0;
        if (rest.length < lengthAt + 4) return;
        const length = rest.readInt32BE(lengthAt);
        if (length < 4 || length > longestMessage || (started && !letters.has(rest[0] ?? 0)))
          throw new Error('This is no message.');
        if (rest.length < lengthAt + length) return;
        const message = rest.subarray(0, lengthAt + length);
        rest = rest.subarray(lengthAt + length);
        if (started) {
          yield message[0] === letter('X') ? terminate : message;
        } else {
          const kind = length >= 8 ? message.readInt32BE(4) : 0;
          started = !encryptionAsked.has(kind) && kind !== cancelAsked;
          yield started ? message : kind === cancelAsked ? terminate : 'no-encryption';
        }
      }
    },
  };
}

/** Whether the database answers "ready" after this message: the start-up, a simple query, a sync or a function call. */
export function isEndOfRequest(message: Uint8Array): boolean {
  const first = message[0];
  return first === 0 || first === letter('Q') || first === letter('S') || first === letter('F');
}

/** Whether the client wants its answers so far, with more of the same request to come. */
export function isFlush(message: Uint8Array): boolean {
  return message[0] === letter('H');
}

/** A simple query. */
export function queryMessage(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5, 'Q');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const letter = (text: string): number => text.charCodeAt(0);
