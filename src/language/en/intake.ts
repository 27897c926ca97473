import type { IntakePhrases, NotedHow } from '../intake-phrases';
import { sentences } from '../wording';

const next = ({ wants, reachable }: NotedHow): string =>
  wants === 'phone'
    ? 'At which phone number can we reach you?'
    : sentences(
        reachable ? 'You will be told.' : 'Please keep that code to ask how it is going.',
        'Is there anything else I should note?',
      );

/** The fixed intake in English. */
export const intake: IntakePhrases = {
  greeting: () =>
    'We have a fault just now and I cannot process anything, but I take notes and nothing is lost. Please tell me what you need.',
  noted: (code, how) =>
    sentences(
      `We have a fault just now. What you told me is noted under the code ${code} and will be dealt with as soon as it is repaired.`,
      next(how),
    ),
  alsoNoted: (code, how) => sentences(`I have noted that too, under the same code ${code}.`, next(how)),
  goAhead: () => 'Go ahead.',
  goodbye: (code) => `All right, everything is noted under the code ${code}. Have a good day.`,
  title: () => 'see to the message you left during a fault',
};
