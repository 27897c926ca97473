/** What the workflow of a spoken call says besides what any conversation says. */
export interface SpokenPhrases {
  /** The first words of every call: that no person speaks. */
  isMachine(): string;
  /** The line was lost and is back; what was said last follows. */
  backAgain(): string;
  /** Nobody answered, not even when asked: goodbye. */
  nobodyThere(): string;
  /** Nothing could be done with the call, not even note it: try again later. */
  faulty(): string;
}
