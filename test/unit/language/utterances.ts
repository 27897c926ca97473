/** What a table of utterances says of one language: what was said, and what must be heard. */
import type { FieldKind } from '../../../src/domain/assistant';
import type { Command } from '../../../src/language/hearing';

export type Heard = readonly (readonly [said: string, heard: string | undefined])[];

export interface Utterances {
  yes: readonly string[];
  no: readonly string[];
  unclear: readonly string[];
  /** Words with meaning of their own, which no yes survives. */
  content: readonly string[];
  commands: Partial<Record<Command, readonly string[]>>;
  notCommands: readonly string[];
  values: Partial<Record<FieldKind, Heard>>;
  corrections: Heard;
  ordinals: readonly (readonly [said: string, place: number | undefined])[];
}

/** A Wednesday, at noon in Madrid. */
export const now = '2026-11-18T11:00:00.000Z';
