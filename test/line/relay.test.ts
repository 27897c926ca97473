import type { Listened, Listening } from '../../src/domain/listening';
import { createRelayLine } from '../../src/line/relay-line';
import type { RelayEvents } from '../../src/line/live-line';
import type { OpenLine } from '../../src/line/open-line';
import { VirtualClock } from './virtual-clock';

interface RelayCall {
  line: OpenLine & { events: RelayEvents };
  clock: VirtualClock;
  said: string[];
  wholes: string[];
  tones: number[];
  isClosed: () => boolean;
  listen(ask: Partial<Listening>): Promise<Listened>;
}

function relayCall(): RelayCall {
  const clock = new VirtualClock();
  const said: string[] = [];
  const wholes: string[] = [];
  const tones: number[] = [];
  let closed = false;
  const line = createRelayLine({
    ...{ callId: 'call/1', epoch: 1, language: 'es' as const, clock },
    transport: {
      say(text, last, uninterruptible) {
        said.push(last ? `${text}|` : text);
        if (uninterruptible) wholes.push(text);
      },
      tone: () => void tones.push(clock.now()),
      close: () => void (closed = true),
    },
  });
  const listen = (ask: Partial<Listening>): Promise<Listened> =>
    line.listen({ turnId: 't1', say: [], ...ask }, new AbortController().signal);
  return { line, clock, said, wholes, tones, isClosed: () => closed, listen };
}

test('clauses of an answer are sent as they are whole, and the last one says so', async () => {
  const call = relayCall();
  call.line.speak('t1', 'Su solicitud está abierta. La lleva');
  expect(call.said).toEqual(['Su solicitud está abierta. ']);
  call.line.speak('t1', ' el taller.');
  call.line.spoken('t1');
  expect(call.said).toEqual(['Su solicitud está abierta. ', 'La lleva el taller.|']);
});

test('who cuts in is answered, and history keeps what the carrier says they heard', async () => {
  const call = relayCall();
  const listened = call.listen({
    say: ['Le cuento todo.', 'Su farola se apaga todas las noches a la misma hora.'],
  });
  await call.clock.advance(3000);
  call.line.events.onInterrupted('su farola se apaga');
  call.line.events.onWords('espere, es otra farola');
  expect(await listened).toEqual({
    turnId: 't1',
    what: 'words',
    text: 'espere, es otra farola',
    via: 'voice',
    cut: { heard: 'Le cuento todo. Su farola se apaga' },
  });
});

test('after a cough we say again what was cut off', async () => {
  const call = relayCall();
  void call.listen({ say: ['Su farola se apaga todas las noches, y no sabemos por qué lo hace.'] });
  await call.clock.advance(1000);
  const before = call.said.length;
  call.line.events.onInterrupted('Su farola');
  await call.clock.advance(2500);
  expect(call.said.slice(before).join('')).toContain('Su farola se apaga todas las noches');
});

test('"ajá" that made the carrier stop is no turn', async () => {
  const call = relayCall();
  const listened = call.listen({
    say: ['Su farola se apaga todas las noches, y no sabemos por qué lo hace.'],
  });
  await call.clock.advance(1000);
  call.line.events.onInterrupted('Su farola');
  call.line.events.onWords('Ajá.');
  await call.clock.advance(6000);
  call.line.events.onWords('gracias, era eso y nada más que eso');
  const came = await listened;
  expect(came).toMatchObject({ text: 'gracias, era eso y nada más que eso' });
  expect(came).not.toHaveProperty('cut');
});

test('a yes is an answer where the carrier did not stop, whatever we reckon', async () => {
  const call = relayCall();
  const listened = call.listen({
    say: ['Aviso de la farola de la calle Mayor. ¿Lo registro?'],
    expects: 'yes-no',
  });
  await call.clock.advance(300);
  call.line.events.onWords('Sí.');
  expect(await listened).toMatchObject({ text: 'Sí.' });
});

test('the first sentence asks not to be interrupted, and is said again where it was', async () => {
  const call = relayCall();
  void call.listen({ say: ['Le atiende un asistente automático.', '¿Qué necesita?'], firstWords: true });
  expect(call.wholes.join('').trim()).toBe('Le atiende un asistente automático.');
  await call.clock.advance(500);
  call.line.events.onInterrupted('Le');
  expect(call.wholes).toHaveLength(2);
});

test('silence, fillers and goodbye are those of any line', async () => {
  const call = relayCall();
  const silent = call.listen({ say: ['¿En qué puedo ayudarle?'] });
  await call.clock.advance(40_000);
  expect(await silent).toMatchObject({
    what: 'silence',
    said: ['¿Sigue ahí?', expect.stringContaining('teclado')],
  });
  call.said.splice(0);
  const words = call.listen({ turnId: 't2' });
  call.line.events.onWords('cómo va lo mío');
  await words;
  await call.clock.advance(2000);
  expect(call.said.join('')).toBe('Un momento, por favor.|');
  const goodbye = call.listen({ turnId: 't3', say: ['Adiós.'], then: { hangUp: true } });
  await call.clock.advance(100);
  expect(call.isClosed()).toBe(false);
  await call.clock.advance(6000);
  expect(await goodbye).toMatchObject({ what: 'done' });
  expect(call.isClosed()).toBe(true);
});

test('keys answer, and a hang-up is told', async () => {
  const call = relayCall();
  const keys = call.listen({});
  for (const key of '12#') call.line.events.onKey(key);
  expect(await keys).toMatchObject({ text: '12', via: 'keys' });
  const next = call.listen({ turnId: 't2' });
  call.line.events.onGone(true);
  expect(await next).toMatchObject({ what: 'hungUp' });
});

const notice = [
  'Le atiende un asistente automático.',
  'Su cita es el martes a las 10:30. Responda 1 para confirmar.',
];

test('what the carrier says it has played was heard, however long we reckon', async () => {
  const call = relayCall();
  const listened = call.listen({ say: notice, firstWords: true });
  await call.clock.advance(1500);
  call.line.events.onPlayed('Le atiende un asistente automático.');
  call.line.events.onPlayed('Su cita es el martes a las 10:30.');
  call.line.events.onPlayed('responda 1 para confirmar');
  call.line.events.onGone(false);
  const came = await listened;
  expect(came).toMatchObject({ what: 'moved', heardAll: true });
  expect(came).not.toHaveProperty('cut');
});

test.each([
  ['piece by piece', ['Su cita es', 'el martes']],
  ['from the beginning each time', ['Su cita es', 'Su cita es el martes']],
])('what it tells of, %s, is all that was heard of a call that breaks off', async (_, told) => {
  const call = relayCall();
  const listened = call.listen({ say: notice, firstWords: true });
  call.line.events.onPlayed('Le atiende un asistente automático.');
  await call.clock.advance(60_000 / 4);
  for (const text of told) call.line.events.onPlayed(text);
  call.line.events.onGone(false);
  const came = await listened;
  expect(came).toMatchObject({
    what: 'moved',
    cut: { heard: 'Le atiende un asistente automático. Su cita es el martes' },
  });
  expect(came).not.toHaveProperty('heardAll');
});

test('a carrier that tells nothing leaves it to our reckoning, which is nobody’s word', async () => {
  const call = relayCall();
  const listened = call.listen({ say: notice, firstWords: true });
  await call.clock.advance(9000);
  call.line.events.onGone(false);
  const came = await listened;
  expect(came).not.toHaveProperty('cut');
  expect(came).not.toHaveProperty('heardAll');
});

test('what was cut off and said again is heard when it was played the second time', async () => {
  const call = relayCall();
  const listened = call.listen({ say: notice, firstWords: true });
  call.line.events.onPlayed('Le atiende un asistente automático.');
  await call.clock.advance(4000);
  call.line.events.onPlayed('Su cita es');
  call.line.events.onInterrupted('Su cita es');
  await call.clock.advance(2500);
  call.line.events.onPlayed('Su cita es el martes a las 10:30.');
  call.line.events.onPlayed('Responda 1 para confirmar.');
  call.line.events.onGone(false);
  expect(await listened).toMatchObject({ what: 'moved', heardAll: true });
});

test('who waits for a slow answer hears a tone every two seconds, and words now and then', async () => {
  const call = relayCall();
  const listened = call.listen({});
  call.line.events.onWords('cómo va mi solicitud');
  await listened;
  const from = call.clock.now();
  await call.clock.advance(12_000);
  expect(call.said).toEqual(['Un momento, por favor.|', 'Sigo en ello.|']);
  expect(call.tones.length).toBeGreaterThanOrEqual(2);
  for (const at of call.tones) expect(at - from).toBeGreaterThan(1000);
  const { length } = call.tones;
  void call.listen({ turnId: 't2', say: ['Está abierta. ¿Algo más?'] });
  await call.clock.advance(20_000);
  // Whose turn it is now is not hurried by tones.
  expect(call.tones).toHaveLength(length);
});
