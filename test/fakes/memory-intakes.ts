/** The journal of a store in this process's memory. */
import type { Intake } from '../../src/domain/intake';
import { withoutWords } from '../../src/domain/intake-rules';
import type { AuditEntry, CaseRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';

type Intakes = Pick<
  Store,
  'intakesOf' | 'saveIntake' | 'waitingIntakes' | 'closeIntake' | 'intakeStarted' | 'intakeHeard'
>;

/** Makes an empty one beside the cases of its store. */
export function createMemoryIntakes(
  cases: Map<string, CaseRecord>,
  addAudit: (entries: AuditEntry[]) => void,
): Intakes {
  const intakes = new Map<string, Intake>();
  const waits = ({ state }: Intake): boolean => state === 'noting' || state === 'closed';
  const ofCall = (channel: string, callId: string): Intake[] =>
    [...intakes.values()].filter(({ start }) => start.channel === channel && start.callId === callId);
  const change = (code: string, next: (intake: Intake) => Intake): void => {
    const found = intakes.get(code);
    if (found) intakes.set(code, next(found));
  };
  return {
    intakesOf: async (channel, callId) => ofCall(channel, callId),
    async saveIntake(intake, notesBefore, seen) {
      const before = intakes.get(intake.code);
      const { channel, callId } = intake.start;
      const open = ofCall(channel, callId).some(({ state }) => state === 'noting');
      const fits =
        notesBefore === 0 ? !before && !(open && intake.state === 'noting') : before?.state === 'noting';
      if (!fits || (before?.notes.length ?? 0) !== notesBefore) return false;
      intakes.set(intake.code, intake);
      if (!seen) return true;
      const known = cases.get(intake.code);
      const { version, updatedAt } = seen.record;
      cases.set(intake.code, known ? { ...known, version, updatedAt } : seen.record);
      addAudit(seen.entries);
      return true;
    },
    waitingIntakes: async (limit) => [...intakes.values()].filter(waits).slice(0, limit),
    async closeIntake(code) {
      const found = intakes.get(code);
      if (!found || !waits(found)) return undefined;
      change(code, (intake) => ({ ...intake, state: 'closed' }));
      return intakes.get(code);
    },
    intakeStarted: async (code) => change(code, (intake) => ({ ...intake, state: 'started' })),
    intakeHeard: async (code) => change(code, withoutWords),
  };
}
