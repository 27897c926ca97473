/** What an e-mail says around the words of a notice, in one language. */
export interface MailWords {
  /** The same for every message of a case, so that they are one thread. Without a code: of a call that became no case. */
  subject(code: string | undefined): string;
  /** The last line: nobody typed this. */
  automatic(): string;
  /** What people write to get no more of these. */
  unsubscribe: string;
}
