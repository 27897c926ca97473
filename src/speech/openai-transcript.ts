/** What a transcription answers, streamed or in one piece. Parses each piece: "compatible" is a wide word. */
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import { openAiSystem } from './openai';
import { speechFault } from './speech-fault';

const whole = z.object({ text: z.string() });
const event = z.object({
  type: z.string().optional(),
  delta: z.string().optional(),
  text: z.string().optional(),
});

/** The words of an answer; partial words are told as they come. Throws `ConnectorError` for what is no transcript. */
export async function readTranscript(response: Response, onPartial: (text: string) => void): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('text/event-stream')) {
    const parsed = whole.safeParse(parseJson(await response.text()));
    if (!parsed.success) throw malformed();
    return parsed.data.text.trim();
  }
  let text = '';
  for await (const raw of Stream.fromSSEResponse<unknown>(response, new AbortController())) {
    const parsed = event.safeParse(raw);
    if (!parsed.success) throw malformed();
    const { type: kind, delta, text: told } = parsed.data;
    if (kind === 'transcript.text.done') return (told ?? text).trim();
    // Some servers stream segments without saying of what kind they are.
    const piece = kind === 'transcript.text.delta' ? delta : kind === undefined ? told : undefined;
    if (piece === undefined) continue;
    text += piece;
    if (text.trim() !== '') onPartial(text.trim());
  }
  throw speechFault(openAiSystem, 'unavailable', 'broke off before the words were whole');
}

const malformed = () => speechFault(openAiSystem, 'malformed', 'answered something that is no transcript');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
