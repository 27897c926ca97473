/** What operators may ask of a delivery, each as a validated update: the answer says what will happen. */
import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { corrected, type Delivery, objection, withdrawn } from '../src/domain/delivery';
import type { Delivering } from './delivery';
import { announce } from './delivery-watch';
import { correct, retryNow, withdraw } from './messages';

/** Lets operators in. */
export function attendOperators({ read, change, note }: Delivering): void {
  const refuse = (wish: 'retry' | 'correct' | 'withdraw', verb?: string): void => {
    const reason = read().called
      ? 'A try is about to start; wait some seconds and ask again.'
      : objection(read(), wish, verb);
    if (reason) throw ApplicationFailure.nonRetryable(reason, 'Objection');
  };

  const onRetry = ({ by }: { by: string }): string => {
    change({ ...read(), called: true });
    note(`operator:${by}`, 'retry now', 'asked for another try');
    return 'It is tried again now.';
  };
  setHandler(retryNow, onRetry, { validator: (_wish) => refuse('retry') });
  setHandler(
    correct,
    ({ by, work }) => {
      change({ ...corrected(read(), work), called: true });
      announce(read());
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
}

/** A try whose answer was lost may have done the work, and only the system's people can tell. */
function doubtOf({ doubt, code }: Delivery): string {
  if (!doubt) return '';
  return ` A try whose answer was lost may have reached the system: look there for ${code}.`;
}
