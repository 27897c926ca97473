import type { LinePhrases } from '../line-phrases';

const [first, ...later] = ['One moment, please.', 'I am still on it.', 'I will be right with you.'] as const;

/** What the line says by itself in English. */
export const line: LinePhrases = {
  moment: (nth) => (nth === 0 ? first : (later[(nth - 1) % later.length] ?? first)),
  stillThere: () => 'Are you still there?',
  offerKeys: (expects) =>
    expects === 'yes-no'
      ? 'You can use the keypad if you like: press 1 for yes or 2 for no.'
      : 'I cannot hear you. You can use the keypad if you like, and end with the pound key.',
  sayAgain: () => 'Sorry, I did not catch that. Could you say it again?',
  keyed: { yes: 'yes', no: 'no' },
};
