/** Where a call hears its caller and its deliveries. Handlers only record; the call's one loop decides. */
import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { phoneView } from '../src/domain/phone-card';
import type { PhoneView } from '../src/domain/telephone';
import type { Answer, Heard } from '../src/domain/turn';
import type { Call } from './call';
import { answerUnheard, callState, deliveryEnded, hear, hungUp } from './messages';

/** Where turns come in. */
export interface Door {
  /** Turns that wait for an answer, in order. */
  inbox: Heard[];
  /** Whether a turn that came another way is none that came in here; from now on it is known. */
  isNew(turnId: string): boolean;
}

/** Opens the doors of a call. */
export function attendCaller(call: Call, from: string | undefined): Door {
  const { talk } = call;
  const inbox: Heard[] = [];
  const heard = new Set(call.answers.map((answer) => answer.turnId));
  const isNew = (turnId: string): boolean => !heard.has(turnId) && heard.add(turnId) !== undefined;
  const known = (turnId: string): Answer | undefined =>
    call.answers.find((answer) => answer.turnId === turnId);

  setHandler(
    hear,
    async (turn) => {
      const { turnId } = turn;
      if (isNew(turnId)) inbox.push(turn);
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
  setHandler(hungUp, ({ by }) => {
    // Of a call that is spoken the line tells whether somebody hung up; without that word it was cut off.
    if (by === 'channel' && call.line) call.line.over = true;
    else talk.ended ??= 'caller';
  });
  setHandler(deliveryEnded, (outcome) => {
    talk.outcomes[outcome.code] = outcome;
    talk.open = talk.open.filter(({ code }) => code !== outcome.code);
  });
  setHandler(callState, () => ({
    ...phoneOf(call),
    state: talk.ended ? 'ended' : 'live',
    lines: talk.lines,
    codes: talk.codes,
    answers: call.answers.length,
    ...(from === undefined ? {} : { from }),
    ...(call.line ? { epoch: call.line.epoch } : {}),
  }));
  return { inbox, isNew };
}

function phoneOf({ line }: Call): { phone?: PhoneView } {
  const phone = line && phoneView(line);
  return phone ? { phone } : {};
}
