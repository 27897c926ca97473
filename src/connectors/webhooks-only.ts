/** A system that only tells us what changed: it is written to by nobody, and all it has is `webhook` in recado.yaml. */
import { z } from 'zod';
import { defineConnector } from './connector';

export const webhooksOnly = defineConnector({
  system: 'webhooks-only',
  creation: () => ({ class: 'none', indexLagMs: 0, settleMs: 0 }),
  settings: z.strictObject({}),
  connect: () => ({}),
});
