/** The form of reference calls, as the README.md of shared/oracle tells it. */
import { z } from 'zod';

/** What a tool does: `write` changes its system, all others only look. */
export const oracleKind = z.enum(['auth', 'read', 'write', 'system']);

const oracleParameter = z.object({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'letters, digits and _'),
  type: z.enum(['string', 'number', 'float', 'integer', 'boolean', 'array', 'object']),
  description: z.string().min(1),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
});
export type OracleParameter = z.infer<typeof oracleParameter>;

const oracleTool = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'lower case letters, digits and _'),
  description: z.string().min(1),
  kind: oracleKind,
  required: z.array(oracleParameter),
  optional: z.array(oracleParameter),
});
export type OracleTool = z.infer<typeof oracleTool>;

/** `<domain>.tools.json` */
export const oracleTools = z.object({
  domain: z.string(),
  instructions: z.string(),
  tools: z.array(oracleTool).min(1),
});
export type OracleTools = z.infer<typeof oracleTools>;

const spoken = z.string().trim().min(1).max(3900);

const event = z.union([
  z.strictObject({ agent: z.string() }),
  z.strictObject({ caller: spoken }),
  z.strictObject({
    tool: z.string(),
    kind: oracleKind,
    arguments: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/), z.json()),
    response: z.json(),
  }),
]);
export type OracleEvent = z.infer<typeof event>;

/** One line of `<domain>.calls.jsonl`. */
export const oracleCall = z.object({
  id: z.string().min(1).max(40),
  now: z.string(),
  openings: z.record(z.string(), z.string()),
  events: z.array(event).min(1),
});
export type OracleCall = z.infer<typeof oracleCall>;
