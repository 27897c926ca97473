/** The session token of one connection: shared by all its requests, fetched once for all of them when it has expired. */
import { z } from 'zod';

/** How a system hands a token out. */
export const sessionAnswer = z
  .object({ token: z.string().regex(/^[\x21-\x7e]+$/, 'a token of printable characters') })
  .transform(({ token }) => token);

/** The token that requests carry. */
export interface Session {
  /** The token as it is known; undefined where there is none, or the system no longer takes it. */
  known(): string | undefined;
  /** Fetches one, once for all who ask meanwhile. Rejects as the fetching does; the next to ask then tries again. */
  fetched(): Promise<void>;
  /** The system no longer takes this one. It may be known already: another request was refused before. */
  refused(token: string): void;
}

/** Keeps the token that `fetchToken` gives. */
export function createSession(fetchToken: () => Promise<string>): Session {
  let token: string | undefined;
  let fetching: Promise<void> | undefined;
  return {
    known: () => token,
    fetched() {
      fetching ??= fetchToken()
        .then((fresh) => void (token = fresh))
        .finally(() => (fetching = undefined));
      return fetching;
    },
    refused(old) {
      if (token === old) token = undefined;
    },
  };
}
