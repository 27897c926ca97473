import { virtualCall } from './virtual-call';

test('who says nothing is asked whether they are there, offered the keys, and given up', async () => {
  const call = virtualCall();
  const came = await call.come(call.listen({ say: ['¿En qué puedo ayudarle?'] }));
  expect(came).toEqual({
    turnId: 't1',
    what: 'silence',
    said: ['¿Sigue ahí?', expect.stringContaining('teclado')],
  });
  expect(call.heard()).toContain('¿Sigue ahí?');
  const last = call.listen({ turnId: 't2', say: ['Muchas gracias. Adiós.'], then: { hangUp: true } });
  expect(await call.come(last)).toEqual({ turnId: 't2', what: 'done' });
  expect(call.heard()).toMatch(/Adiós\.$/);
  expect(call.carrier.closed).toBe(true);
});

test('who looks for a number is given more time', async () => {
  const call = virtualCall();
  void call.listen({ say: ['¿Cuál es su número?'], expects: 'number' });
  await call.pass(9000);
  expect(call.heard()).not.toContain('Sigue');
  await call.pass(5000);
  expect(call.heard()).toContain('Sigue');
});

test('a pause within a dictated number does not end it', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: [], expects: 'number' });
  call.says('seis uno dos');
  await call.pass(720 + 1300);
  call.says('tres cuatro cinco seis siete ocho');
  expect(await call.come(listened)).toMatchObject({ text: 'seis uno dos tres cuatro cinco seis siete ocho' });
});

test('who was asked for a yes and says it is answered sooner than who tells something', async () => {
  const delays: number[] = [];
  for (const expects of ['yes-no', 'open'] as const) {
    const call = virtualCall();
    const listened = call.listen({ expects });
    call.says('sí');
    const from = call.clock.now();
    await call.come(listened);
    delays.push(call.clock.now() - from - 240);
  }
  expect(delays[0]).toBeLessThanOrEqual(500);
  expect(delays[1]).toBeGreaterThan(delays[0] ?? 0);
});

test('digits are collected until a pause of the fingers', async () => {
  const call = virtualCall();
  const listened = call.listen({ expects: 'number' });
  for (const key of '6123') {
    call.press(key);
    await call.pass(900);
  }
  expect(await call.come(listened)).toMatchObject({ what: 'words', text: '6123', via: 'keys' });
});

test('one key answers yes or no', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: ['¿Lo registro?'], expects: 'yes-no' });
  await call.pass(1500);
  call.press('1');
  expect(await call.come(listened)).toMatchObject({ what: 'words', text: 'sí', via: 'keys' });
});

test('who waits for an answer hears a filler within two seconds, and another later; both are reported', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('cómo va mi solicitud');
  await call.come(first);
  await call.pass(1900);
  expect(call.heard()).toContain('Un');
  await call.pass(10_000);
  call.line.speak('t1', 'Su solicitud está abierta.');
  call.line.spoken('t1');
  const second = call.listen({ turnId: 't2' });
  await call.pass(3000);
  call.says('gracias por todo hasta luego');
  expect(await call.come(second)).toMatchObject({ said: ['Un momento, por favor.', 'Sigo en ello.'] });
});

test('a call whose workflow is late hears the first words from the line itself, once', async () => {
  const greeting = 'Le atiende un asistente automático.';
  const call = virtualCall({ opening: { say: greeting } });
  await call.pass(1900);
  expect(call.heard()).toMatch(/^(… )?Le/);
  await call.pass(3000);
  const listened = call.listen({ say: [greeting, '¿Qué necesita?'], firstWords: true });
  await call.pass(4000);
  call.says('una farola rota en mi calle');
  expect(await call.come(listened)).not.toHaveProperty('cut');
  expect(call.heard().split(greeting)).toHaveLength(2);
});

test('goodbye is played to its end before the line is closed', async () => {
  const call = virtualCall();
  const listened = call.listen({
    say: ['Muchas gracias por su llamada, que tenga un buen día.'],
    then: { hangUp: true },
  });
  await call.pass(1000);
  expect(call.carrier.closed).toBe(false);
  call.says('oiga una cosa más');
  expect(await call.come(listened)).toEqual({ turnId: 't1', what: 'done' });
  expect(call.heard()).toMatch(/un buen día\.$/);
});

test('whose words take long to be made out hears that somebody is there, and then the answer', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: [] });
  call.ears.delayMs = 6000;
  call.says('hay una farola apagada');
  await call.pass(900);
  let longestMs = 0;
  for (let sinceMs = 100; sinceMs < 6000; sinceMs += 100) {
    await call.pass(100);
    longestMs = Math.max(longestMs, Math.min(sinceMs, call.silentForMs()));
  }
  expect(longestMs).toBeLessThan(2000);
  const came = await call.come(listened);
  expect(came).toMatchObject({
    text: 'hay una farola apagada',
    said: ['Un momento, por favor.', expect.any(String)],
  });
  void call.listen({ turnId: 't2', say: ['¿En qué calle está?'] });
  await call.pass(6000);
  expect(call.heard()).toMatch(/Un momento, por favor\..*Sigo en ello\..*¿En qué calle está\?/);
});

test('who is back on a line, and whose workflow is slow, hears within two seconds that it goes on', async () => {
  const call = virtualCall({ opening: { say: 'Perdone, se ha cortado un momento.', atOnce: true } });
  await call.pass(4500);
  expect(call.heard()).toMatch(/se ha cortado un momento\.\s+… Un/);
});

test('who waits for a slow answer is never met with two seconds of silence, and hears it as soon as it is there', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('cómo va mi solicitud');
  const beganAt = call.clock.now();
  await call.come(first);
  // The pause that ended their turn, four words of 240 ms, is part of what they wait.
  const pauseMs = call.clock.now() - beganAt - 960;
  let longestMs = 0;
  for (let waitedMs = 100; waitedMs < 20_000; waitedMs += 100) {
    await call.pass(100);
    longestMs = Math.max(longestMs, Math.min(pauseMs + waitedMs, call.silentForMs()));
  }
  expect(longestMs).toBeGreaterThan(1000);
  expect(longestMs).toBeLessThan(2000);
  // In words not more often than before.
  expect(call.synthesized).toHaveLength(3);
  // A tone has just begun when the answer comes: it does not hold it up.
  call.voice.delayMs = 10;
  while (call.silentForMs() > 0) await call.pass(20);
  const { clears } = call.carrier;
  call.line.speak('t1', 'Su solicitud está abierta.');
  call.line.spoken('t1');
  await call.pass(500);
  expect(call.heard()).toMatch(/Su\b[^…]*$/);
  expect(call.carrier.clears).toBe(clears + 1);
  const second = call.listen({ turnId: 't2' });
  await call.pass(3000);
  call.says('gracias por todo hasta luego');
  expect(await call.come(second)).toMatchObject({
    said: ['Un momento, por favor.', 'Sigo en ello.', 'Enseguida estoy con usted.'],
  });
});
