import type { MailWords } from '../mail-words';

export const mail: MailWords = {
  subject: (code) => (code ? `Your request ${code}` : 'Your call'),
  automatic: () => 'This message was sent automatically.',
  unsubscribe: 'STOP',
};
