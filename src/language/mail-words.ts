/** What an e-mail says around the words of a notice, in one language. */
export interface MailWords {
  /** The same for every message of a case, so that they are one thread. Without a code: of a call that became no case. */
  subject(code: string | undefined): string;
  /** The last line: nobody typed this. */
  automatic(): string;
  /** What people write to get no more of these. */
  unsubscribe: string;
  /** By what an answer's own words are told from the rest of it. Programs write these, in the language of who uses them. */
  around: AnswerMarks;
}

/** Marks of mail programs. Each is tried on one line without the spaces around it. */
export interface AnswerMarks {
  /** "On Monday Ana wrote:": what is quoted follows. Such a line holds a date, and so a digit. */
  wrote: RegExp;
  /** "-----Original message-----" */
  original: RegExp;
  /** The first two lines of a copied head: "From: …" and, below it, "Sent: …". */
  from: RegExp;
  sent: RegExp;
  /** "Sent from my telephone" */
  device: RegExp;
  /** A greeting that stands on its own line, and one that takes leave. */
  opening: RegExp;
  closing: RegExp;
  /** The subject of an answer that nobody wrote: "Out of office". */
  away: RegExp;
}
