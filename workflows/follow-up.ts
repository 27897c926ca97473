import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { followUpCard } from '../src/domain/card';
import type { FollowUp } from '../src/domain/follow-up';
import { advanceBy, awaken, isSettled } from '../src/domain/follow-up-rules';
import { knownStamp, withLastChange } from '../src/domain/last-change';
import { isOverdue, nextLookMs } from '../src/domain/look-times';
import { nextReminderMs } from '../src/domain/reminder';
import { keepReminders } from './follow-up-reminders';
import { callerKnows, followUpState } from './messages';
import { forWatching } from './options';
import {
  type CaseShown,
  openWatch,
  readBack,
  showOpen,
  showSettled,
  type Watch,
  type Watching,
} from './watching';

const { readRecord } = proxyActivities<Activities>(forWatching);

/**
 * Watches one ticket until it is settled, and tells the caller each time it moves. It ends with what it knows: begun with
 * that once more, and with what the system has reported since, it finds whether the ticket is open again.
 *
 * A webhook is only a hint: it may be lost, late, doubled or forged by whoever holds the secret. So a hint makes us look
 * now, its absence makes us look later, and only what the system itself says counts.
 */
export async function followUp(watch: Watch<FollowUp>): Promise<Watch<FollowUp>> {
  const watching = openWatch(watch, () => caseOf(watch));
  const { hints, behind, note } = watching;
  const opened = { times: 0 };
  const beginAnew = (): void => {
    note('system', 'watching', watch.state.record.id);
    showOpen('office');
  };
  setHandler(callerKnows, ({ status }) => {
    watch.state = { ...watch.state, status };
    if (!isSettled(watch.state)) opened.times += 1;
  });
  setHandler(followUpState, () => watch.state);

  if (isSettled(watch.state)) {
    // A ticket that was closed: whether it is open again, as its system's report may mean, is looked at once.
    if (hints.length > 0) await look(watch, watching, opened);
    if (!isSettled(watch.state)) beginAnew();
  } else if (!watch.state.lookedAt) note('system', 'watching', watch.state.record.id);
  while (!isSettled(watch.state)) {
    const now = Date.now();
    const waitMs = Math.min(nextLookMs(watch.state, now), nextReminderMs(watch.state.reminders ?? [], now));
    const nextLookAt = new Date(now + waitMs).toISOString();
    setCurrentDetails(followUpCard(watch.state, nextLookAt));
    const summary = `wait for a webhook; look by itself at ${nextLookAt}`;
    await condition(() => hints.length > 0 || isSettled(watch.state), waitMs, { summary });

    await look(watch, watching, opened);
    await keepReminders(watch, (what, detail) => note('system', what, detail));

    await behind.done();
    // Nothing is awaited between this test and the call, so no signal can slip between them.
    if (workflowInfo().continueAsNewSuggested && hints.length === 0 && allHandlersFinished()) {
      await continueAsNew<typeof followUp>(watch);
    }
  }
  note('system', 'settled', watch.state.status);
  showSettled(followUpCard(watch.state, undefined));
  await behind.done();
  // What is reported while its end is being written down wakes it, as it would a moment later from outside. Nothing is
  // awaited between the last of these tests and the end, so no signal can slip between them.
  for (; isSettled(watch.state) && hints.length > 0; await behind.done()) await look(watch, watching, opened);
  if (isSettled(watch.state)) return watch;
  beginAnew();
  // A hint is not carried over: what came meanwhile is looked at here.
  for (await behind.done(); hints.length > 0; await behind.done()) await look(watch, watching, opened);
  return await continueAsNew<typeof followUp>(watch);
}

/**
 * Takes the hints there are, reads the record back, and tells what is new. What was read before our own reopening must not
 * end the watch.
 */
async function look(
  watch: Watch<FollowUp>,
  { note, told, takeHints }: Watching,
  opened: { times: number },
): Promise<void> {
  const fresh = takeHints();
  const newsOf = fresh.length > 0 && isSettled(watch.state) ? awaken : advanceBy;
  const { record } = watch.state;
  const summary = `look at ${record.id}`;
  // What its system has reported is looked at before what nobody has said anything of for less than a day.
  const begun = Date.now();
  const isAwaited = fresh.length > 0 || isOverdue(watch.state, begun);
  const stamp = isAwaited ? undefined : knownStamp(watch.state, begun);
  const reading = await readBack(
    () => readRecord.executeWithOptions({ summary }, [record, isAwaited, stamp]),
    () => opened.times,
    note,
  );
  // It is looked at another time by itself, or as soon as something is reported of it.
  if (reading === 'no-room') return;
  const at = new Date().toISOString();
  if (reading === 'unchanged' || reading === 'failed') {
    watch.state = { ...watch.state, lookedAt: at };
    return;
  }
  const { state, news } = newsOf(watch.state, reading, fresh, at);
  watch.state = withLastChange(state, reading, new Date(begun).toISOString(), at);
  for (const one of news) note('system', `notice: ${one.what}`, await told(one));
}

/** The ticket's case as it is seen now. */
function caseOf({ state, record }: Watch<FollowUp>): CaseShown {
  if (!isSettled(state)) return record;
  return { ...record, state: 'settled', waitingFor: 'nobody', nextStep: 'Nothing; it is settled.' };
}
