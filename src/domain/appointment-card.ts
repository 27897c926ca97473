/** What operators read of a watched appointment, in the Temporal UI and the console. No caller data. */
import type { AppointmentWatch } from './appointment-watch';

const endings: Record<Exclude<AppointmentWatch['status'], 'booked'>, string> = {
  cancelled: 'Nothing; it is cancelled.',
  gone: 'Nothing; the system has no such appointment any more.',
  replaced: 'Nothing; the system moved it to another number, which is watched.',
  over: 'Nothing; its time is over.',
};

/** What happens next to an appointment, in plain words. */
export function appointmentNextStep({ status, slot, confirmed, remindAt, asked }: AppointmentWatch): string {
  if (status !== 'booked') return endings[status];
  const [next] = remindAt ?? [];
  return [
    ...(confirmed ? [`Confirmed by the caller by ${confirmed.by}.`] : []),
    ...(asked.length > 0
      ? [`Being changed by the caller: ${asked.map(({ code }) => code).join(', ')}.`]
      : []),
    `Watched until ${slot.endsAt}; the caller is told of each change${next ? `, and reminded at ${next}` : ''}.`,
  ].join(' ');
}

/** The card of a followed appointment. `nextLookAt` (ISO) is undefined once it is over. */
export function appointmentCard(state: AppointmentWatch, nextLookAt: string | undefined): string {
  const { code, record, status, slot, lookedAt, confirmed, told } = state;
  const [next] = state.remindAt ?? [];
  return [
    `### ${code}: watching ${record.connection} ${record.id}`,
    `- **Appointment**: ${status}, ${slot.startsAt} to ${slot.endsAt}, told in ${slot.zone}${lookedAt ? `; last seen ${lookedAt}` : ''}`,
    `- **Waits for**: ${nextLookAt ? 'its day' : 'nobody'}`,
    `- **Next**: ${nextLookAt ? `looks by itself at ${nextLookAt}, or at once when a webhook comes` : endings[status === 'booked' ? 'over' : status]}`,
    ...(nextLookAt ? [`- **Reminds**: ${next ? `at ${next}` : 'no more'}`] : []),
    ...state.asked.map((one) => `- **Being changed by the caller**: \`delivery/${one.code}\``),
    ...(confirmed ? [`- **Confirmed**: by the caller by ${confirmed.by}, ${confirmed.at}`] : []),
    ...told.map(({ what, at, how }) => `- **Told**: ${what}, ${at}, ${how}`),
  ].join('\n');
}
