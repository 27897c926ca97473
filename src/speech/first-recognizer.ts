/** Several ears as one. */
import { UsageError } from '../errors';
import { FirstEar } from './first-ear';
import type { Recognizer } from './recognizer';
import { Roster, type RosterOptions } from './roster';

export interface FirstRecognizerOptions extends RosterOptions {
  /** Milliseconds for the words after an utterance's end; the last provider has twice that, for nobody comes after it. */
  budgetMs?: number;
}

/**
 * Makes one ear of several, asked in this order. The sound of the current utterance is kept, so that the next provider
 * hears all of it. Throws the last provider's fault when all fail. A better one is tried again between utterances.
 */
export function firstRecognizer(
  providers: readonly Recognizer[],
  options: FirstRecognizerOptions = {},
): Recognizer {
  if (providers.length === 0)
    throw new UsageError('There is no recognition to choose from.', 'Name one in RECADO_STT.');
  const roster = new Roster('recognition', providers, options);
  const { budgetMs = 2000 } = options;
  return {
    name: providers.map(({ name }) => name).join('+'),
    open: (listening) => new FirstEar(roster, budgetMs, listening),
  };
}
