import type { OptWords } from '../opt-word';

export const optOut: OptWords = {
  out: [
    ...[
      'stop it',
      'stop texting me',
      'stop texting',
      'stop messaging me',
      'stop writing',
      'stop sending messages',
    ],
    ...[
      'unsubscribe me',
      'no more',
      'no more messages',
      'no more texts',
      'remove me',
      'take me off',
      'leave me alone',
    ],
    ...["don't text me", "don't text me again", 'do not text me', "don't write to me", 'opt me out'],
  ],
  outAll: [
    'stop everything',
    'unsubscribe all',
    'unsubscribe from all',
    'do not contact me',
    "don't contact me",
  ],
  in: ['opt in', 'optin', 'subscribe', 'resubscribe', 'resume', 'start again'],
  help: ['who is this', 'who are you', 'information', 'what is this'],
  cancel: ['cancel messages', 'cancel texts'],
  polite: ['hi', 'hello', 'thank you very much', 'now', 'sir', 'madam'],
};
