/** What is measured of a call, from when who made sound. Pure; times in milliseconds of one clock. */
import type { HeardSentence, SoundSpan } from './hearing';
import type { Loss } from './phone-call';

/** Something the caller did that an answer follows. */
export interface OwnTurn {
  kind: 'say' | 'bargeIn' | 'press';
  text: string;
  beganMs: number;
  endedMs: number;
}

/** An own turn, and how it was answered. */
export interface MeasuredTurn {
  said: string;
  /** End of own speech to first words heard; null where none came before the next own turn, or the other was speaking. */
  voiceToVoiceMs: number | null;
  /** What was heard until the next own turn; `atMs` counts from the end of own speech. */
  heard: { text: string; atMs: number; playedMs: number; whole: boolean }[];
  /** Of a barge-in: how long the other went on speaking. */
  yieldMs?: number;
}

/** A connection that broke, and how the call came back. */
export interface MeasuredLoss {
  by: 'network' | 'gateway';
  /** When, counted from when the call was answered. */
  atMs: number;
  /** Until the next connection was open. */
  socketBackMs: number;
  /** Until the next sound; null where none came. */
  soundBackMs: number | null;
}

/** A shorter sound is a tone that says to wait, and no answer. */
const leastAnswerMs = 180;

/** Measures each own turn. */
export function measureTurns(
  own: readonly OwnTurn[],
  spans: readonly SoundSpan[],
  sentences: readonly HeardSentence[],
): MeasuredTurn[] {
  return own.map((turn, at) => {
    const untilMs = own[at + 1]?.beganMs ?? Infinity;
    const isTalkedOver = spans.some((span) => span.beganMs < turn.endedMs && span.endedMs > turn.endedMs);
    const first = spans.find(
      ({ beganMs, endedMs }) =>
        beganMs >= turn.endedMs && beganMs < untilMs && endedMs - beganMs >= leastAnswerMs,
    );
    const heard = sentences
      .filter(({ beganMs }) => beganMs >= turn.beganMs && beganMs < untilMs)
      .map(({ text, beganMs, playedMs, whole }) => ({
        ...{ text, whole, playedMs: Math.round(playedMs) },
        atMs: Math.round(beganMs - turn.endedMs),
      }));
    return {
      said: turn.text,
      voiceToVoiceMs: isTalkedOver || !first ? null : Math.round(first.beganMs - turn.endedMs),
      heard,
      ...(turn.kind === 'bargeIn' ? { yieldMs: yieldOf(turn, spans) } : {}),
    };
  });
}

/** How long the other went on after somebody cut in. */
function yieldOf(turn: OwnTurn, spans: readonly SoundSpan[]): number {
  const spoken = spans.find((span) => span.beganMs <= turn.beganMs && span.endedMs >= turn.beganMs);
  return spoken ? Math.round(spoken.endedMs - turn.beganMs) : 0;
}

/** The longest time without any sound, of either side, while the caller waited for something. */
export function longestSilence(
  waits: readonly { fromMs: number; toMs: number }[],
  sounds: readonly SoundSpan[],
): number {
  const sorted = sounds.toSorted((one, two) => one.beganMs - two.beganMs);
  const silences = waits.map(({ fromMs, toMs }) => {
    let quietFromMs = fromMs;
    let longest = 0;
    for (const { beganMs, endedMs } of sorted) {
      if (beganMs >= toMs) break;
      longest = Math.max(longest, beganMs - quietFromMs);
      quietFromMs = Math.max(quietFromMs, endedMs);
    }
    return Math.max(longest, toMs - quietFromMs);
  });
  return Math.round(Math.max(0, ...silences));
}

/** Losses after which the call went on, which was answered at `answeredMs`. */
export function measureLosses(
  losses: readonly Loss[],
  spans: readonly SoundSpan[],
  answeredMs: number,
): MeasuredLoss[] {
  return losses.flatMap(({ by, atMs, backMs }) => {
    if (backMs === undefined) return [];
    const sound = spans.find((span) => span.endedMs > backMs);
    return [
      {
        by,
        atMs: Math.round(atMs - answeredMs),
        socketBackMs: Math.round(backMs - atMs),
        soundBackMs: sound ? Math.round(Math.max(sound.beganMs, backMs) - atMs) : null,
      },
    ];
  });
}
