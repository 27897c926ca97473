/** What the workflow of a spoken call asks of the host that holds its line, and what comes back. Plain data of history. */

/** What the caller is about to say; decides how long a pause may be. */
export type Expectation = 'yes-no' | 'number' | 'email' | 'address' | 'name' | 'date' | 'open';

/** Say this, then listen. */
export interface Listening {
  turnId: string;
  /** Sentences of code's own, each said whole, before listening; what a model said on this line is not among them. */
  say: string[];
  /** The first sentence says that it is an AI: it is said to its end, and never dropped, whoever speaks meanwhile. */
  firstWords?: true;
  expects?: Expectation;
  /** Nothing is listened for: the line says the above, and then does this. `letGo`: the carrier asks where the call goes. */
  then?: { hangUp: true } | { letGo: true } | { stay: true };
}

/** How much of our last words the caller heard before they cut in. Absent where they heard all of it. */
export interface Cut {
  heard: string;
}

/** What the line came back with. */
export type Listened = {
  turnId: string;
  /** Epoch milliseconds at which the line came back with it. */
  at?: number;
  cut?: Cut;
  /** Of a line that moved: that all of it was heard is the carrier's own word. */
  heardAll?: true;
  /** What the line said by itself meanwhile: a filler, a question whether somebody is there. */
  said?: string[];
} & (
  | { what: 'words'; text: string; via: 'voice' | 'keys'; sound?: string }
  /** The caller said nothing, and nothing again when asked. */
  | { what: 'silence' }
  | { what: 'hungUp' }
  /** Said, and done what was to be done then. */
  | { what: 'done' }
  /** This line holds the call no more: a newer one does, or its socket was lost and the call may come back on another. */
  | { what: 'moved' }
);
