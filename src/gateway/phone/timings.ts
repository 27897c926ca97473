/** What a spoken turn cost goes to the metrics at once, and to the store for the call's waterfall when that has time. */
import type { TurnTiming } from '../../line/timing';
import type { PhoneParts } from './phone-parts';

/** Notes one turn. A store that is away loses it: it is a measurement, and nobody waits for it. */
export function noteTiming({ phone, gateway }: PhoneParts, callId: string, timing: TurnTiming): void {
  phone.onTiming(callId, timing);
  const { turnId, endedAt } = timing;
  const spans = {
    endOfUtteranceDelayMs: timing.endOfUtteranceDelayMs,
    transcriptionDelayMs: timing.transcriptionDelayMs,
    workflowHopMs: timing.workflowHopMs,
    ttftMs: timing.ttftMs,
    ttfbMs: timing.ttfbMs,
    userBotLatencyMs: timing.userBotLatencyMs,
  };
  const known = Object.entries(spans).flatMap(([name, ms]) =>
    ms === undefined ? [] : [[name, Math.round(ms)]],
  );
  if (known.length === 0) return;
  gateway.store
    .saveTiming({ callId, turnId, at: new Date(endedAt).toISOString(), spans: Object.fromEntries(known) })
    .catch(() => gateway.log.debug({ callId }, 'a turn’s timing was lost'));
}
