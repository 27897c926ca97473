import { z } from 'zod';

/** A call's id as addresses of ours name it: the carrier's SID, or one of ours. */
export const callId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
