/** What a person is told of a caller who is put through to them, and what their ticket keeps of it. */
export interface Handover {
  /** E.164; absent where it is withheld. */
  number?: string;
  name?: string;
  /** What they want, in their own words or those of the errand. */
  wants: string;
  /** Codes of what this call has registered so far, the request for a person last. */
  codes: string[];
}

/** What the workflow of a spoken call says besides what any conversation says. */
export interface SpokenPhrases {
  /** The first words of every call: that no person speaks. */
  isMachine(): string;
  /** The line was lost and is back; what was said last follows. */
  backAgain(): string;
  /** After a fault in which words were only noted: we go on; what follows from the words is said next. */
  worksAgain(): string;
  /** Nobody answered, not even when asked: goodbye. */
  nobodyThere(): string;
  /** Nothing could be done with the call, not even note it: try again later. */
  faulty(): string;
  /** To who picked up a call of ours, from this office, that cannot say now what it is about: we call again, or write. */
  callsAgain(office: string): string;
  /** Asks whether the call may be recorded. */
  mayRecord(): string;
  /** They said yes. */
  isRecorded(): string;
  /** They did not. */
  isNotRecorded(): string;
  /** The caller is put through now. */
  puttingThrough(): string;
  /** Nobody took the call: the promise that stands follows. */
  nobodyFree(): string;
  /** What the person hears before they take the call; asks them to press 1. */
  handover(handover: Handover): string;
  /** The same where nothing is known of the caller. */
  handoverUnknown(): string;
  /** The same for the ticket. */
  handoverNote(handover: Handover): string;
  /** The person pressed 1, and the caller has gone. */
  callerHasLeft(): string;
}
