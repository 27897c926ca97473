/** What Deepgram's live endpoint says. https://developers.deepgram.com/reference/speech-to-text/listen-streaming */
import { z } from 'zod';

const seconds = z.number().min(0).max(1e6);
const results = z.object({
  type: z.literal('Results'),
  start: seconds,
  duration: seconds,
  is_final: z.boolean().default(false),
  from_finalize: z.boolean().default(false),
  channel: z.object({
    alternatives: z.array(z.object({ transcript: z.string(), confidence: z.number().optional() })),
  }),
});
const other = z.object({ type: z.string() });

/** Words of one stretch of a socket's sound, in seconds since its first sample. */
export interface Heard {
  until: number;
  text: string;
  confidence: number | undefined;
  isFinal: boolean;
  /** The last of what was sent before a `Finalize`. */
  fromFinalize: boolean;
}

/** Reads a message: words, `other` for kinds that say nothing to us, `malformed` for what is none. */
export function readMessage(raw: string): Heard | 'other' | 'malformed' {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return 'malformed';
  }
  const parsed = results.safeParse(json);
  if (!parsed.success) {
    const kind = other.safeParse(json);
    return kind.success && kind.data.type !== 'Results' ? 'other' : 'malformed';
  }
  const { start, duration, is_final: isFinal, from_finalize: fromFinalize, channel } = parsed.data;
  const [best] = channel.alternatives;
  return {
    until: start + duration,
    text: best?.transcript.trim() ?? '',
    confidence: best?.confidence,
    ...{ isFinal, fromFinalize },
  };
}
