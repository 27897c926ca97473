import { handOverMs } from '../../src/line/end-of-turn';
import { createLiveLines } from '../../src/line/live-lines';
import { virtualCall } from './virtual-call';

test('an answer is prepared at the likely end, and dropped when the caller goes on', async () => {
  const call = virtualCall();
  const listened = call.listen({});
  call.says('quiero avisar de una farola');
  await call.pass(1200 + 600);
  call.says('y de un bache en la calle Mayor');
  await call.come(listened);
  const whole = 'quiero avisar de una farola y de un bache en la calle Mayor';
  expect(call.told).toEqual([
    'likely quiero avisar de una farola',
    'goes on',
    `likely ${whole}`,
    `turn t1 ${whole}`,
  ]);
});

test('what is likely says the same as what comes back then', async () => {
  const likely: unknown[] = [];
  const call = virtualCall({ hooks: { onLikelyWords: (_text, listened) => void likely.push(listened) } });
  const listened = call.listen({ say: ['Le cuento cómo va su solicitud, que es bastante larga de contar.'] });
  await call.pass(1500);
  call.says('espere que hay otra cosa');
  const came = await call.come(listened);
  expect(likely).toEqual([came]);
});

test('a listen that is asked again after its answer was lost gets the same answer', async () => {
  const call = virtualCall();
  const first = call.listen({ say: ['¿Qué necesita?'] });
  await call.pass(1500);
  call.says('una farola rota');
  const came = await call.come(first);
  expect(await call.come(call.listen({ say: ['¿Qué necesita?'] }))).toEqual(came);
});

test('a listen that was broken off and asked again does not repeat its sentence', async () => {
  const call = virtualCall();
  const stop = new AbortController();
  const ask = { turnId: 't1', say: ['¿Qué necesita usted?'] };
  const first = call.line.listen(ask, stop.signal);
  await call.pass(2000);
  stop.abort(new Error('cancelled'));
  await expect(first).rejects.toThrow('cancelled');
  const second = call.listen(ask);
  await call.pass(2000);
  call.says('una farola rota');
  expect(await call.come(second)).toMatchObject({ text: 'una farola rota' });
  expect(call.heard().split('necesita')).toHaveLength(2);
});

test('who says yes and hangs up is heard', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: [], expects: 'yes-no' });
  call.says('sí regístrelo por favor');
  await call.pass(980);
  call.hangUp();
  expect(await call.come(listened)).toMatchObject({ what: 'words', text: 'sí regístrelo por favor' });
  expect(await call.come(call.listen({ turnId: 't2' }))).toMatchObject({ what: 'hungUp' });
});

test('a socket that is lost is no hang-up', async () => {
  const call = virtualCall();
  const listened = call.listen({ say: ['¿Qué necesita?'] });
  await call.pass(500);
  call.loseSocket();
  expect(await call.come(listened)).toMatchObject({ what: 'moved' });
  expect(await call.come(call.listen({ turnId: 't2' }))).toMatchObject({ what: 'moved' });
});

test('a newer line silences the older', async () => {
  const lines = createLiveLines();
  const older = virtualCall({ epoch: 1 });
  const newer = virtualCall({ epoch: 2, clock: older.clock });
  expect(lines.open(older.line)).toBe(true);
  const listened = older.listen({ say: ['Una frase bastante larga para que se oiga cómo se calla.'] });
  await older.pass(1000);
  expect(lines.open(newer.line)).toBe(true);
  expect(await older.come(listened)).toMatchObject({ what: 'moved' });
  await older.pass(1000);
  expect(older.silentForMs()).toBeGreaterThan(900);
  expect(older.carrier.closed).toBe(true);
  expect(lines.get('call/1')).toBe(newer.line);
  expect(lines.size).toBe(1);
  // An older one that is let in late is closed at once.
  const late = virtualCall({ epoch: 1, clock: older.clock });
  expect(lines.open(late.line)).toBe(false);
  expect(late.carrier.closed).toBe(true);
  lines.closeAll();
  expect(newer.carrier.closed).toBe(true);
  expect(lines.size).toBe(0);
});

test('a caller whom the recognizer cannot make out is asked to say it again', async () => {
  const call = virtualCall();
  call.ears.away = true;
  const listened = call.listen({ say: [] });
  call.says('una farola rota');
  await call.pass(3000);
  call.ears.away = false;
  await call.pass(2000);
  call.says('una farola rota');
  const came = await call.come(listened);
  expect(came).toMatchObject({ text: 'una farola rota', said: [expect.stringContaining('repetirlo')] });
});

test('without any synthesizer the caller hears tones, never nothing, and the host is told', async () => {
  let mute = 0;
  const call = virtualCall({ hooks: { onMute: () => (mute += 1) } });
  call.voice.away = true;
  const listened = call.listen({ say: ['Tenemos una avería.', 'Otra frase que nadie dice.'] });
  await call.pass(3000);
  const audible = Buffer.concat(call.carrier.played).filter((byte) => byte !== 0xff).length / 8;
  expect(audible).toBeGreaterThan(2 * 300);
  expect(mute).toBe(2);
  call.says('me oye usted');
  const came = await call.come(listened);
  // Two tones are no words: they were not heard.
  expect(came.cut).toEqual({ heard: '' });
});

test('no more than a moment lies unplayed at the carrier, and speech is made only a clause ahead', async () => {
  const call = virtualCall();
  const sentences = Array.from(
    { length: 10 },
    (_, n) => `Esta es la frase número ${n} de una respuesta larga.`,
  );
  void call.listen({ say: sentences });
  await call.pass(2000);
  expect(call.synthesized.length).toBeLessThanOrEqual(3);
  await call.pass(20_000);
  expect(call.carrier.mostUnplayedMs).toBeLessThanOrEqual(1400);
});

test('a long answer is spoken without gaps', async () => {
  const call = virtualCall();
  const text =
    'Claro que sí, ahora mismo se lo cuento. Su solicitud está abierta desde el lunes y la lleva el taller.';
  const first = call.listen({});
  call.says('cómo va lo mío');
  await call.come(first);
  for (const piece of text.match(/.{1,7}/g) ?? []) call.line.speak('t1', piece);
  call.line.spoken('t1');
  await call.pass(12_000);
  expect(call.heard()).toContain(text);
});

test('each turn tells how long its parts took', async () => {
  const call = virtualCall();
  const first = call.listen({});
  call.says('cómo va lo mío');
  await call.come(first);
  await call.pass(30);
  call.line.answering('t1');
  await call.pass(200);
  call.line.speak('t1', 'Su solicitud está abierta. Y ');
  await call.pass(1000);
  const [timing] = call.timings;
  expect(timing).toMatchObject({ turnId: 't1', workflowHopMs: 30, ttftMs: 200, ttfbMs: 120 });
  expect(timing?.transcriptionDelayMs).toBeGreaterThanOrEqual(350);
  expect(timing?.endOfUtteranceDelayMs).toBeGreaterThanOrEqual(600);
  const parts = (timing?.endOfUtteranceDelayMs ?? 0) - handOverMs + 30 + 200 + 120;
  expect(timing?.userBotLatencyMs).toBeCloseTo(parts, -2);
});

test('the sound of a turn is kept by reference', async () => {
  const kept: number[] = [];
  const call = virtualCall({
    hooks: { keepSound: (turnId, sound) => `${turnId}:${kept.push(sound.length / 8)}` },
  });
  const listened = call.listen({});
  call.says('una farola rota');
  expect(await call.come(listened)).toMatchObject({ sound: 't1:1' });
  expect(kept[0]).toBeGreaterThan(720);
  expect(kept[0]).toBeLessThan(2500);
});

test('a sentence that is kept as sound is asked for in one piece, and so are those of the line', async () => {
  const kept =
    'Ahora mismo tenemos una avería, y no puedo tramitar nada. Dígame qué necesita, que tomo nota.';
  const call = virtualCall({ isKept: (sentence) => sentence === kept });
  await call.come(call.listen({ say: [kept] }));
  expect(call.synthesized[0]).toBe(kept);
  expect(call.synthesized).toContain('No le oigo. Si lo prefiere, use el teclado y termine con almohadilla.');
});

test('nonsense from a carrier does no harm to the call', async () => {
  const call = virtualCall();
  const { events } = call.line;
  const listened = call.listen({ say: ['¿Qué necesita?'] });
  await call.pass(500);
  for (const mark of ['', 'x', '0', '0.', '0.-1', '1e9.1', 'NaN.NaN']) events.onMark(mark);
  for (const key of ['', 'x', '12', '☎']) events.onKey(key);
  events.onSound(Buffer.alloc(0));
  events.onSound(Buffer.alloc(1));
  events.onSound(Buffer.alloc(159));
  events.onSound(Buffer.alloc(80_000, 0xff));
  await call.pass(2000);
  call.says('una farola rota');
  expect(await call.come(listened)).toMatchObject({ text: 'una farola rota', via: 'voice' });
  call.hangUp();
  events.onGone(false);
  events.onSound(Buffer.alloc(160));
  events.onMark('0.0');
  events.onKey('1');
  expect(await call.come(call.listen({ turnId: 't2' }))).toMatchObject({ what: 'hungUp' });
});

test('in every language the line has its own words', async () => {
  for (const language of ['es', 'pt-BR', 'en'] as const) {
    const call = virtualCall({ language });
    const came = await call.come(call.listen({ say: ['?'] }));
    expect(came.said).toHaveLength(2);
    expect(new Set(came.said).size).toBe(2);
  }
});

test('words are handed over a little before the turn is over, and nothing is spoken until it is', async () => {
  const call = virtualCall();
  call.voice.delayMs = 0;
  const first = call.listen({ expects: 'yes-no' });
  call.says('sí');
  await call.come(first);
  const handedOverAt = call.clock.now();
  call.line.speak('t1', 'De acuerdo.');
  call.line.spoken('t1');
  while (call.carrier.queued === 0) await call.pass(5);
  const waitedMs = call.clock.now() - handedOverAt;
  expect(waitedMs).toBeGreaterThan(handOverMs - 20);
  expect(waitedMs).toBeLessThanOrEqual(handOverMs + 20);
  await call.pass(1000);
  expect(call.heard()).toContain('De acuerdo.');
  expect(call.timings[0]?.endOfUtteranceDelayMs).toBeCloseTo(400, -1);
});

test('who stirs just before their turn is over is not taken to be done', async () => {
  const call = virtualCall();
  const listened = call.listen({});
  call.says('quiero avisar de una farola');
  // The pause that ends this is 700 ms, and 100 ms of voice make speech.
  await call.pass(1200 + 600);
  call.says('y de un bache');
  expect(await call.come(listened)).toMatchObject({ text: 'quiero avisar de una farola y de un bache' });
});
