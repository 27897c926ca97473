import type { Answer } from '../../src/domain/turn';
import { carriedOut } from '../../workflows/intake-owed';

const answer = (turnId: string, code?: string): Answer => ({
  ...{ turnId, say: ['…'], ended: false },
  ...(code === undefined ? {} : { code }),
});

test.each([
  ['nothing came of it', [answer('1'), answer('2')], [], { codes: [], covered: -1 }],
  [
    'its answers tell',
    [answer('1'), answer('2', 'R-1'), answer('3')],
    ['R-1'],
    { codes: ['R-1'], covered: 1 },
  ],
  [
    'the call ended before the last answer was known',
    [answer('1'), undefined],
    ['R-1'],
    { codes: ['R-1'], covered: 1 },
  ],
  [
    'an answer is not known, and nothing was begun',
    [answer('1', 'R-1'), undefined],
    ['R-1'],
    { codes: ['R-1'], covered: 0 },
  ],
])('what was carried out of noted words, where %s', (_when, answers, begun, carried) => {
  expect(carriedOut({ answers, begun })).toEqual(carried);
});
