import type { MailWords } from '../mail-words';

export const mail: MailWords = {
  subject: (code) => (code ? `Your request ${code}` : 'Your call'),
  automatic: () => 'This message was sent automatically.',
  unsubscribe: 'STOP',
  around: {
    wrote: /^on\b.*\bwrote:?$/i,
    original: /^[-_ ]*(?:original|forwarded) message[-_ ]*$/i,
    from: /^from:\s/i,
    sent: /^(?:sent|date):\s/i,
    device: /^(?:sent from (?:my|outlook|yahoo|mail for)\b|get outlook for\b)/i,
    opening:
      /^(?:(?:hi|hello|hey|there|good (?:morning|afternoon|evening)|dear (?:sirs?|madam|team|all))[\s,.:!]*)+$/i,
    closing:
      /^(?:(?:many )?thanks|thank you|(?:kind |best |warm )?regards|best wishes|cheers|sincerely|yours \w+)[\s,.!]*$/i,
    away: /^(?:automatic reply|auto(?:matic)?[- ]?response|auto[- ]?reply|out of (?:the )?office)\b/i,
  },
};
