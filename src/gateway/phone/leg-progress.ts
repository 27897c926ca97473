import type { CallProgress } from '../../channels/twilio/shapes';
import type { LegProgress } from '../../domain/telephone';

/** How far a leg has come, in our words. */
export const legProgress: Readonly<Record<CallProgress, LegProgress>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  answered: 'answered',
  completed: 'completed',
  busy: 'busy',
  noAnswer: 'no-answer',
  failed: 'failed',
  cancelled: 'cancelled',
};
