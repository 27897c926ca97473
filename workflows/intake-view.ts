/** What operators see of an intake: its case and trail in the store, and its card in the Temporal UI. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Intake } from '../src/domain/intake';
import { intakeSeen, saidIn } from '../src/domain/intake-rules';
import { intakePhrasesOf } from '../src/language/intake-phrases-of';
import { type Behind, projectCase } from './projection';
import { stateKey, waitingForKey } from './search-attributes';

/** What changes about the case of an intake. */
export type IntakeNow = Partial<Parameters<typeof projectCase>[0]> & { waitingFor: string; nextStep: string };

/** Writes a line on the trail together with how the case stands now. */
export interface IntakeView {
  note(what: string, detail: string, now: IntakeNow): void;
  /** Lines written so far. */
  entries(): number;
}

/** Makes the view. Words that were noted on disk only, without the store, get their lines now. */
export function createIntakeView(intake: Intake, behind: Behind): IntakeView {
  const title = intakePhrasesOf(intake.start.language).title();
  const noted = intakeSeen(intake, title, { waitingFor: 'system', nextStep: '' });
  const { version: _version, updatedAt: _updatedAt, ...base } = noted.record;
  const isCase = saidIn(intake).length > 0;
  let number = noted.entries.length;

  if (isCase) {
    for (const { at, who, what, detail, number: line } of noted.entries) {
      const record = { ...base, waitingFor: 'system', nextStep: 'Handed over to its conversation.' };
      behind.add(async () => await projectCase(record, line, { at, who, what, detail }));
    }
  }
  return {
    entries: () => number,
    note(what, detail, now) {
      setCurrentDetails(
        [
          `### ${intake.code}: ${what}`,
          `- **Waits for**: ${now.waitingFor}`,
          `- **Next**: ${now.nextStep}`,
        ].join('\n'),
      );
      upsertSearchAttributes([
        { key: stateKey, value: now.state ?? 'delivering' },
        { key: waitingForKey, value: now.waitingFor },
      ]);
      if (!isCase) return;
      number += 1;
      const line = number;
      const entry = { at: new Date().toISOString(), who: 'system', what, detail };
      behind.add(async () => await projectCase({ ...base, ...now }, line, entry));
    },
  };
}
