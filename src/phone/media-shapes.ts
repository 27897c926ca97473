/** What a gateway sends on a media stream, as Twilio takes it. */
import { z } from 'zod';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const streamSid = z.string();

/** Frames to the carrier. Twilio closes the stream for others. */
export const toCarrier = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('media'),
    streamSid,
    media: z.object({ payload: z.string().regex(base64, 'is no base64') }),
  }),
  z.object({ event: z.literal('mark'), streamSid, mark: z.object({ name: z.string().min(1) }) }),
  z.object({ event: z.literal('clear'), streamSid }),
]);
export type ToCarrier = z.infer<typeof toCarrier>;
