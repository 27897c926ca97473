/** Where a call hears its caller and its deliveries. Handlers only record; the call's one loop decides. */
import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import type { Answer, Heard } from '../src/domain/turn';
import type { Call } from './call';
import { answerUnheard, callState, deliveryEnded, hear, hungUp } from './messages';

/** Opens the doors of a call; answers the turns that wait, in order. */
export function attendCaller(call: Call, from: string | undefined): Heard[] {
  const { talk } = call;
  const inbox: Heard[] = [];
  const heard = new Set(call.answers.map((answer) => answer.turnId));
  const known = (turnId: string): Answer | undefined =>
    call.answers.find((answer) => answer.turnId === turnId);

  setHandler(
    hear,
    async (turn) => {
      const { turnId } = turn;
      if (!heard.has(turnId)) inbox.push(turn);
      heard.add(turnId);
      // Every turn that was let in is answered, even when the caller hangs up meanwhile.
      await condition(() => known(turnId) !== undefined);
      return known(turnId) ?? { turnId, say: [], ended: true };
    },
    {
      validator: ({ turnId }) => {
        if (talk.ended && !heard.has(turnId))
          throw ApplicationFailure.nonRetryable('the call is over', 'CallOver');
      },
    },
  );
  setHandler(answerUnheard, ({ turnId }) => {
    if (talk.proposedIn === turnId) delete talk.proposedIn;
  });
  setHandler(hungUp, ({ by }) => void (talk.ended ??= by));
  setHandler(deliveryEnded, (outcome) => {
    talk.outcomes[outcome.code] = outcome;
    talk.open = talk.open.filter(({ code }) => code !== outcome.code);
  });
  setHandler(callState, () => ({
    state: talk.ended ? 'ended' : 'live',
    lines: talk.lines,
    codes: talk.codes,
    answers: call.answers.length,
    ...(from === undefined ? {} : { from }),
  }));
  return inbox;
}
