/** Who hears and who speaks, from the environment. `speechVariables` is a part of what `src/config.ts` parses. */
import { z } from 'zod';
import { UsageError } from '../errors';

const optionalText = z
  .string()
  .transform((text) => text.trim() || undefined)
  .optional();
const budgetMs = z.coerce.number().int().min(100).max(30_000);

/** The variables as zod has them, to be spread into the schema of the whole environment. */
export const speechVariables = {
  /** Names in the order in which they are asked: `deepgram,openai`. */
  RECADO_STT: optionalText,
  /** Likewise: `elevenlabs,openai,espeak`. */
  RECADO_TTS: optionalText,
  RECADO_STT_BUDGET_MS: budgetMs.default(2000),
  RECADO_TTS_BUDGET_MS: budgetMs.default(1500),
  DEEPGRAM_API_KEY: optionalText,
  DEEPGRAM_BASE_URL: optionalText,
  DEEPGRAM_MODEL: optionalText,
  ELEVENLABS_API_KEY: optionalText,
  ELEVENLABS_BASE_URL: optionalText,
  ELEVENLABS_MODEL: optionalText,
  ELEVENLABS_VOICE_ES: optionalText,
  ELEVENLABS_VOICE_PT: optionalText,
  ELEVENLABS_VOICE_EN: optionalText,
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: optionalText,
  /** Where speech is served from another address than the model: a local server of each. */
  OPENAI_SPEECH_BASE_URL: optionalText,
  OPENAI_STT_MODEL: optionalText,
  OPENAI_TTS_MODEL: optionalText,
  OPENAI_TTS_VOICE: optionalText,
  /** Whose words are kept as sound on the host that hears them. */
  RECADO_KEEP_SOUND: z.enum(['never', 'after-consent', 'always']).default('never'),
};
const variables = z.object(speechVariables);
export type SpeechVariables = z.infer<typeof variables>;

export const recognizerNames = ['deepgram', 'openai'] as const;
export const synthesizerNames = ['elevenlabs', 'openai', 'espeak'] as const;
export type RecognizerName = (typeof recognizerNames)[number];
export type SynthesizerName = (typeof synthesizerNames)[number];

/** Who is asked, in order, and with what. */
export interface SpeechSettings {
  recognizers: RecognizerName[];
  /** Without a list of its own, espeak is added last where it is installed (`open-speech.ts`). */
  synthesizers: SynthesizerName[];
  isSynthesizersDefault: boolean;
  variables: SpeechVariables;
}

/** Reads who is to hear and speak. Without a list: whoever has a key. Throws `UsageError` naming the variable. */
export function readSpeechSettings(given: SpeechVariables): SpeechSettings {
  const hasKey = (name: RecognizerName | SynthesizerName): boolean =>
    name !== 'espeak' && given[keyOf[name]] !== undefined;
  const heard = listOf('RECADO_STT', given.RECADO_STT, recognizerNames);
  const spoken = listOf('RECADO_TTS', given.RECADO_TTS, synthesizerNames);
  for (const name of new Set([...(heard ?? []), ...(spoken ?? [])])) refuseWithoutKey(name, given);
  return {
    recognizers: heard ?? recognizerNames.filter(hasKey),
    synthesizers: spoken ?? synthesizerNames.filter(hasKey),
    isSynthesizersDefault: spoken === undefined,
    variables: given,
  };
}

/** Parses these variables alone, for processes and tests that need no more. */
export function speechSettingsOf(env: NodeJS.ProcessEnv): SpeechSettings {
  const parsed = variables.safeParse(env);
  if (parsed.success) return readSpeechSettings(parsed.data);
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${issue?.path.join('.')}: ${issue?.message}`,
    `Correct or unset ${issue?.path.join('.')}.`,
  );
}

const keyOf = {
  deepgram: 'DEEPGRAM_API_KEY',
  elevenlabs: 'ELEVENLABS_API_KEY',
  openai: 'OPENAI_API_KEY',
} as const;

function listOf<Name extends string>(
  variable: string,
  list: string | undefined,
  known: readonly Name[],
): Name[] | undefined {
  if (list === undefined) return undefined;
  const names = list.split(',').map((name) => name.trim());
  return [...new Set(names.filter(Boolean))].map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined)
      throw new UsageError(`${variable} names ${name}, which does not exist.`, `Use ${known.join(', ')}.`);
    return found;
  });
}

function refuseWithoutKey(name: RecognizerName | SynthesizerName, given: SpeechVariables): void {
  if (name === 'espeak' || given[keyOf[name]] !== undefined) return;
  // A local server often wants no key.
  if (name === 'openai' && (given.OPENAI_BASE_URL ?? given.OPENAI_SPEECH_BASE_URL) !== undefined) return;
  throw new UsageError(
    `RECADO_STT or RECADO_TTS names ${name}, but ${keyOf[name]} is not set.`,
    `Set ${keyOf[name]}, or leave ${name} out.`,
  );
}
