/** The session token of one connection: shared by all its requests, fetched once for all of them when it has expired. */
import { z } from 'zod';

/** How a system hands a token out. */
export const sessionAnswer = z
  .object({ token: z.string().regex(/^[\x21-\x7e]+$/, 'a token of printable characters') })
  .transform(({ token }) => token);

/** The token that requests carry. Both reject as the fetching of one does; the next to ask then tries again. */
export interface Session {
  /** The token as it is known; fetched where there is none yet. */
  token(): Promise<string>;
  /** A token in the place of `refused`, which the system no longer takes. */
  renewed(refused: string): Promise<string>;
}

/** Keeps the token that `fetchToken` gives. */
export function createSession(fetchToken: () => Promise<string>): Session {
  let known: string | undefined;
  let fetching: Promise<string> | undefined;

  const fetched = (): Promise<string> => {
    fetching ??= fetchToken()
      .then((token) => (known = token))
      .finally(() => (fetching = undefined));
    return fetching;
  };
  return {
    token: async () => fetching ?? known ?? (await fetched()),
    // Another request may have been refused before this one, so that the token is a new one by now.
    renewed: async (refused) =>
      fetching === undefined && known !== undefined && known !== refused ? known : await fetched(),
  };
}
