import type { Line } from '../../../src/domain/call';
import { cutShort } from '../../../src/domain/cut';

const readBack = 'Voy a registrar su solicitud. La dirección: calle Mayor 3. ¿La registro así?';
const talkOf = (...said: string[]) => ({
  lines: [
    { who: 'caller', text: 'es en la calle Mayor 3' },
    ...said.map((text): Line => ({ who: 'assistant', text, fixed: true })),
  ] as Line[],
  proposal: { readBack },
  proposedIn: 'v3' as string | undefined,
});

/** What is kept of a conversation whose caller heard this much of the read-back. */
function cutAt(heard: string, ...said: string[]) {
  const { proposedIn, ...talk } = talkOf(...(said.length > 0 ? said : [readBack]));
  const cut = { ...talk, ...(proposedIn === undefined ? {} : { proposedIn }) };
  cutShort(cut, heard);
  return cut;
}

test('history keeps what the caller heard, and says that they cut in', () => {
  const { lines } = cutAt('Voy a registrar su solicitud.');
  expect(lines).toEqual([
    { who: 'caller', text: 'es en la calle Mayor 3' },
    { who: 'assistant', text: 'Voy a registrar su solicitud. …', fixed: true },
  ]);
});

test('of what was not heard at all nothing is kept', () => {
  expect(cutAt('').lines).toEqual([{ who: 'caller', text: 'es en la calle Mayor 3' }]);
});

test('several sentences are cut as the one thing they were', () => {
  const { lines } = cutAt('Claro. Voy a', 'Claro.', readBack);
  expect(lines.slice(1)).toEqual([{ who: 'assistant', text: 'Claro. Voy a …', fixed: true }]);
});

test.each([
  ['nothing of it', '', false],
  ['half of it', 'Voy a registrar su solicitud. La dirección: calle', false],
  ['all but its closing question', 'Voy a registrar su solicitud. La dirección: calle Mayor 3.', true],
  ['all of it', readBack, true],
])('who heard %s of a read-back (%j) may agree to it: %p', (_what, heard, may) => {
  expect(cutAt(heard).proposedIn).toBe(may ? 'v3' : undefined);
});
