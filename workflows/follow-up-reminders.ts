/** What a follow-up does as a deadline comes near: lines on the trail and, at last, the case handed to people. */
import { isCancellation, proxyActivities, upsertSearchAttributes } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { FollowUp } from '../src/domain/follow-up';
import { isSettled } from '../src/domain/follow-up-rules';
import { type Reminder, splitReminders } from '../src/domain/reminder';
import { phrasesOf } from '../src/language/phrases-of';
import { forWatching } from './options';
import { waitingForKey } from './search-attributes';
import type { Watch } from './watching';

const { commentRecord } = proxyActivities<Activities>(forWatching);

/** Writes a line on the case's trail. */
type Note = (what: string, detail: string) => void;

/** Does what is due by now; nothing where the ticket is settled. */
export async function keepReminders(watch: Watch<FollowUp>, note: Note): Promise<void> {
  const { due, ahead } = splitReminders(watch.state.reminders ?? [], Date.now());
  if (due.length === 0 || isSettled(watch.state)) return;
  watch.state = { ...watch.state, reminders: ahead };
  for (const reminder of due) {
    if (reminder.what === 'remind') note('due soon', `promised until ${watch.state.dueAt}`);
    else await escalate(watch, reminder, note);
  }
}

/** Hands the case to a team: operators see that it waits for them, and the office reads it on the ticket. */
async function escalate(watch: Watch<FollowUp>, { to }: Reminder, note: Note): Promise<void> {
  const { dueAt, dueDay, language, zone, code, record } = watch.state;
  if (dueAt === undefined) return;
  watch.state = { ...watch.state, escalated: { at: new Date().toISOString(), to } };
  watch.record = {
    ...watch.record,
    ...{ waitingFor: 'operator', owner: to, nextStep: `${to} sees to it; it is promised until ${dueAt}.` },
  };
  upsertSearchAttributes([{ key: waitingForKey, value: 'operator' }]);
  note('escalated', `to ${to}; promised until ${dueAt}`);
  const text = phrasesOf(language).dueSoon({ to, code, dueAt, ...(dueDay ? { dueDay } : {}), zone });
  note('comment on the record', await commented());

  async function commented(): Promise<string> {
    try {
      const summary = `say on ${record.id} that ${to} takes over`;
      return await commentRecord.executeWithOptions({ summary }, [record, text, `${code}-escalated`]);
    } catch (error) {
      if (isCancellation(error)) throw error;
      // A system that refuses comments must not end the watch.
      return 'not commented';
    }
  }
}
