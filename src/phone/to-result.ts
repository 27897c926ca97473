/** Sums a call up. */
import type { Language } from '../domain/language';
import { longestSilence, measureLosses, measureTurns } from './measures';
import type { Person } from './person';
import type { PhoneCall } from './phone-call';
import type { PhoneResult } from './phone-result';
import type { PhoneScript } from './script-shape';

/** The result of a call that is over; `more` are failures of others. */
export function toResult(
  call: PhoneCall,
  person: Person | undefined,
  script: Pick<PhoneScript, 'language' | 'transport' | 'from'>,
  simulatorLagMs: number,
  more: readonly string[] = [],
): PhoneResult {
  const { spans, sentences } = call.hearing;
  const { spoken } = call.mouth;
  const fromMs = call.answeredMs ?? 0;
  const own = person?.own ?? [];
  const [first] = spans;
  const failures = [
    ...(person?.failures ?? []),
    ...call.faults,
    ...wrongEnd(call),
    ...wrongTransport(call, script),
    ...more,
  ];
  const atMs = (ms: number): number => Math.round(ms - fromMs);
  const transcript: PhoneResult['transcript'] = [
    ...spoken.map(({ text, kind, beganMs }) => ({
      who: 'caller' as const,
      text: text || `(${kind})`,
      atMs: atMs(beganMs),
    })),
    ...sentences.map(({ text, beganMs, whole }) => ({
      ...{ who: 'assistant' as const, text, atMs: atMs(beganMs), whole },
    })),
  ];
  return {
    ok: failures.length === 0,
    failures,
    callSid: call.sid,
    from: script.from,
    language: script.language satisfies Language,
    transports: [...call.transports],
    status: call.status,
    ended: call.end ?? null,
    transcript: transcript.toSorted((one, two) => one.atMs - two.atMs),
    codes: person?.codes() ?? [],
    transferredTo: [...call.transferredTo],
    answeredAtMs: call.answeredMs === undefined ? null : Math.round(performance.timeOrigin + call.answeredMs),
    firstSoundMs: first ? atMs(first.beganMs) : null,
    turns: measureTurns(own, spans, sentences),
    longestSilenceMs: longestSilence(person?.waits ?? [], [...spans, ...spoken]),
    losses: measureLosses(call.losses, spans, fromMs),
    simulatorLagMs,
  };
}

/** The carrier ends a call by itself only where the gateway's instructions failed. */
const wrongEnd = ({ end, isLineDead, answeredMs }: PhoneCall): string[] =>
  end?.by === 'carrier' && !isLineDead && answeredMs !== undefined
    ? [`The carrier ended the call: ${end.why}.`]
    : [];

function wrongTransport(call: PhoneCall, { transport }: Pick<PhoneScript, 'transport'>): string[] {
  if (transport === undefined || call.answeredMs === undefined || call.transports.has(transport)) return [];
  return [`The gateway used ${[...call.transports].join(', ') || 'no transport'}, not ${transport}.`];
}
