/** What is said while Temporal is away and words can only be noted. */

/** What is asked for next, and whether the caller can be told: nothing is promised to who cannot be reached. */
export interface NotedHow {
  wants: 'more' | 'phone';
  reachable: boolean;
}

/** The fixed intake in one language. Promises no more than a note on disk can keep. */
export interface IntakePhrases {
  /** After the greeting of a call that begins now: there is a fault; tell me what you need, and I note it. */
  greeting(): string;
  /** The first words are noted under this code and will be dealt with once the fault is repaired. */
  noted(code: string, how: NotedHow): string;
  /** Further words are noted under the same code. */
  alsoNoted(code: string, how: NotedHow): string;
  /** Only "yes", to whether there is anything else. */
  goAhead(): string;
  /** The caller is done. */
  goodbye(code: string): string;
  /** What it is, for tickets and notices; stands after "to". */
  title(): string;
}
