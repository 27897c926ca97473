/** A caller hears a prepared answer at once: the sound of its first clause is made before it is asked for, and not played. */
import type { ModelContext } from '../../src/domain/call';
import { PreparedReplies } from '../../src/line/prepared';
import { virtualCall } from './virtual-call';

const context: ModelContext = {
  ...{ callId: 'c1', assistant: 'town-hall', language: 'es', now: '2026-11-21T10:00:00Z' },
  lines: [{ who: 'caller', text: 'una farola rota' }],
};

test('what is foreseen is not heard until it is spoken, and then at once', async () => {
  const call = virtualCall();
  call.voice.delayMs = 800;
  const listened = call.listen({});
  call.says('una farola rota');
  await call.come(listened);
  call.line.foresay?.('Entiendo.');
  await call.pass(1000);
  expect(call.heard()).not.toContain('Entiendo');
  call.line.speak('t1', 'Entiendo. ');
  await call.pass(40);
  expect(call.silentForMs()).toBeLessThan(40);
  await call.pass(1500);
  expect(call.heard()).toContain('Entiendo.');
  expect(call.synthesized.filter((text) => text === 'Entiendo.')).toHaveLength(1);
});

test('other words than those foreseen are spoken as ever', async () => {
  const call = virtualCall();
  const listened = call.listen({});
  call.says('una farola rota');
  await call.come(listened);
  call.line.foresay?.('Entiendo.');
  call.line.speak('t1', 'De acuerdo. ');
  await call.pass(2000);
  expect(call.heard()).toContain('De acuerdo.');
  expect(call.heard()).not.toContain('Entiendo');
});

test('a voice that fails over what was foreseen is known where it is spoken: the caller hears the tones', async () => {
  const call = virtualCall();
  call.voice.away = true;
  const listened = call.listen({});
  call.says('una farola rota');
  await call.come(listened);
  call.line.foresay?.('Entiendo.');
  await call.pass(500);
  expect(call.silentForMs()).toBeGreaterThan(400);
  call.line.speak('t1', 'Entiendo. ');
  await call.pass(500);
  expect(call.silentForMs()).toBeLessThan(400);
});

test('the host is told what a prepared answer begins with, and when it is of no use', async () => {
  const told: string[] = [];
  const pieces = ['Entiendo. ', '¿Dónde está?'];
  const prepared = new PreparedReplies(
    async (_context, onText) => {
      await Promise.resolve();
      for (const piece of pieces) onText(piece);
      return 'reply';
    },
    (_callId, clause = 'nothing') => told.push(clause),
  );
  prepared.prepare(context);
  await new Promise(setImmediate);
  expect(told).toEqual(['Entiendo.']);
  prepared.discard('c1');
  expect(told).toEqual(['Entiendo.', 'nothing']);
});

test('an answer of one sentence is known when it is whole', async () => {
  const told: string[] = [];
  const prepared = new PreparedReplies(
    async (_context, onText) => {
      await Promise.resolve();
      onText('¿Dónde está?');
      return 'reply';
    },
    (_callId, clause = 'nothing') => told.push(clause),
  );
  prepared.prepare(context);
  await new Promise(setImmediate);
  expect(told).toEqual(['¿Dónde está?']);
});
