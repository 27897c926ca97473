import { randomUUID } from 'node:crypto';
import type { Intake, Note } from '../../src/domain/intake';
import { intakeSeen } from '../../src/domain/intake-rules';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from './databases';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString();
const said = (turnId: string, text = turnId): Note => ({
  kind: 'said',
  at: at(1),
  turnId,
  text,
  answer: { turnId, say: ['Anotado.'], code: 'R-0000-0000', delivery: 'pending', ended: false },
});

function anIntake(change: Partial<Intake> = {}, callId: string = randomUUID()): Intake {
  return {
    code: `R-${randomUUID().slice(0, 8)}`,
    start: {
      ...{ callId, channel: 'dev', tenant: 'town-hall', assistant: 'town-hall', language: 'es' },
      ...{ greeting: 'Hola.', budgetMs: 6000, zone: 'Europe/Madrid', personWithinHours: 24 },
      from: '+34600000001',
    },
    connection: 'town-hall-desk',
    notes: [said('t1', 'una farola')],
    state: 'noting',
    createdAt: at(0),
    heard: 't0',
    ...change,
  };
}
const seen = (intake: Intake) => intakeSeen(intake, 'recado', { waitingFor: 'system', nextStep: 'Wait.' });
const withNote = (intake: Intake, note: Note): Intake => ({ ...intake, notes: [...intake.notes, note] });

describeDatabases('the journal of noted calls', (open) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database.place);
  });
  afterAll(async () => {
    await store.close();
    await database.stop();
  });

  test('what is noted is there as it was, and operators see its case with one line a note, and nothing of what was said', async () => {
    const intake = anIntake();
    expect(await store.saveIntake(intake, 0, seen(intake))).toBe(true);
    const more = withNote(intake, { kind: 'hungUp', at: at(2) });
    expect(await store.saveIntake(more, 1, seen(more))).toBe(true);
    expect(await store.intakesOf('dev', intake.start.callId)).toEqual([more]);
    expect(await store.intakesOf('api', intake.start.callId)).toEqual([]);
    expect(await store.findCase(intake.code)).toMatchObject({
      state: 'delivering',
      verb: 'takeIn',
      version: 2,
    });
    const trail = await store.listAudit(`case/${intake.code}`);
    expect(trail.map(({ what }) => what)).toEqual(['words noted', 'hung up']);
    expect(JSON.stringify(trail)).not.toContain('farola');
  });

  test('of two that note at the same time one must look again: neither note is lost, and a call has one open intake', async () => {
    const intake = anIntake();
    await store.saveIntake(intake, 0);
    const both = await Promise.all([
      store.saveIntake(withNote(intake, said('t2')), 1),
      store.saveIntake(withNote(intake, said('t3')), 1),
    ]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await store.saveIntake(anIntake({}, intake.start.callId), 0)).toBe(false);
    expect(await store.saveIntake(anIntake({ code: intake.code }), 0)).toBe(false);
  });

  test('a closed intake takes no notes; its call begins another one, and both wait in order', async () => {
    const first = anIntake({ createdAt: at(3) });
    await store.saveIntake(first, 0);
    expect(await store.closeIntake(first.code)).toEqual({ ...first, state: 'closed' });
    expect(await store.saveIntake(withNote(first, said('t2')), 1)).toBe(false);
    const second = anIntake({ after: first.code, createdAt: at(4) }, first.start.callId);
    expect(await store.saveIntake(second, 0)).toBe(true);
    const waiting = (await store.waitingIntakes(500)).map(({ code }) => code);
    expect(waiting.filter((code) => [first.code, second.code].includes(code))).toEqual([
      first.code,
      second.code,
    ]);

    await store.intakeStarted(first.code);
    expect(await store.closeIntake(first.code)).toBeUndefined();
    expect((await store.waitingIntakes(500)).map(({ code }) => code)).not.toContain(first.code);
    await store.intakeStarted(second.code);
    expect((await store.intakesOf('dev', first.start.callId))[1]?.state).toBe('noting');
  });

  test('what was heard is known again by its turn, without the words and the number; after a while it is gone', async () => {
    const intake = anIntake({ createdAt: at(5) });
    await store.saveIntake(intake, 0);
    await store.closeIntake(intake.code);
    await store.intakeHeard(intake.code, at(0));
    const [kept] = await store.intakesOf('dev', intake.start.callId);
    expect(kept).toMatchObject({ state: 'handed-over', notes: [{ turnId: 't1', text: '' }] });
    expect(JSON.stringify(kept)).not.toMatch(/farola|600000001/);
    await store.intakeHeard('R-none', at(6));
    expect(await store.intakesOf('dev', intake.start.callId)).toEqual([]);
  });
});
