/** A line that the workflow does not take further: while Temporal is away, this host attends it and notes what is said. */
import { attendAlone } from '../../line/degraded';
import type { OpenLine } from '../../line/open-line';
import type { UntakenTurn } from '../../line/untaken';
import { intakePhrasesOf } from '../../language/intake-phrases-of';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import { isUp } from '../temporal';
import type { PhoneParts } from './phone-parts';

/** Told of a turn that nobody takes: attends the line where Temporal is away, or so slow that it might as well be. */
export async function attendUntaken(
  parts: PhoneParts,
  line: OpenLine,
  turn: UntakenTurn | undefined,
  isLate: boolean,
): Promise<void> {
  const { desk, gateway, phone } = parts;
  const { outage } = desk.intakes;
  const { callId } = line;
  if (!isLate && !outage.isOn() && (await isUp(gateway.temporal))) return;
  if (!(await isUp(gateway.temporal))) outage.begin();
  const start = desk.startOf(callId);
  if (!start) return;
  const heard = phone.foresights.get(callId)?.heard;
  if (heard !== undefined) desk.answered(callId, heard);
  const intake = intakePhrasesOf(start.language);
  const greeting = { say: [`${start.greeting} ${intake.greeting()}`], firstWords: true as const };
  const { outcome } = attendAlone(line, {
    ...(turn ? {} : greeting),
    ...(turn && !turn.answered ? { text: turn.text, turnId: turn.turnId } : {}),
    async noted(text, turnId) {
      const answer = await desk.intakes.said(callId, { turnId, text });
      return answer ?? { say: [], ended: true };
    },
    whenSilent: [spokenPhrasesOf(start.language).nobodyThere()],
  });
  const came = await outcome;
  gateway.log.info({ callId, came }, 'a line was attended without Temporal');
}
