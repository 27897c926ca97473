/** What its caller does about a followed appointment, as their deliveries and their answers tell it. */
import { setHandler } from '@temporalio/workflow';
import type { AppointmentWatch } from '../src/domain/appointment-watch';
import { asking, confirming, decided } from '../src/domain/appointment-watch-rules';
import { appointmentState, callerAsks, callerConfirms, callerDecided } from './messages';
import type { Watch, Watching } from './watching';

/** Whether they did something. */
export interface CallerDoor {
  /** Since it was listened to last. */
  hasActed: () => boolean;
  listen: () => void;
  /** How often they changed something so far. */
  changes: () => number;
}

/** Listens. */
export function attendCaller(watch: Watch<AppointmentWatch>, note: Watching['note']): CallerDoor {
  let acts = 0;
  let heard = 0;
  setHandler(callerAsks, (change) => {
    watch.state = asking(watch.state, change);
    acts += 1;
  });
  setHandler(callerDecided, (change) => {
    watch.state = decided(watch.state, change);
    acts += 1;
    const { appointment, code } = change;
    if (!appointment) return;
    const { status, slot } = appointment;
    note(
      'caller',
      status === 'booked' ? 'moved' : 'cancelled',
      `${status === 'booked' ? `to ${slot.startsAt}, ` : ''}by ${code}`,
    );
  });
  setHandler(callerConfirms, (confirmation) => {
    watch.state = confirming(watch.state, confirmation);
    acts += 1;
    note('caller', 'confirmed', `by the caller by ${confirmation.by}`);
  });
  setHandler(appointmentState, () => watch.state);
  return { hasActed: () => acts > heard, listen: () => void (heard = acts), changes: () => acts };
}
