/**
 * Looks that can wait, joined: those that come to one connection within a moment ask its system together, by one request,
 * which takes one place in the account's pace.
 */
import DataLoader from 'dataloader';
import { ConnectorError } from './errors';

/** How long the first look of a request waits for others, and how many go together; who is the last of these waits no more. */
export interface Joining {
  withinMs: number;
  atMost: number;
}

/**
 * Watches of a connection wake in the same second (`src/domain/look-times.ts`), and their tasks take some hundred
 * milliseconds to come up. 100 is what vendors take as a page.
 */
export const joining: Joining = { withinMs: 500, atMost: 100 };

/** Asks a system when each of those tickets changed last; which ones it does not show are left out. */
export type AskTogether = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Joins the looks at one connection's tickets. Answers when the ticket changed last; undefined where only reading the ticket
 * itself can tell. A fault that may pass is told to all who asked together.
 */
export function joinLooks(
  ask: AskTogether,
  { withinMs, atMost }: Joining = joining,
): (id: string) => Promise<string | undefined> {
  let asked = 0;
  let askNow: () => void;
  const loader = new DataLoader<string, string | undefined>(
    async (ids) => {
      const changedAt = await orNothing(ask([...new Set(ids)]));
      return ids.map((id) => changedAt.get(id));
    },
    {
      // Remembered, an answer would hide what has changed since.
      cache: false,
      batchScheduleFn(dispatch) {
        asked = 0;
        const timer = setTimeout(dispatch, withinMs);
        askNow = () => {
          clearTimeout(timer);
          dispatch();
        };
      },
    },
  );
  return (id) => {
    const answer = loader.load(id);
    asked += 1;
    // More do not go together, and waiting would only keep places of the worker's taken.
    if (asked === atMost) askNow();
    return answer;
  };
}

const aboutTheList: ReadonlySet<string> = new Set(['rejected', 'missing', 'malformed']);

/** What is wrong with the list, which no retry mends, says nothing of any ticket: each is read by itself then. */
async function orNothing(answer: ReturnType<AskTogether>): ReturnType<AskTogether> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectorError && aboutTheList.has(error.kind)) return new Map();
    throw error;
  }
}
