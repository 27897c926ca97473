/** A caller waits less where an answer is begun on the words as they are known while the last of them are made out. */
import { ClauseStream } from '../../src/line/clauses';
import type { Recognizer } from '../../src/speech/recognizer';
import { virtualCall } from './virtual-call';

test('an answer is prepared before the recognizer is done, and once where it says the same in the end', async () => {
  const call = virtualCall();
  Object.assign(call.ears, { delayMs: 900, partials: true });
  const listened = call.listen({});
  call.says('quiero avisar de una farola');
  await call.pass(1200 + 500);
  expect(call.told).toEqual(['likely quiero avisar de una farola']);
  expect(await call.come(listened)).toMatchObject({ text: 'quiero avisar de una farola' });
  expect(call.told).toEqual(['likely quiero avisar de una farola', 'turn t1 quiero avisar de una farola']);
});

test('an answer that was prepared to words that turn out otherwise is prepared anew', async () => {
  // A recognizer that knows the last word at the end only.
  const recognizer: Recognizer = {
    name: 'late',
    open: ({ onPartial }) => ({
      feed: () => onPartial('una farola'),
      finish: async () => {
        await call.clock.sleep(600);
        return { text: 'una farola rota', by: 'late' };
      },
      discard: () => undefined,
      close: () => undefined,
    }),
  };
  const call = virtualCall({ recognizer });
  const listened = call.listen({});
  call.says('una farola rota');
  await call.come(listened);
  expect(call.told).toEqual(['likely una farola', 'likely una farola rota', 'turn t1 una farola rota']);
});

test('the first sentence of an answer is spoken while the second is still being written', () => {
  const stream = new ClauseStream();
  expect(stream.push('De acuerdo. ')).toEqual(['De acuerdo.']);
  expect(stream.push('¿En qué calle está? ')).toEqual(['¿En qué calle está?']);
});

test.each(['Le atiende el Sr. ', 'Es la farola 12. ', 'Habla J. ', 'Espere... '])(
  'what may go on is waited for: %s',
  (text) => {
    expect(new ClauseStream().push(text)).toEqual([]);
  },
);
