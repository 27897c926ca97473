import type { CaseView } from '../../../src/gateway/shapes';
import { caseStates, type Tone } from './words';

/** A state in one or two words. The colour repeats what the word says. */
export function Chip({ tone, word }: { tone: Tone; word: string }) {
  return <span className={`chip ${tone}`}>{word}</span>;
}

/** Says of a case that it may have been done twice. */
export const FlagChip = () => <Chip tone="bad" word="possible double" />;

/** The state of a case. */
export function CaseChip({ state }: { state: CaseView['state'] }) {
  const { tone, word } = caseStates[state];
  return <Chip tone={tone} word={word} />;
}
