import type { HearingActivities } from '.';
import type { Conversations } from './intake';

const beatEveryMs = 1000;

/** What hearing stands on. */
export interface HearingDependencies {
  conversations: Pick<Conversations, 'hear'>;
  /** Says that a turn is still being answered. */
  beat: () => void;
}

/** The activity that says a turn to its conversation and waits for the answer. */
export function createHearing({ conversations, beat }: HearingDependencies): HearingActivities {
  return {
    async hearNoted(call, turn) {
      const pulse = setInterval(beat, beatEveryMs);
      try {
        return await conversations.hear(call, turn);
      } finally {
        clearInterval(pulse);
      }
    },
  };
}
