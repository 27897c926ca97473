/** What happens before a promise breaks. Instants are worked out when the order is made, so that workflows hold no holidays. */

/** `remind` notes that the deadline is near; `escalate` hands the case to people. */
export interface Reminder {
  /** ISO instant. */
  at: string;
  what: 'remind' | 'escalate';
  /** The team whose it is then. */
  to: string;
}

/** The case was handed to people, since when (ISO instant) and to whom. */
export interface Escalation {
  at: string;
  to: string;
}

/** The reminders whose time has come at `now` (epoch ms), oldest first, and those that are still ahead. */
export function splitReminders(
  reminders: readonly Reminder[],
  now: number,
): { due: Reminder[]; ahead: Reminder[] } {
  const inOrder = reminders.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return {
    due: inOrder.filter(({ at }) => Date.parse(at) <= now),
    ahead: inOrder.filter(({ at }) => Date.parse(at) > now),
  };
}

/** Milliseconds until the next reminder, at least 1; Infinity where none is left. */
export const nextReminderMs = (reminders: readonly Reminder[], now: number): number =>
  Math.max(1, Math.min(Number.POSITIVE_INFINITY, ...reminders.map(({ at }) => Date.parse(at) - now)));

/** When the case will be handed to people; undefined where that is not foreseen, or past. */
export const escalatesAt = (reminders: readonly Reminder[]): Reminder | undefined =>
  splitReminders(reminders, Number.NEGATIVE_INFINITY).ahead.find(({ what }) => what === 'escalate');
