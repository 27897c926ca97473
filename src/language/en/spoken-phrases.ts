import { digitByDigit } from '../digit-by-digit';
import type { SpokenPhrases } from '../spoken-phrases';
import { bare, sentences } from '../wording';

/** What a spoken call says in English. */
export const spoken: SpokenPhrases = {
  isMachine: () => 'You are speaking with an artificial intelligence assistant.',
  backAgain: () => 'Sorry, we were cut off for a moment.',
  worksAgain: () => 'Everything works again now.',
  nobodyThere: () =>
    'I cannot hear anybody, so I will end the call. You can call again at any time. Goodbye.',
  faulty: () => 'I am sorry, we have a fault and I cannot help you. Please call again in a few minutes.',
  callsAgain: (office) =>
    sentences(
      `This is a call from ${bare(office)}.`,
      'We have a fault just now, and I cannot tell you what it is about.',
      'We will call you again or write to you. Sorry for the trouble. Goodbye.',
    ),
  mayRecord: () => 'May I record this call? Please say yes or no.',
  isRecorded: () => 'Thank you, the call is being recorded.',
  isNotRecorded: () => 'All right, nothing is recorded.',
  puttingThrough: () => 'I will put you through to a person. Please stay on the line.',
  nobodyFree: () => 'Nobody is free to take your call just now.',
  handover: ({ number, name, wants, codes }) =>
    [
      'A call from the automatic assistant.',
      name === undefined ? '' : `The caller is ${name}.`,
      number === undefined ? 'The number is withheld.' : `They call from ${digitByDigit(number)}.`,
      `They want: ${wants}.`,
      codes.length === 0 ? '' : `Codes: ${codes.join(', ')}.`,
      'Press 1 to take the call.',
    ]
      .filter(Boolean)
      .join(' '),
  handoverUnknown: () =>
    'A call from the automatic assistant. Somebody is waiting to speak to you. Press 1 to take the call.',
  handoverNote: ({ name, wants, codes }) =>
    [
      'The call was to be put through to a person.',
      name === undefined ? '' : `Name: ${name}.`,
      `They want: ${wants}.`,
      codes.length === 0 ? '' : `Codes of the call: ${codes.join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  callerHasLeft: () => 'Sorry, the caller has hung up. Goodbye.',
};
