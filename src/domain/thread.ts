/** Where an answer of ours stands in a conversation by e-mail. */
import { z } from 'zod';

/** A Message-ID as it may stand in a header: nothing in it ends the header or begins another. */
export const letterId = z
  .string()
  .max(250)
  .regex(/^<[^<>\s\p{Cc}]+>$/u);

/** `code`: the case whose thread it is; `inReplyTo`: the letter it answers; `references`: those before, oldest first. */
export const thread = z.strictObject({
  code: z.string().max(40),
  inReplyTo: letterId,
  references: z.array(letterId).max(20),
});
export type Thread = z.infer<typeof thread>;
