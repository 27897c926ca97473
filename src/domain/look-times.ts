/** When a follow-up looks by itself, without a webhook. */
import type { FollowUp } from './follow-up';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The second of a minute belongs to the connection: its watches wake together, so that their looks can be joined. */
const togetherEveryMs = minuteMs;

/**
 * How long until the next look: most moves come early, and systems count their requests. It falls into its connection's
 * second, before its time rather than after it, so that a day's looks stay as many as they are.
 */
export function nextLookMs({ since, record }: Pick<FollowUp, 'since' | 'record'>, now: number): number {
  const due = now + longestMs(now - Date.parse(since));
  return due - ((due - secondOf(record.connection)) % togetherEveryMs) - now;
}

function longestMs(ageMs: number): number {
  if (ageMs < hourMs) return 15 * minuteMs;
  return ageMs < 24 * hourMs ? hourMs : 6 * hourMs;
}

/** A connection's place in the minute, in milliseconds: connections do not all wake at once. */
function secondOf(connection: string): number {
  let sum = 0;
  for (const letter of connection) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 60;
  return sum * 1000;
}

/** Whether its system has been so busy that nobody has looked for a day. */
export const isOverdue = ({ lookedAt, since }: Pick<FollowUp, 'lookedAt' | 'since'>, now: number): boolean =>
  now - Date.parse(lookedAt ?? since) > 24 * hourMs;
