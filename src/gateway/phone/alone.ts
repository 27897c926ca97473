/** A line that the workflow does not take further: while Temporal is away, this host attends it and notes what is said. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Assistant } from '../../domain/assistant';
import { attendAlone, type NotedTurn } from '../../line/degraded';
import type { OpenLine } from '../../line/open-line';
import type { UntakenTurn } from '../../line/untaken';
import { intakePhrasesOf } from '../../language/intake-phrases-of';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import { isUp } from '../temporal';
import { checkIn, handBack, sayThatItIsHere, wasToldLately } from './attaching';
import type { PhoneParts } from './phone-parts';

/** A turn that nobody takes. */
export interface Unattended {
  assistant: Pick<Assistant, 'language' | 'greeting'>;
  /** None: the call has just begun. */
  turn: UntakenTurn | undefined;
  /** How often it was told of before: after 2 s, and every 5 s from then on. */
  before: number;
}

/** Told of so often, Temporal is so slow that it might as well be away: that is after 12 s, which the fillers bridge. */
const slowAfter = 2;
const lookEveryMs = 1_000;
/** Who was told needs a moment to listen. */
const toldAgainMs = 5_000;

/**
 * Told of a turn that nobody takes: says once more whose line it is, since the workflow may have given it up; attends the
 * line where Temporal is away, or so slow that it might as well be.
 */
export async function attendUntaken(
  parts: PhoneParts,
  line: OpenLine,
  { assistant, turn, before }: Unattended,
): Promise<void> {
  const { desk, gateway, phone } = parts;
  const { outage } = desk.intakes;
  const { callId } = line;
  // One look that fails may be a moment's load, here or there; taking every line over for it would only add to it.
  const isAway = outage.isOn() || !((await isUp(gateway.temporal)) || (await isUp(gateway.temporal)));
  if (isAway) outage.begin();
  else if (before === 0 && wasToldLately(line)) return;
  else {
    // Asking where the call stands costs its worker more than a signal: that is for who has waited longer, or whom a newer
    // line may have taken the place of.
    const told = await (before === 0 && !turn?.withdrawn ? sayThatItIsHere : checkIn)(parts, line);
    if (told === 'over') line.close();
    if (told === 'over' || before < slowAfter) return;
  }

  const heard = phone.foresights.get(callId)?.heard;
  if (heard !== undefined) desk.answered(callId, heard);
  const intake = intakePhrasesOf(assistant.language);
  const greeting = { say: [`${assistant.greeting} ${intake.greeting()}`], firstWords: true as const };
  const { outcome } = attendAlone(line, {
    ...(turn ? {} : greeting),
    ...(turn && !turn.answered ? { text: turn.text, turnId: turn.turnId } : {}),
    noted: async (text, turnId) => await noted(parts, callId, { turnId, text }),
    whenSilent: [spokenPhrasesOf(assistant.language).nobodyThere()],
  });
  let isDone = false;
  void outcome.then(() => (isDone = true));
  void bringBack(parts, line, () => isDone).catch((error: unknown) =>
    gateway.log.error({ err: error, callId }, 'a line could not be given back to its workflow'),
  );
  const came = await outcome;
  gateway.log.info({ callId, came }, 'a line was attended without Temporal');
}

async function noted(
  { desk }: PhoneParts,
  callId: string,
  turn: { turnId: string; text: string },
): Promise<NotedTurn> {
  return (await desk.intakes.said(callId, turn)) ?? { say: [], ended: true };
}

/** Gives the line back to its workflow as soon as that can be reached and has heard what was noted. */
async function bringBack(parts: PhoneParts, line: OpenLine, isDone: () => boolean): Promise<void> {
  const { outage } = parts.desk.intakes;
  let restMs = lookEveryMs;
  for (;;) {
    await sleep(restMs);
    if (isDone()) return;
    if (outage.isOn()) continue;
    const told = await handBack(parts, line);
    // A call that is over has nobody to be given back to: what its caller still says goes to people.
    if (told === 'over') return;
    restMs = told === 'told' ? toldAgainMs : lookEveryMs;
  }
}
