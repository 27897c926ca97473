import type { HearingActivities } from '.';
import { alive } from './alive';
import type { Conversations } from './intake';

/** What hearing stands on. */
export interface HearingDependencies {
  conversations: Pick<Conversations, 'hear'>;
  /** Says that a turn is still being answered. */
  beat: () => void;
}

/** The activity that says a turn to its conversation and waits for the answer. */
export function createHearing({ conversations, beat }: HearingDependencies): HearingActivities {
  return {
    hearNoted: async (call, turn) => await alive(beat, async () => await conversations.hear(call, turn)),
  };
}
