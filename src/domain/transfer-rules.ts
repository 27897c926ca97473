/** When a call is put through, and what its events come to. Pure. */
import { daysAfter, wallTime, weekdayOf } from '../language/civil-time';
import {
  type Hours,
  isOver,
  type Ringing,
  type RingOutcome,
  type Transfer,
  type TransferOutcome,
  type TransferPlan,
} from './telephone';

/** Whether somebody is there at this ISO instant, by the clocks of the zone. */
export function isAttended({ hours }: Pick<TransferPlan, 'hours'>, at: string, zone: string): boolean {
  if (!hours) return true;
  const now = wallTime(at, zone);
  const minute = now.hour * 60 + now.minute;
  const today = weekdayOf(now);
  const yesterday = weekdayOf(daysAfter(now, -1));
  return hours.some(({ days, from, until }: Hours) => {
    const [begin, end] = [minutesOf(from), minutesOf(until)];
    if (begin < end) return days.includes(today) && minute >= begin && minute < end;
    return (days.includes(today) && minute >= begin) || (days.includes(yesterday) && minute < end);
  });
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** How a transfer stands; undefined while nothing is decided. Whoever pressed 1 has taken it, whatever is told later. */
export function outcomeOf({ accepted, progress, dialled }: Transfer): TransferOutcome | undefined {
  if (dialled) return dialled;
  if (accepted) return 'answered';
  if (accepted === false) return 'declined';
  if (!isOver(progress)) return undefined;
  if (progress === 'busy' || progress === 'no-answer') return progress;
  // They hung up in the middle of the summary.
  return progress === 'completed' ? 'declined' : 'failed';
}

/** What became of a call of ours; undefined while it may still go either way. `isHeld`: a line of ours holds it. */
export function ringOutcomeOf(
  { progress, answeredBy }: Ringing,
  { detectsMachines, isHeld }: { detectsMachines: boolean; isHeld: boolean },
): RingOutcome | undefined {
  if (progress === 'busy' || progress === 'no-answer' || progress === 'failed' || progress === 'cancelled')
    return progress;
  // Whoever hangs up before anybody could tell who they are was reached, and heard nothing.
  if (progress === 'completed') return answeredBy === 'machine' ? 'machine' : 'cancelled';
  if (!detectsMachines) return isHeld ? 'person' : undefined;
  if (answeredBy === 'machine') return 'machine';
  return answeredBy && isHeld ? 'person' : undefined;
}
