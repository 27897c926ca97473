import type { SpokenPhrases } from '../spoken-phrases';

/** What a spoken call says in English. */
export const spoken: SpokenPhrases = {
  isMachine: () => 'You are speaking with an artificial intelligence assistant.',
  backAgain: () => 'Sorry, we were cut off for a moment.',
  nobodyThere: () =>
    'I cannot hear anybody, so I will end the call. You can call again at any time. Goodbye.',
  faulty: () => 'I am sorry, we have a fault and I cannot help you. Please call again in a few minutes.',
};
