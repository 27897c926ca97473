import { nameKey } from '../../../src/caller-key';
import { openCaseOf } from '../../../src/domain/open-case';
import type { CaseRecord } from '../../../src/store/records';

const now = '2026-11-24T09:00:00.000Z';
const ana = nameKey('secret', 'Ana Ruiz');
let count = 0;

/** A street light that the office has, and somebody watches. */
function lamp(change: Partial<CaseRecord> = {}): CaseRecord {
  count += 1;
  return {
    ...{
      code: `R-LAMP-${count}`,
      tenant: 'valdeseda',
      channel: 'dev',
      assistant: 'town-hall',
      language: 'es',
    },
    ...{ callId: 'c1', workflowId: `follow-up/desk/${count}`, connection: 'desk', verb: 'createTicket' },
    ...{ title: 'avisar de una farola apagada', state: 'delivered', waitingFor: 'office', callerKey: 'k' },
    ...{ recordId: `${count}`, nameKey: ana, attempts: 1, flagged: false, version: 1 },
    ...{ createdAt: '2026-11-20T09:00:00.000Z', updatedAt: '2026-11-20T09:00:00.000Z' },
    dueAt: '2026-11-26T22:59:59.000Z',
    ...change,
  };
}

test('of several open cases the newest is told, and how many there are', () => {
  const [newest, older] = [lamp({ dueDay: '2026-11-26' }), lamp()];
  expect(openCaseOf([newest, older], now)).toEqual({
    ...{ code: newest.code, title: newest.title, isThere: true, of: 2 },
    ...{ dueAt: '2026-11-26T22:59:59.000Z', dueDay: '2026-11-26' },
  });
});

test('what is closed, refused, withdrawn or watched by nobody is not told as open', () => {
  const cases = [
    lamp({ state: 'settled', waitingFor: 'nobody' }),
    lamp({ state: 'refused', waitingFor: 'nobody' }),
    lamp({ state: 'withdrawn', waitingFor: 'nobody' }),
    lamp({ waitingFor: 'nobody' }),
    lamp({ verb: 'commentTicket' }),
    lamp({ verb: 'bookAppointment' }),
  ];
  expect(openCaseOf(cases, now)).toBeUndefined();
});

test('without a receipt no deadline is told, and none that has passed', () => {
  const { recordId: _, ...onItsWay } = lamp({ state: 'delivering', waitingFor: 'system' });
  expect(openCaseOf([onItsWay], now)).toEqual({
    ...{ code: onItsWay.code, title: onItsWay.title, isThere: false, of: 1 },
  });
  expect(openCaseOf([lamp({ dueAt: '2026-11-23T09:00:00.000Z' })], now)).not.toHaveProperty('dueAt');
});

test('a ticket that was opened again is the one that was made, under the code the caller knows', () => {
  const made = lamp({ state: 'settled', waitingFor: 'nobody' });
  const again = lamp({ verb: 'reopenTicket', title: 'reabrir la solicitud', recordId: made.recordId });
  expect(openCaseOf([again, made], now)).toMatchObject({ code: made.code, title: made.title, of: 1 });
});

test('a number under which two people asked is told nothing, also where only one of the cases is open', () => {
  const luis = nameKey('secret', 'Luis Ruiz');
  expect(openCaseOf([lamp(), lamp({ nameKey: luis })], now)).toBeUndefined();
  const closed = lamp({ nameKey: luis, state: 'settled', waitingFor: 'nobody' });
  expect(openCaseOf([lamp(), closed], now)).toBeUndefined();
});

test('the same person is the same with and without a surname, in any spelling', () => {
  const spelt = ['ANA RUIZ', ' ana  ruíz gómez', 'Ana'].map((name) =>
    lamp({ nameKey: nameKey('secret', name) }),
  );
  expect(openCaseOf(spelt, now)).toMatchObject({ of: 3 });
});

test('a case whose answers go to another number is not told to who calls from this one', () => {
  const { nameKey: _, ...ofAnother } = lamp();
  expect(openCaseOf([ofAnother], now)).toBeUndefined();
});
