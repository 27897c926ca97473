import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { appointmentCard, appointmentNextStep } from '../src/domain/appointment-card';
import type { AppointmentWatch } from '../src/domain/appointment-watch';
import {
  advanceAppointment,
  awakenAppointment,
  isOutdated,
  isOver,
  nextAppointmentLookMs,
  takeReminder,
  tellingOf,
} from '../src/domain/appointment-watch-rules';
import type { News } from '../src/domain/follow-up';
import { attendCaller, type CallerDoor } from './appointment-door';
import { forProjections, forWatching } from './options';
import { recall } from './telling';
import {
  type CaseShown,
  openWatch,
  readBack,
  showOpen,
  showSettled,
  type Watch,
  type Watching,
} from './watching';

const { readAppointment } = proxyActivities<Activities>(forWatching);
const { planReminders } = proxyActivities<Activities>(forProjections);

/**
 * Watches one appointment until its time is over: reminds its caller of it, and tells them when the office moves or cancels
 * it. As with tickets a webhook is only a hint, and only what the system itself says counts.
 */
export async function followAppointment(watch: Watch<AppointmentWatch>): Promise<AppointmentWatch> {
  const watching = openWatch(watch, () => caseOf(watch));
  const { hints, behind, note } = watching;
  const caller = attendCaller(watch, note);

  while (!isOver(watch.state)) {
    await plan(watch);
    if (!watch.state.lookedAt) note('system', 'watching', watch.state.record.id);
    const waitMs = nextAppointmentLookMs(watch.state, Date.now());
    const nextLookAt = new Date(Date.now() + waitMs).toISOString();
    setCurrentDetails(appointmentCard(watch.state, nextLookAt));
    const summary = `wait for a webhook; look by itself at ${nextLookAt}`;
    await condition(() => hints.length > 0 || caller.hasActed(), waitMs, { summary });

    caller.listen();
    const fresh = watching.takeHints();
    await takeBackOutdated(watch, note);
    if (!isOver(watch.state) || fresh.length > 0) await look(watch, watching, caller);
    await remind(watch, watching);

    await behind.done();
    if (isOver(watch.state)) await windUp(watch, watching, caller);
    // Nothing is awaited between this test and the call, so no signal can slip between them.
    const isQuiet = hints.length === 0 && !caller.hasActed() && allHandlersFinished();
    if (workflowInfo().continueAsNewSuggested && isQuiet && !isOver(watch.state))
      await continueAsNew<typeof followAppointment>(watch);
  }
  return watch.state;
}

/** Writes its end down. What is reported meanwhile is looked at before it ends: the office may have given it another time. */
async function windUp(watch: Watch<AppointmentWatch>, watching: Watching, caller: CallerDoor): Promise<void> {
  const { hints, behind, note } = watching;
  note('system', 'settled', watch.state.status);
  showSettled(appointmentCard(watch.state, undefined));
  await takeBackOutdated(watch, note);
  await behind.done();
  for (; isOver(watch.state) && hints.length > 0; await behind.done()) {
    watching.takeHints();
    await look(watch, watching, caller);
  }
  if (!isOver(watch.state)) showOpen('nobody');
}

/** Has the reminders of a new time worked out. */
async function plan(watch: Watch<AppointmentWatch>): Promise<void> {
  while (watch.state.remindAt === undefined) {
    const { slot } = watch.state;
    const of = { assistant: watch.record.assistant, slot };
    const remindAt = await planReminders.executeWithOptions({ summary: 'when to remind' }, [of]);
    // A time that was changed meanwhile has reminders of its own.
    if (watch.state.slot === slot) watch.state = { ...watch.state, remindAt };
  }
}

/** Reads the appointment back, and tells what the office did. */
async function look(
  watch: Watch<AppointmentWatch>,
  watching: Watching,
  { changes }: CallerDoor,
): Promise<void> {
  const newsOf = isOver(watch.state) ? awakenAppointment : advanceAppointment;
  const { record } = watch.state;
  const summary = `look at ${record.id}`;
  const read = () => readAppointment.executeWithOptions({ summary }, [record]);
  const reading = await readBack(read, changes, watching.note);
  const at = new Date().toISOString();
  if (reading === 'failed') {
    watch.state = { ...watch.state, lookedAt: at };
    return;
  }
  const { state, change, news } = newsOf(watch.state, reading, at);
  watch.state = state;
  if (change) watching.note('office', change, change === 'moved' ? `to ${state.slot.startsAt}` : '', change);
  await takeBackOutdated(watch, watching.note);
  if (news) await tellOf(watch, watching, news);
}

/** Reminds of it where that is due. */
async function remind(watch: Watch<AppointmentWatch>, watching: Watching): Promise<void> {
  const { state, isDue, remind: isWanted } = takeReminder(watch.state, Date.now());
  watch.state = state;
  if (isDue && !isWanted)
    watching.note('system', 'no reminder', state.confirmed ? 'it is confirmed' : 'it has begun');
  if (!isWanted) return;
  const { title, record, slot, updatedAt, contact } = state;
  const appointment = { ref: record, status: 'booked' as const, slot, contact, updatedAt };
  await tellOf(watch, watching, { what: 'appointmentReminder', title, recordId: record.id, appointment });
}

async function tellOf(watch: Watch<AppointmentWatch>, watching: Watching, news: News): Promise<void> {
  // Their own change may come while it is told.
  const { slot } = watch.state;
  const how = await watching.told(news);
  const { notices: number } = watch.state;
  watch.state = tellingOf(watch.state, news, { number, slot, at: new Date().toISOString(), how });
  watching.note('system', `notice: ${news.what}`, how);
}

/** Nobody is told a time that is theirs no more: what waits for the morning, or for a carrier, is taken back. */
async function takeBackOutdated(watch: Watch<AppointmentWatch>, note: Watching['note']): Promise<void> {
  const { onItsWay, code } = watch.state;
  if (!onItsWay || !isOutdated(watch.state, Date.now())) return;
  const { onItsWay: _outdated, ...rest } = watch.state;
  watch.state = rest;
  if (await recall(code, onItsWay.number)) note('system', 'notice taken back', `number ${onItsWay.number}`);
}

/** The appointment's case as it is seen now. */
function caseOf({ state, record }: Watch<AppointmentWatch>): CaseShown {
  const nextStep = appointmentNextStep(state);
  if (isOver(state)) return { ...record, state: 'settled', waitingFor: 'nobody', nextStep };
  return { ...record, waitingFor: 'nobody', nextStep, nextStepAt: state.remindAt?.[0] ?? state.slot.endsAt };
}
