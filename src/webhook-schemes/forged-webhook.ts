import { ConnectorError } from '../errors';
import type { InWords, Why } from './refusal';
import { refusalInWords } from './refusal';
import type { SignedRequest } from './scheme';
import type { WebhookCheck } from './table';
import { examine, type Genuine } from './verify';

/** A webhook that is not genuine. The reason is for operators: whoever sent it must not be helped to do better. */
export class ForgedWebhook extends ConnectorError {
  constructor(
    system: string,
    /** Looks for the reason; costs many times the check. */
    readonly diagnose: () => InWords & { why: Why },
  ) {
    super(system, 'unauthorized', `The signature of a ${system} webhook is wrong or old.`);
    this.name = 'ForgedWebhook';
  }
}

/** What a genuine request says of itself. Throws `ForgedWebhook` at any other. */
export function requireGenuine(system: string, check: WebhookCheck, request: SignedRequest): Genuine {
  const verdict = examine(check, request);
  if ('genuine' in verdict) return verdict;
  throw new ForgedWebhook(system, () => {
    const refusal = verdict.why();
    return { why: refusal.why, ...refusalInWords(refusal, check) };
  });
}
