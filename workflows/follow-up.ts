import {
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { followUpCard } from '../src/domain/card';
import type { FollowUp, News, RecordSeen } from '../src/domain/follow-up';
import { advanceBy, isRepeat, isSettled, nextLookMs, remember } from '../src/domain/follow-up-rules';
import { nextReminderMs } from '../src/domain/reminder';
import { keepReminders } from './follow-up-reminders';
import { callerKnows, followUpState, recordSeen } from './messages';
import { forWatching } from './options';
import { Behind, projectCase } from './projection';
import { stateKey, waitingForKey } from './search-attributes';
import { tell } from './telling';

const { readRecord } = proxyActivities<Activities>(forWatching);

/** What a follow-up keeps; plain data, so that it continues as new. */
export interface Watch {
  state: FollowUp;
  /** The case as its delivery left it. */
  record: Parameters<typeof projectCase>[0];
}

/**
 * Watches one ticket until it is settled, and tells the caller each time it moves.
 *
 * A webhook is only a hint: it may be lost, late, doubled or forged by whoever holds the secret. So a hint makes us look
 * now, its absence makes us look later, and only what the system itself says counts.
 */
export async function followUp(watch: Watch): Promise<FollowUp> {
  const hints: RecordSeen[] = [];
  const behind = new Behind();
  setHandler(recordSeen, (hint) => void hints.push(hint));
  const opened = { times: 0 };
  setHandler(callerKnows, ({ status }) => {
    watch.state = { ...watch.state, status };
    if (!isSettled(watch.state)) opened.times += 1;
  });
  setHandler(followUpState, () => watch.state);

  if (!watch.state.lookedAt) note(watch, behind, 'system', 'watching', watch.state.record.id);
  while (!isSettled(watch.state)) {
    const now = Date.now();
    const waitMs = Math.min(nextLookMs(watch.state, now), nextReminderMs(watch.state.reminders ?? [], now));
    const nextLookAt = new Date(now + waitMs).toISOString();
    setCurrentDetails(followUpCard(watch.state, nextLookAt));
    const summary = `wait for a webhook; look by itself at ${nextLookAt}`;
    await condition(() => hints.length > 0 || isSettled(watch.state), waitMs, { summary });

    const fresh: RecordSeen[] = [];
    for (const hint of hints.splice(0)) {
      const { eventId, event, by = `webhook:${watch.state.record.connection}` } = hint;
      if (isRepeat(watch.state, eventId)) continue;
      watch.state = remember(watch.state, eventId);
      fresh.push(hint);
      note(watch, behind, by, event ? `event: ${event.type}` : 'webhook', `event ${eventId}`);
    }
    await look(watch, behind, fresh, opened);
    await keepReminders(watch, (what, detail) => note(watch, behind, 'system', what, detail));

    await behind.done();
    // Nothing is awaited between this test and the call, so no signal can slip between them.
    if (workflowInfo().continueAsNewSuggested && hints.length === 0 && allHandlersFinished()) {
      await continueAsNew<typeof followUp>(watch);
    }
  }
  note(watch, behind, 'system', 'settled', watch.state.status);
  setCurrentDetails(followUpCard(watch.state, undefined));
  upsertSearchAttributes([
    { key: stateKey, value: 'settled' },
    { key: waitingForKey, value: 'nobody' },
  ]);
  await behind.done();
  if (isSettled(watch.state)) return watch.state;
  // The caller had it opened again while its end was being written down.
  note(watch, behind, 'system', 'watching', watch.state.record.id);
  upsertSearchAttributes([
    { key: stateKey, value: 'watching' },
    { key: waitingForKey, value: 'office' },
  ]);
  await behind.done();
  return await continueAsNew<typeof followUp>(watch);
}

/** Reads the record back, and tells what is new. What was read before our own reopening must not end the watch. */
async function look(
  watch: Watch,
  behind: Behind,
  fresh: RecordSeen[],
  opened: { times: number },
): Promise<void> {
  const { record } = watch.state;
  const read = () => readRecord.executeWithOptions({ summary: `look at ${record.id}` }, [record]);
  let before = opened.times;
  let reading = await read();
  while (before !== opened.times) {
    before = opened.times;
    reading = await read();
  }
  const { state, news } = advanceBy(watch.state, reading, fresh, new Date().toISOString());
  watch.state = state;
  for (const one of news) note(watch, behind, 'system', `notice: ${one.what}`, await told(watch, one));
}

/** Tells the caller; a notice nobody can deliver must not end the watch. */
async function told(watch: Watch, news: News): Promise<string> {
  const number = watch.state.notices + 1;
  watch.state = { ...watch.state, notices: number };
  const { code, tenant, channel, language, zone, contact } = watch.state;
  try {
    return await tell({ code, number, tenant, channel, language, zone, contact, news });
  } catch (error) {
    if (isCancellation(error)) throw error;
    return 'not sent';
  }
}

/** Writes a line on the case's trail. */
function note(watch: Watch, behind: Behind, who: string, what: string, detail: string): void {
  const entries = watch.state.entries + 1;
  watch.state = { ...watch.state, entries };
  const settled = { state: 'settled' as const, waitingFor: 'nobody', nextStep: 'Nothing; it is settled.' };
  const record = isSettled(watch.state) ? { ...watch.record, ...settled } : watch.record;
  behind.add(() => projectCase(record, entries, { at: new Date().toISOString(), who, what, detail }));
}
