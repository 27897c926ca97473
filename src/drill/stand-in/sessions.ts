/** The sessions of one system: opened with its key, and worth something for a while. */
import { randomUUID } from 'node:crypto';
import { answered, type DeskAnswer, refused } from './protocol';

export interface Sessions {
  /** Answers `POST /token`; `bearer` must be the key. */
  open(bearer: string | undefined): DeskAnswer;
  /** Whether a request that carries this may come in. */
  admits(bearer: string | undefined): boolean;
  /** Ends a session before its time. */
  end(bearer: string | undefined): void;
}

const usualSeconds = 3600;

/** Sessions of `seconds`. Where that is undefined they last an hour, and the key itself is admitted too. */
export function createSessions(key: string, seconds: number | undefined): Sessions {
  const endsAt = new Map<string, number>();
  return {
    open(bearer) {
      if (bearer !== key) return refused(401, 'The key is wrong.');
      const token = randomUUID();
      const expiresInSeconds = seconds ?? usualSeconds;
      endsAt.set(token, Date.now() + expiresInSeconds * 1000);
      return answered({ token, expiresInSeconds });
    },
    admits: (bearer = '') =>
      (bearer === key && seconds === undefined) || Date.now() < (endsAt.get(bearer) ?? 0),
    end: (bearer = '') => void endsAt.delete(bearer),
  };
}

/** How a session that is over is answered. */
export const expired = (): DeskAnswer => refused(401, 'The session has expired.');
