/** The port to whatever speaks. */
import type { Language } from '../domain/language';

/** How something is spoken. */
export interface SpeakOptions {
  language: Language;
  /** The provider's own name of a voice; by default the one configured for the language. */
  voice?: string;
  signal?: AbortSignal;
}

/** A provider of speech. */
export interface Synthesizer {
  readonly name: string;
  /** What speaks a language where no voice is asked for, model and all: the same answer, the same sound. */
  voiceFor?(language: Language): string;
  /**
   * The sound of a text while it is being made: G.711 mu-law, 8 kHz mono, in chunks of any length. Throws `ConnectorError`
   * when the provider is away or too slow; ends early, without an error, when `signal` aborts.
   */
  speak(text: string, options: SpeakOptions): AsyncIterable<Buffer>;
}
