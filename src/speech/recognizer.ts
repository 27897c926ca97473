/** The port to whatever turns a caller's voice into words. */
import type { Language } from '../domain/language';
import type { ConnectorError } from '../errors';

/** What was understood of one stretch of speech. */
export interface Transcript {
  text: string;
  /** 0 to 1 where the provider tells. */
  confidence?: number;
  /** Which provider heard it. */
  by: string;
}

/** How one call is listened to. */
export interface RecognizeOptions {
  language: Language;
  /** Words worth expecting: names of streets, products. */
  hints?: readonly string[];
  /** Words as far as they are known while the caller speaks; each replaces the one before. */
  onPartial: (text: string) => void;
  /** The provider is away, as was noticed before anybody asked for the words; what was fed is lost to this provider. */
  onFault?: (error: ConnectorError) => void;
}

/** One call's ear. Sound is 8 kHz mono, 16 bit, in pieces of any length. */
export interface Recognition {
  feed(samples: Int16Array): void;
  /**
   * The caller has come to an end: the words of everything fed since the last `finish`. Throws `ConnectorError` when the
   * provider is away or too slow; what was fed is then lost to this provider.
   */
  finish(signal?: AbortSignal): Promise<Transcript>;
  /** What was fed since the last `finish` was no speech. */
  discard(): void;
  close(): void;
}

/** A provider of recognition. */
export interface Recognizer {
  readonly name: string;
  open(options: RecognizeOptions): Recognition;
}
