/**
 * Recognition over the OpenAI protocol: an utterance is collected, and sent as a file when it has ended.
 * https://platform.openai.com/docs/guides/speech-to-text
 */
import { toFile } from 'openai';
import { writeWav } from '../audio/wav';
import { createOpenAiClient, type OpenAiAddress } from '../openai-client';
import { KeptSound } from './kept-sound';
import { languageCodes, openAiSystem, toOpenAiFault } from './openai';
import { readTranscript } from './openai-transcript';
import type { Recognition, RecognizeOptions, Recognizer, Transcript } from './recognizer';
import { late } from './speech-fault';

export interface OpenAiRecognizerOptions extends OpenAiAddress {
  model?: string | undefined;
  /** Milliseconds for the words of one utterance. */
  timeoutMs?: number;
}

/** The protocol takes 25 MB; nobody speaks for so long without a pause. */
const longestMs = 10 * 60_000;

/** Makes the ear. Its faults are `ConnectorError('openai', …)`; it tries once. */
export function createOpenAiRecognizer(options: OpenAiRecognizerOptions): Recognizer {
  const { model = 'gpt-4o-mini-transcribe', timeoutMs = 8000 } = options;
  const client = createOpenAiClient(options, timeoutMs);

  async function transcribe(
    sound: Int16Array,
    { language, hints, onPartial }: RecognizeOptions,
    signal?: AbortSignal,
  ): Promise<Transcript> {
    const tooLate = AbortSignal.timeout(timeoutMs);
    const ended = signal ? AbortSignal.any([signal, tooLate]) : tooLate;
    try {
      const file = await toFile(writeWav({ rate: 8000, channels: [sound] }), 'speech.wav', {
        type: 'audio/wav',
      });
      const request = client.audio.transcriptions.create(
        {
          ...{ file, model, language: languageCodes[language], response_format: 'json' as const },
          ...(hints && hints.length > 0 && { prompt: hints.join(', ') }),
          // Models and servers that do not stream take no notice of it, and answer in one piece.
          stream: true,
        },
        { signal: ended },
      );
      // The raw answer, since the client would read one piece as a stream without events.
      const text = await readTranscript(await request.asResponse(), onPartial);
      ended.throwIfAborted();
      return { text, by: openAiSystem };
    } catch (error) {
      signal?.throwIfAborted();
      throw tooLate.aborted ? late(openAiSystem, 'tell the words', timeoutMs) : toOpenAiFault(error);
    }
  }

  return {
    name: openAiSystem,
    open(listening): Recognition {
      let sound = new KeptSound(longestMs);
      return {
        feed: (samples) => sound.add(samples),
        async finish(signal) {
          const utterance = sound.between(sound.from);
          sound = new KeptSound(longestMs);
          if (utterance.length === 0) return { text: '', by: openAiSystem };
          return await transcribe(utterance, listening, signal);
        },
        discard: () => void (sound = new KeptSound(longestMs)),
        close: () => void (sound = new KeptSound(longestMs)),
      };
    },
  };
}
