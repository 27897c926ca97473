/** What every follow-up does: it takes hints, keeps the case's trail, tells the caller, and reads back what is true. */
import {
  ActivityFailure,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { OfficeChange } from '../src/domain/appointment-watch';
import type { News, RecordSeen, Watched } from '../src/domain/follow-up';
import { isRepeat, remember } from '../src/domain/follow-up-rules';
import { recordSeen } from './messages';
import { Behind, projectCase } from './projection';
import { stateKey, waitingForKey } from './search-attributes';
import { tell } from './telling';

/** A case as it is projected. */
export type CaseShown = Parameters<typeof projectCase>[0];

/** What a follow-up keeps; plain data, so that it continues as new. */
export interface Watch<S extends Watched> {
  state: S;
  /** The case as its delivery left it. */
  record: CaseShown;
}

/** A watch at work. */
export interface Watching {
  /** Hints that were not taken yet. */
  hints: RecordSeen[];
  /** What is owed to the store. */
  behind: Behind;
  /** Writes a line on the case's trail. `change`: it is a change by the office, for those who are told of these. */
  note: (who: string, what: string, detail: string, change?: OfficeChange) => void;
  /** Takes the hints there are, and answers those that did not come before. */
  takeHints: () => RecordSeen[];
  /** Tells the caller, and answers how that went, as on the trail; what nobody can deliver must not end the watch. */
  told: (news: News) => Promise<string>;
}

/** Begins the work. `shown` is the case as it is to be seen now. */
export function openWatch<S extends Watched>(watch: Watch<S>, shown: () => CaseShown): Watching {
  const hints: RecordSeen[] = [];
  const behind = new Behind();
  setHandler(recordSeen, (hint) => void hints.push(hint));

  const note: Watching['note'] = (who, what, detail, change) => {
    const entries = watch.state.entries + 1;
    watch.state = { ...watch.state, entries };
    const record = shown();
    const line = { at: new Date().toISOString(), who, what, detail };
    behind.add(() => projectCase(record, entries, line, change));
  };
  return {
    hints,
    behind,
    note,
    takeHints() {
      const fresh: RecordSeen[] = [];
      for (const hint of hints.splice(0)) {
        const { eventId, event, by = `webhook:${watch.state.record.connection}` } = hint;
        if (isRepeat(watch.state, eventId)) continue;
        watch.state = remember(watch.state, eventId);
        fresh.push(hint);
        note(by, event ? `event: ${event.type}` : 'webhook', `event ${eventId}`);
      }
      return fresh;
    },
    async told(news) {
      const number = watch.state.notices + 1;
      watch.state = { ...watch.state, notices: number };
      const { code, tenant, channel, language, zone, contact } = watch.state;
      try {
        return await tell({ code, number, tenant, channel, language, zone, contact, news });
      } catch (error) {
        if (isCancellation(error)) throw error;
        return 'not sent';
      }
    },
  };
}

/** Shows in the Temporal UI that a watch is over. */
export function showSettled(card: string): void {
  setCurrentDetails(card);
  upsertSearchAttributes([
    { key: stateKey, value: 'settled' },
    { key: waitingForKey, value: 'nobody' },
  ]);
}

/** Shows there that it goes on after all, and for whom it waits. */
export function showOpen(waitingFor: 'office' | 'nobody'): void {
  upsertSearchAttributes([
    { key: stateKey, value: 'watching' },
    { key: waitingForKey, value: waitingFor },
  ]);
}

/**
 * Reads a record back; once more where a change of our own, counted by `changes`, came between: it may have been read before.
 * `failed`, and a line on the trail, where the system refuses or answers what makes no sense, which no retry mends: a proxy's page
 * of one hour must not end a watch of weeks.
 */
export async function readBack<T>(
  read: () => Promise<T>,
  changes: () => number,
  note: Watching['note'],
): Promise<T | 'failed'> {
  try {
    let before = changes();
    let reading = await read();
    while (before !== changes()) {
      before = changes();
      reading = await read();
    }
    return reading;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    note('system', 'could not be looked at', error.cause?.message ?? error.message);
    return 'failed';
  }
}
