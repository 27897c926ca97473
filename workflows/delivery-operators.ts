/** What operators may ask of a delivery, each as a validated update: the answer says what will happen. */
import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { corrected, type Delivery, objection, withdrawn } from '../src/domain/delivery';
import type { Note } from './delivery';
import { correct, retryNow, withdraw } from './messages';

/** A delivery as operators reach it. */
interface Attended {
  read: () => Delivery;
  change: (next: Delivery) => void;
  note: Note;
}

/** Lets operators in; `waitOr` is how the delivery waits for its next try or for them. */
export function attendOperators({ read, change, note }: Attended): {
  /** Waits for the next try's time or an operator; without a time, for an operator. False when it was withdrawn. */
  waitOr(waitMs: number | undefined): Promise<boolean>;
} {
  let nudged = false;
  const refuse = (wish: 'retry' | 'correct' | 'withdraw', verb?: string): void => {
    const reason = nudged
      ? 'A try is about to start; wait some seconds and ask again.'
      : objection(read(), wish, verb);
    if (reason) throw ApplicationFailure.nonRetryable(reason, 'Objection');
  };

  const onRetry = ({ by }: { by: string }): string => {
    nudged = true;
    note(`operator:${by}`, 'retry now', 'asked for another try');
    return 'It is tried again now.';
  };
  setHandler(retryNow, onRetry, { validator: (_wish) => refuse('retry') });
  setHandler(
    correct,
    ({ by, work }) => {
      change(corrected(read(), work));
      nudged = true;
      note(`operator:${by}`, 'correct', `new arguments: ${Object.keys(work.args).join(', ')}`);
      return 'It is tried again now with the corrected arguments.';
    },
    { validator: ({ work }) => refuse('correct', work.verb) },
  );
  const onWithdraw = ({ by, reason }: { by: string; reason: string }): string => {
    const doubt = doubtOf(read());
    change(withdrawn(read(), reason));
    note(`operator:${by}`, 'withdraw', reason);
    return `Withdrawn; the caller is told.${doubt}`;
  };
  setHandler(withdraw, onWithdraw, { validator: (_wish) => refuse('withdraw') });

  return {
    async waitOr(waitMs) {
      const woken = (): boolean => nudged || read().outcome !== undefined;
      const summary = `wait for try ${read().attempts + 1}, or an operator`;
      if (waitMs === undefined) await condition(woken);
      else await condition(woken, waitMs, { summary });
      nudged = false;
      return read().outcome === undefined;
    },
  };
}

/** A try whose answer was lost may have done the work, and only the system's people can tell. */
function doubtOf({ lastFault, code }: Delivery): string {
  if (!lastFault || lastFault.kind === 'rejected') return '';
  return ` A try whose answer was lost may have reached the system: look there for ${code}.`;
}
