/** Why a webhook is refused, and in which words an operator is told. The sender is told none of it. */
import { headerOf, type WebhookCheck } from './table';

/** What is wrong: a header is missing, the clock, the body or the address were changed, the key, or no signature at all. */
export const whys = ['missing', 'clock', 'body-reencoded', 'url', 'wrong-key', 'malformed'] as const;
export type Why = (typeof whys)[number];

/** A reason. `found` is what would have made it right, in words; it never holds a value of the request. */
export interface Refusal {
  why: Why;
  found?: string;
  /** For `clock`: how much later than our clock the sender's says it is, negative for earlier; milliseconds. */
  offMs?: number;
}

/** What a person reads: what is wrong, and what to do. */
export interface InWords {
  reason: string;
  fix: string;
}

/** A refusal in plain words. */
export function refusalInWords({ why, found, offMs = 0 }: Refusal, check: WebhookCheck): InWords {
  const header = headerOf(check) ?? `the parameter ${check.parameter} of the address`;
  switch (why) {
    case 'missing':
      return {
        reason: `It does not carry ${found ?? header}.`,
        fix: `Set the secret of this webhook at the sender (scheme ${check.scheme}), and see that no proxy takes headers away.`,
      };
    case 'clock':
      return {
        reason: `Its signature is right, but it says it was sent ${span(offMs)} ${offMs < 0 ? 'before' : 'after'} it came.`,
        fix: 'Put the clocks of the sender and of this machine right (NTP). A request that was kept and sent again must be signed anew.',
      };
    case 'body-reencoded':
      return {
        reason: `Its body was changed on the way: the signature is right for it ${found}.`,
        fix: 'Let whatever stands before this gateway pass the body on byte for byte: no parsing, pretty-printing or added newline.',
      };
    case 'url':
      return {
        reason: `It was signed for another address: the signature is right for ${found}.`,
        fix: 'Write what stands before /webhooks/ in the address that the sender calls as webhook.url of this connection in recado.yaml.',
      };
    case 'malformed':
      return {
        reason: `What it carries in ${header} is no signature of scheme ${check.scheme}${found ? `: ${found}` : ''}.`,
        fix: 'See that the scheme named in recado.yaml is what the sender uses, and that the header comes once.',
      };
    case 'wrong-key':
      return {
        reason: found
          ? `It was signed with this connection's secret, but ${found}.`
          : 'It was signed with another secret, or its content was changed on the way.',
        fix: 'Copy the secret from the sender once more, without spaces around it; while it is being changed, list the new and the old one.',
      };
  }
}

function span(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
