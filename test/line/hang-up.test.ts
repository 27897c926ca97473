/** Callers who hang up, and lines that are lost, in the middle of a sentence: what was heard, and what was said last. */
import { virtualCall } from './virtual-call';

test('who hangs up in mid-sentence has heard a part of it, to the word', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: ['La dirección es la calle del Pino número siete en Valdeseda.'] });
  await call.pass(2000);
  call.hangUp();
  const came = await call.come(listened);
  expect(came).toMatchObject({ what: 'hungUp', cut: { heard: expect.stringMatching(/^La dirección es/) } });
  expect(came.cut?.heard).not.toContain('Valdeseda');
});

test('a yes in the very moment of hanging up is handed back as words', async () => {
  const call = virtualCall();
  const listened = call.listen({ expects: 'yes-no' });
  call.says('sí');
  await call.pass(260);
  call.hangUp();
  expect(await call.come(listened)).toMatchObject({ what: 'words', text: 'sí' });
  expect(await call.come(call.listen({ turnId: 't2' }))).toMatchObject({ what: 'hungUp' });
});

test('what is written, or left to be said, when nobody is there any more was heard by nobody', async () => {
  for (const isWritten of [true, false]) {
    const call = virtualCall();
    const listened = call.listen({});
    call.says('hola');
    await call.come(listened);
    call.line.speak('t1', 'Le ayudo a avisar de una farola. ');
    await call.pass(3000);
    call.hangUp();
    await call.pass(100);
    if (isWritten) call.line.speak('t1', '¿En qué calle está?');
    call.line.spoken('t1');
    const next = call.listen({ turnId: 't2', say: isWritten ? [] : ['Su código es R-7K3F-92QD.'] });
    expect(await call.come(next)).toEqual({
      ...{ turnId: 't2', what: 'hungUp' },
      cut: { heard: 'Le ayudo a avisar de una farola.' },
    });
  }
});
