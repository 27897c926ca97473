/** Where a spoken call hears what the carrier tells of its legs. Handlers only record; its one loop decides. */
import { setHandler } from '@temporalio/workflow';
import { isOver, type LegProgress, type Transfer } from '../src/domain/telephone';
import { outcomeOf } from '../src/domain/transfer-rules';
import type { SpokenCall } from './line-of-call';
import {
  dialled,
  handoverState,
  legSeen,
  personAnswers,
  pickedUp,
  recordingSeen,
  waitOver,
  whereNext,
  type WhereNext,
} from './messages';

/** Opens the doors. What is told of a transfer that is over changes nothing. */
export function attendCarrier(spoken: SpokenCall): void {
  const { line } = spoken;
  setHandler(pickedUp, (told) => void (line.ringing && Object.assign(line.ringing, told)));
  setHandler(recordingSeen, ({ recordingSid }) => {
    if (line.recorded) line.recorded.recordingSid ??= recordingSid;
  });
  attendLegs(spoken);
  attendTransfer(spoken);
}

function attendLegs({ line }: SpokenCall): void {
  setHandler(legSeen, ({ transfer, callSid, progress }) => {
    if (transfer !== undefined) {
      if (line.transfer?.number !== transfer) return;
      line.transfer.personSid ??= callSid;
      move(line.transfer, progress);
      return;
    }
    // Who is called back, or called at all, is on a leg of their own.
    if (progress === 'answered') line.callSid = callSid;
    else line.callSid ??= callSid;
    if (!line.ringing) return;
    move(line.ringing, progress);
    if (line.ringing.outcome === 'person' && isOver(progress)) line.over = true;
  });
}

function attendTransfer(spoken: SpokenCall): void {
  const {
    line,
    call: { talk },
  } = spoken;
  const isGone = (): boolean => talk.ended !== undefined || line.over === true;
  const under = (number: number) => (line.transfer?.number === number ? line.transfer : undefined);
  setHandler(dialled, ({ transfer, outcome }) => {
    const cold = under(transfer);
    if (cold) cold.dialled ??= outcome;
  });
  setHandler(waitOver, ({ transfer }) => {
    const warm = under(transfer);
    if (warm) warm.parked = false;
  });
  setHandler(handoverState, ({ transfer }) => under(transfer)?.summary);
  setHandler(personAnswers, ({ transfer: number, accepts }) => {
    const warm = under(number);
    if (!warm || isGone() || outcomeOf(warm) !== undefined) return warm?.accepted ?? false;
    warm.accepted = accepts;
    return accepts;
  });
  setHandler(whereNext, (): WhereNext => {
    return sentOn(spoken);
  });
}

/** Where the caller goes, who is on their way there from now on. */
export function sentOn(spoken: SpokenCall): WhereNext {
  const next = whereTo(spoken);
  const { transfer } = spoken.line;
  if (transfer && next.to !== 'line') transfer.parked = true;
  return next;
}

/** Where the caller goes whose line has let go of them. */
export function whereTo({ line, start, call: { talk } }: SpokenCall): WhereNext {
  const { transfer } = line;
  const plan = start.transfer;
  const isGone = talk.ended !== undefined || line.over === true;
  if (!plan || !transfer?.leads || isGone || isSettled(transfer)) return { to: 'line' };
  const { number } = transfer;
  if (transfer.kind === 'warm') return { to: 'wait', transfer: number };
  return { to: 'dial', transfer: number, number: plan.to, ringS: plan.ringS };
}

function isSettled(transfer: Transfer): boolean {
  const outcome = outcomeOf(transfer);
  return outcome !== undefined && outcome !== 'answered';
}

/** A leg that is over stays so; callbacks may come late and out of order. */
function move(leg: { progress?: LegProgress }, progress: LegProgress): void {
  if (!isOver(leg.progress)) leg.progress = progress;
}
