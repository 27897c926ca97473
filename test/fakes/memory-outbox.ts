/** Idempotency keys and an empty outbox in this process's memory; their own tests use real stores. */
import type { Store } from '../../src/store/store';

type Kept = { digest: string; claim: string | undefined; answer?: unknown };

/** Makes them. */
export function createMemoryOutbox(): Pick<
  Store,
  'claimAnswer' | 'keepAnswer' | 'dropAnswer' | 'forgetAnswers' | 'outbox'
> {
  const answers = new Map<string, Kept>();
  const at = ({ holder, key }: { holder: string; key: string }): string => `${holder} ${key}`;
  return {
    async claimAnswer({ digest, claim, ...asked }) {
      const kept = answers.get(at(asked));
      if (!kept) {
        answers.set(at(asked), { digest, claim });
        return { outcome: 'yours' };
      }
      if (kept.digest !== digest) return { outcome: 'other-body' };
      return kept.claim === undefined
        ? { outcome: 'answered', answer: kept.answer }
        : { outcome: 'in-flight' };
    },
    async keepAnswer(key, answer) {
      const kept = answers.get(at(key));
      if (kept?.claim === key.claim) answers.set(at(key), { ...kept, claim: undefined, answer });
    },
    dropAnswer: async (key) => void answers.delete(at(key)),
    forgetAnswers: async () => 0,
    outbox: {
      claim: async () => [],
      settle: async () => false,
      release: async () => undefined,
      list: async () => [],
      find: async () => undefined,
      replay: async () => 'unknown',
      endpoints: async () => [],
      waiting: async () => ({}),
      switchOn: async () => undefined,
      forget: async () => 0,
    },
  };
}
