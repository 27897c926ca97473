/**
 * Webhooks that came before. Twilio sends one again when our answer was slow or lost, and its signature holds no time,
 * so that whoever has seen a request may send it again for ever.
 */

/** What tells one webhook from another. */
export interface RequestKey {
  callSid: string;
  signature: string;
  /**
   * The `i-twilio-idempotency-token` header: the same when Twilio tries again. It is not signed, so it only tells
   * two equal webhooks apart ("yes" said twice to one address); give each turn's action address a number of its own,
   * and its signature is its own too.
   */
  idempotencyToken?: string | undefined;
}

/** `over`: the call has ended, and instructions for it are nobody's business. */
export type Answered<T> = { what: 'answered'; answer: T; again: boolean } | { what: 'over' };

/** The memory of one gateway. */
export interface RecentRequests<T> {
  /**
   * Answers a webhook that asks for instructions: one that came before gets the same answer again (or waits for it),
   * one for a call that is over none. What fails is forgotten, so that Twilio's next try is a first one.
   */
  answer(key: RequestKey, make: () => Promise<T>): Promise<Answered<T>>;
  /** From now on this call is over: a status callback said so. */
  callOver(callSid: string): void;
}

/** How much is remembered, and who knows of calls that were over before this process began. */
export interface RecentRequestsOptions {
  /** Default 10 minutes: far more than Twilio goes on trying. */
  keepMs?: number;
  /** Default 10,000; the oldest are forgotten first. */
  most?: number;
  /** Asked for calls this process knows nothing of; a workflow that has closed is over. */
  isOver?: (callSid: string) => Promise<boolean>;
  now?: () => number;
}

/** An empty memory. */
export function createRecentRequests<T>(options: RecentRequestsOptions = {}): RecentRequests<T> {
  const { keepMs = 10 * 60_000, most = 10_000, isOver, now = Date.now } = options;
  const answers = createRecent<Promise<T>>(keepMs, most, now);
  const over = createRecent<true>(keepMs, most, now);

  const hasEnded = async (callSid: string): Promise<boolean> => {
    if (over.get(callSid)) return true;
    if (!(await isOver?.(callSid))) return false;
    over.set(callSid, true);
    return true;
  };
  return {
    async answer({ callSid, signature, idempotencyToken = '' }, make) {
      const key = JSON.stringify([callSid, signature, idempotencyToken]);
      if (over.get(callSid)) return { what: 'over' };
      const before = answers.get(key);
      if (before) return { what: 'answered', answer: await before, again: true };
      // Noted before anything is awaited, so that a double that comes meanwhile waits for this answer.
      const made = hasEnded(callSid).then((ended) => (ended ? Promise.reject(new CallOver()) : make()));
      answers.set(key, made);
      try {
        return { what: 'answered', answer: await made, again: false };
      } catch (error) {
        answers.delete(key);
        if (error instanceof CallOver) return { what: 'over' };
        throw error;
      }
    },
    callOver: (callSid) => over.set(callSid, true),
  };
}

class CallOver extends Error {}

/** A map that forgets by age and by number. */
function createRecent<T>(keepMs: number, most: number, now: () => number) {
  const entries = new Map<string, { value: T; at: number }>();
  const forgetOld = (): void => {
    for (const [key, { at }] of entries) {
      if (entries.size <= most && now() - at <= keepMs) return;
      entries.delete(key);
    }
  };
  return {
    get(key: string): T | undefined {
      forgetOld();
      return entries.get(key)?.value;
    },
    set(key: string, value: T): void {
      entries.delete(key);
      entries.set(key, { value, at: now() });
      forgetOld();
    },
    delete: (key: string): void => void entries.delete(key),
  };
}
