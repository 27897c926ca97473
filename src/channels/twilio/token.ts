/**
 * Tokens that bind a socket to a call. Twilio's signature on a socket says only that some call of some account asked
 * for this address; which call it is comes in a `<Parameter>`, and this token beside it proves that we wrote it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** The line a token is for. `epoch` grows with each socket of the call. */
export interface LineKey {
  callId: string;
  epoch: number;
}

/** What became of a token. `spent`: a socket has come with it before. */
export type TokenVerdict = 'valid' | 'forged' | 'expired' | 'spent';

/** Tokens of one installation; every gateway with the same secret honours them. */
export interface LineTokens {
  /** At most 80 characters, fit for a `<Parameter>`. */
  mint(line: LineKey): string;
  /**
   * Takes a token back, once in this process. A second gateway does not know that it is spent: there the workflow
   * refuses the epoch, which it has seen.
   */
  redeem(line: LineKey, token: string | undefined): TokenVerdict;
}

/** @param lifeMs - default 60 s: Twilio opens the socket as soon as it has read the TwiML. */
export function createLineTokens({
  secret,
  lifeMs = 60_000,
  now = Date.now,
}: {
  secret: string;
  lifeMs?: number;
  now?: () => number;
}): LineTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'recado line token', 32));
  /** Spent tokens and when they expire anyhow, in seconds. */
  const spent = new Map<string, number>();
  const macOf = ({ callId, epoch }: LineKey, expiresAtS: number): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([callId, epoch, expiresAtS]))
      .digest();

  return {
    mint(line) {
      const expiresAtS = Math.ceil((now() + lifeMs) / 1000);
      return `${expiresAtS}.${macOf(line, expiresAtS).toString('base64url')}`;
    },
    redeem(line, token = '') {
      const [, digits, given] = /^(\d{1,12})\.([\w-]{43})$/.exec(token) ?? [];
      if (digits === undefined || given === undefined) return 'forged';
      const expiresAtS = Number(digits);
      const mac = Buffer.from(given, 'base64url');
      const right = macOf(line, expiresAtS);
      if (mac.length !== right.length || !timingSafeEqual(mac, right)) return 'forged';
      const nowS = now() / 1000;
      if (expiresAtS < nowS) return 'expired';
      for (const [other, untilS] of spent) if (untilS < nowS) spent.delete(other);
      // By what it says and not by how it is written: base64url has more than one way to write the last character.
      const name = `${expiresAtS}.${right.toString('base64url')}`;
      if (spent.has(name)) return 'spent';
      spent.set(name, expiresAtS);
      return 'valid';
    },
  };
}
