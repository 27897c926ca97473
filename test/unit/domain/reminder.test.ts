import * as fc from 'fast-check';
import { followUpCard } from '../../../src/domain/card';
import type { FollowUp } from '../../../src/domain/follow-up';
import { escalatesAt, nextReminderMs, type Reminder, splitReminders } from '../../../src/domain/reminder';

const reminder = fc.record({
  at: fc.integer({ min: 0, max: 2e12 }).map((ms) => new Date(ms).toISOString()),
  what: fc.constantFrom('remind' as const, 'escalate' as const),
  to: fc.constant('roads'),
});

test('whenever somebody wakes, each reminder is taken once, in order, and never early', () => {
  fc.assert(
    fc.property(fc.array(reminder), fc.array(fc.integer({ min: 0, max: 2e12 })), (reminders, wakes) => {
      let ahead: Reminder[] = reminders;
      const taken: Reminder[] = [];
      for (const now of [...wakes.toSorted((a, b) => a - b), 2e12]) {
        const next = splitReminders(ahead, now);
        for (const { at } of next.due) expect(Date.parse(at)).toBeLessThanOrEqual(now);
        taken.push(...next.due);
        ahead = next.ahead;
      }
      expect(ahead).toEqual([]);
      const times = taken.map(({ at }) => Date.parse(at));
      expect(times).toEqual(reminders.map(({ at }) => Date.parse(at)).toSorted((a, b) => a - b));
    }),
  );
});

test('who sleeps until the next one finds it due; who has none sleeps on', () => {
  fc.assert(
    fc.property(fc.array(reminder, { minLength: 1 }), fc.integer({ min: 0, max: 2e12 }), (reminders, now) => {
      const waitMs = nextReminderMs(reminders, now);
      expect(waitMs).toBeGreaterThanOrEqual(1);
      expect(splitReminders(reminders, now + waitMs).due).not.toEqual([]);
    }),
  );
  expect(nextReminderMs([], 0)).toBe(Number.POSITIVE_INFINITY);
});

const state: FollowUp = {
  ...{ code: 'R-7K3F-92QD', tenant: 'valdeseda', channel: 'dev', language: 'es', zone: 'Europe/Madrid' },
  ...{ title: 'avisar de una farola', contact: { phone: '+34600000001' }, status: 'open' },
  ...{ record: { connection: 'desk', id: '1001' }, commentsTold: [], eventsSeen: [], notices: 1, entries: 1 },
  ...{ since: '2026-11-20T10:00:00.000Z', dueAt: '2026-12-04T22:59:59.000Z' },
  reminders: [
    { at: '2026-12-02T08:00:00.000Z', what: 'remind', to: 'Vías públicas' },
    { at: '2026-12-03T08:00:00.000Z', what: 'escalate', to: 'Dirección' },
  ],
};

test('the card says when people will take over, then that they did, and nothing of it once it is settled', () => {
  const nextLookAt = '2026-12-02T04:00:00.000Z';
  expect(followUpCard(state, nextLookAt)).toContain(
    '- **Escalates at**: 2026-12-03T08:00:00.000Z, to Dirección',
  );
  expect(followUpCard(state, nextLookAt)).toContain('- **Waits for**: the office');
  const after = { ...state, reminders: [], escalated: { at: '2026-12-03T08:00:00.000Z', to: 'Dirección' } };
  expect(followUpCard(after, nextLookAt)).toContain('- **Waits for**: operator (Dirección)');
  expect(followUpCard(after, nextLookAt)).toMatch(/Escalated at\*\*: 2026-12-03T08.*to Dirección/);
  expect(followUpCard(after, nextLookAt)).not.toContain('Escalates at');
  expect(followUpCard(state, undefined)).not.toContain('Escalates at');
  expect(followUpCard(after, nextLookAt)).not.toContain('600000001');
  expect(escalatesAt([])).toBeUndefined();
});
