import { z } from 'zod';
import { creationClass } from '../../domain/terms';
import { webhookSecrets } from '../../webhook-schemes/standard-secret';

/** Settings of a connection to one desk. */
export const deskSettings = z
  .strictObject({
    url: z.url(),
    token: z.string().min(1),
    webhookSecret: webhookSecrets,
    timeoutMs: z.number().int().min(100).max(60_000).default(5000),
    /** Whether requests carry a session token, got with `token` and renewed when it has expired. */
    session: z.boolean().default(false),
    /** In which way the desk is kept from taking one order twice. */
    creation: creationClass.default('reference'),
    /** For `key`: milliseconds for which the desk remembers one; absent: for ever, which is true of the sandbox. */
    keyRememberedMs: z.number().int().min(1).optional(),
    /** Milliseconds until a look by reference surely shows what was made; 0 at the sandbox. */
    indexLagMs: z.number().int().min(0).max(3_600_000).default(0),
    /** Milliseconds for which the desk may still carry out a request that we gave up on. */
    settleMs: z.number().int().min(0).max(3_600_000).default(5000),
  })
  .refine(({ creation, keyRememberedMs }) => creation === 'key' || keyRememberedMs === undefined, {
    path: ['keyRememberedMs'],
    error: 'only a connection of creation: key has it',
  });
export type DeskSettings = z.infer<typeof deskSettings>;
