import type { Listened } from '../../../src/domain/listening';
import { wasTold } from '../../../src/domain/notice-heard';

const notice = 'Su solicitud está cerrada. ¿La abrimos otra vez?';
const of = (came: object): Listened => ({ turnId: 'v1', what: 'hungUp', ...came }) as Listened;

test.each([
  ['who answers it was told', { what: 'words', text: '1', via: 'keys', cut: { heard: 'Su' } }, true],
  ['who hangs up behind its end was told', {}, true],
  ['who hangs up in the middle of it was not', { cut: { heard: 'Su solicitud' } }, false],
  ['who hangs up on its last breath was told', { cut: { heard: `Hola. ${notice}` } }, true],
  ['who keeps silent was told', { what: 'silence', said: ['¿Sigue ahí?'] }, true],
  ['a line that breaks off tells nothing', { what: 'moved' }, false],
  [
    'one that had asked whether somebody is there had said it all',
    { what: 'moved', said: ['¿Sigue ahí?'] },
    true,
  ],
  [
    'one that breaks off in the middle, after a filler, had not',
    { what: 'moved', said: ['Un momento, por favor.'], cut: { heard: 'Su solicitud' } },
    false,
  ],
] as const)('%s', (_, came, isTold) => {
  expect(wasTold(notice, of(came))).toBe(isTold);
});

test('a lost line tells nothing', () => {
  expect(wasTold(notice, { what: 'lost' })).toBe(false);
});
