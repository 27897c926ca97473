import { z } from 'zod';

/** What a caller said, as a channel hands it to `hear`. `turnId` makes a repeat harmless. */
export const heard = z.strictObject({
  turnId: z.string().min(1).max(100),
  text: z.string().trim().min(1, 'say something').max(4000, 'at most 4000 characters a turn'),
  /** Host whose line streams the answer while it is made. */
  host: z.string().max(200).optional(),
  /**
   * Noted while Temporal was away and handed over now: nobody hears the answer. `heard` is the last turn whose answer the
   * caller had heard; these words agree to nothing that was read back in answer to another.
   */
  noted: z.strictObject({ heard: z.string().optional() }).optional(),
  /** What the channel has said by itself since the last answer: a filler, a question whether somebody is there. */
  said: z.array(z.string().max(500)).max(100).optional(),
});
export type Heard = z.infer<typeof heard>;

/** What the assistant answered to one turn. */
export interface Answer {
  turnId: string;
  /** Sentences in the order spoken. */
  say: string[];
  /** Code of the delivery this turn began, where it did. */
  code?: string;
  /** State of that delivery when the answer was given. */
  delivery?: 'delivered' | 'pending' | 'refused';
  /** Number of the record made, where there is a receipt. */
  recordId?: string;
  /** The code of what was read back and waits for a yes after this turn. */
  offers?: string;
  /** The caller is put through to a person next. `summary` is what that person hears; `code` stands whatever comes of it. */
  transfers?: { code: string; summary: string };
  ended: boolean;
}
