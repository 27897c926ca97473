/** Replies on the host that holds the line: begun before they are asked for, spoken while they are made. */
import type { JudgedReply } from '../../activities';
import type { SpokenLines } from '../../activities/reply';
import type { Lines } from '../line/lines';
import type { LiveLines } from '../line/live-lines';
import type { Foresights } from '../line/foresight';
import type { PreparedReplies } from '../line/prepared';

/** What a host's replies stand on: the lines of written calls, those of spoken ones, and what is known of the latter. */
export interface LinesOfHost {
  lines: Lines;
  live: LiveLines;
  prepared: PreparedReplies<JudgedReply>;
  foresights: Foresights;
}

/** The spoken calls of this host as the activity of a turn needs them. */
export const spokenLinesOf = ({ live, prepared, foresights }: LinesOfHost): SpokenLines => ({
  whole: (since) => foresights.get(since.callId)?.whole(since),
  take(context, turnId, onText) {
    live.get(context.callId)?.answering?.(turnId);
    return prepared.take(context, onText);
  },
  speak: (callId, turnId, piece) => live.get(callId)?.speak(turnId, piece),
  replied(context, { turnId, name }, reply) {
    live.get(context.callId)?.spoken(turnId);
    foresights.get(context.callId)?.replied(name, context, reply);
  },
});
