import { virtualCall } from './virtual-call';

const long =
  'Le cuento todo lo que sabemos de la farola de su calle, que se apaga todas las noches a la misma hora.';

test('who says "ajá" while we speak is no interruption: nothing of our sentence is lost', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: [long] });
  await call.pass(1500);
  call.says('ajá');
  await call.pass(7000);
  call.says('muchas gracias por la información');
  const came = await call.come(listened);
  expect(came).toMatchObject({ what: 'words', text: 'muchas gracias por la información' });
  expect(came).not.toHaveProperty('cut');
  expect(call.heard()).toContain('misma hora.');
});

test('who says "ajá" to a recognizer that tells words early does not even make us pause', async () => {
  const call = virtualCall();
  call.ears.partials = true;
  void call.listen({ say: [long] });
  await call.pass(1500);
  call.says('ajá');
  await call.pass(7000);
  expect(call.carrier.clears).toBe(0);
  expect(call.heard()).toContain('misma hora.');
});

test('a cough makes us pause for a moment, and go on where we were', async () => {
  const call = virtualCall();
  void call.listen({ say: [long] });
  await call.pass(1500);
  call.says('', 500);
  await call.pass(1000);
  expect(call.carrier.clears).toBe(1);
  await call.pass(7000);
  expect(call.heard()).toContain('misma hora.');
  expect(call.told).toEqual([]);
});

test('who cuts in is heard from the first word, and history keeps only what they heard', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: [long] });
  await call.pass(2000);
  call.says('espere quiero otra cosa');
  const came = await call.come(listened);
  expect(came).toMatchObject({ what: 'words', text: 'espere quiero otra cosa', via: 'voice' });
  const heard = came.cut?.heard ?? '';
  expect(long.startsWith(heard)).toBe(true);
  const played = call.heard().replaceAll(' … ', '').trim();
  expect(Math.abs(played.length - heard.length)).toBeLessThan(12);
  expect(played).not.toContain('misma hora');
});

test('we fall silent within half a second of who cuts in', async () => {
  const call = virtualCall();
  void call.listen({ say: [long] });
  await call.pass(2000);
  call.says('no no no espere un momento que me he equivocado');
  await call.pass(500);
  expect(call.silentForMs()).toBeGreaterThan(0);
  await call.pass(1000);
  expect(call.silentForMs()).toBeGreaterThan(1000);
});

test('who cuts into what a model is still writing hears no more of it, and the host is told', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('qué pasa con mi farola');
  await call.come(first);
  call.line.speak('t1', 'Su farola está en la lista de averías de esta semana, y ');
  await call.pass(1500);
  call.says('no esa no la otra');
  await call.pass(700);
  call.line.speak('t1', 'se reparará ');
  await call.pass(2500);
  call.line.speak('t1', 'cuando llegue la pieza. Ya está pedida.');
  call.line.spoken('t1');
  const came = await call.come(call.listen({ turnId: 't2' }));
  expect(came).toMatchObject({ turnId: 't2', what: 'words', text: 'no esa no la otra' });
  expect(came.cut?.heard).toMatch(/^Su farola/);
  expect(came.cut?.heard).not.toContain('pieza');
  expect(call.told).toContain('cut t1');
  await call.pass(3000);
  expect(call.heard()).not.toContain('pieza');
});

test('who goes on while the workflow thinks is not talked over, and all they say is heard', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('quiero avisar de una farola.');
  expect(await call.come(first)).toMatchObject({ text: 'quiero avisar de una farola.' });
  call.says('está en la calle Mayor');
  await call.pass(300);
  call.line.speak('t1', '¿En qué calle está la farola?');
  call.line.spoken('t1');
  const came = await call.come(call.listen({ turnId: 't2' }));
  expect(came).toMatchObject({ text: 'está en la calle Mayor', cut: { heard: '' } });
  expect(call.heard()).toBe('…');
});

test('words said before a question was asked agree to nothing: the question counts as unheard', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('quiero avisar de una farola.');
  await call.come(first);
  call.says('y sí dígalo ya');
  await call.pass(3000);
  const came = await call.come(
    call.listen({ turnId: 't2', say: ['¿Aviso de la farola de la calle Mayor?'] }),
  );
  expect(came).toMatchObject({ text: 'y sí dígalo ya', cut: { heard: '' } });
  await call.pass(1400);
  expect(call.heard()).not.toContain('Aviso');
});

test('a yes that comes before our question is over is an answer', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: ['Aviso de su farola. ¿Lo registro así?'], expects: 'yes-no' });
  await call.pass(1900);
  call.says('sí');
  expect(await call.come(listened)).toMatchObject({ what: 'words', text: 'sí' });
});

test('"ajá" while nobody waits for an answer is none', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('quiero avisar de una farola.');
  await call.come(first);
  call.says('ajá');
  await call.pass(2500);
  const second = call.listen({ turnId: 't2', say: ['¿En qué calle?'] });
  await call.pass(2500);
  call.says('en la calle Mayor');
  expect(await call.come(second)).toMatchObject({ text: 'en la calle Mayor' });
});

test('the first sentence is never skipped, whoever speaks over it', async () => {
  const call = virtualCall();
  const first = 'Le atiende un asistente automático, no una persona.';
  const listened = call.listen({ say: [first, long], firstWords: true });
  await call.pass(800);
  call.says('oiga que tengo mucha prisa');
  const came = await call.come(listened);
  expect(came).toMatchObject({ text: 'oiga que tengo mucha prisa', cut: { heard: first } });
  await call.pass(4000);
  expect(call.heard()).toContain(first);
  expect(call.heard()).not.toContain('farola');
});

test('a key stops us as a word does', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: [long] });
  await call.pass(2000);
  call.press('4');
  call.press('2');
  await call.pass(200);
  call.press('#');
  const came = await call.come(listened);
  expect(came).toMatchObject({ what: 'words', text: '42', via: 'keys' });
  expect(came.cut?.heard).toMatch(/^Le cuento/);
  call.line.speak('t1', 'De acuerdo, la 42.');
  call.line.spoken('t1');
  await call.pass(3000);
  expect(call.heard()).not.toContain('misma hora');
  expect(call.heard()).toContain('De acuerdo, la 42.');
});

test('marks of before a false alarm do not make the rest of a sentence heard', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: ['Una frase algo más larga.'] });
  await call.pass(500);
  call.says('', 400);
  await call.pass(900);
  call.says('espere un momento que no le sigo');
  expect((await call.come(listened)).cut?.heard).toMatch(/^Una( frase( algo)?)?$/);
});

test('a radio that never pauses does not keep us silent', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('cómo va lo mío');
  await call.come(first);
  call.says('', 40_000);
  await call.pass(500);
  call.line.speak('t1', 'Su solicitud está abierta.');
  call.line.spoken('t1');
  await call.pass(26_000);
  expect(call.heard()).toContain('Su solicitud está abierta.');
});
