import type { Model } from '../../src/agent/model';
import { dial } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

let broken = true;
const model: Model = {
  reply: () =>
    broken
      ? Promise.reject(new Error('a bug of ours'))
      : Promise.resolve({ text: '¿En qué puedo ayudarle?', toolCalls: [], model: 'test' }),
};
let system: System;
beforeAll(async () => {
  system = await startSystem({ models: () => [model] });
});
afterAll(async () => await system.stop());

test('a turn that cannot be understood after all tries is answered honestly, and the call goes on', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000141');
  const answer = await caller.say('hola');
  expect(answer.words).not.toBe('');
  expect(answer.ended).toBe(false);
  broken = false;
  expect((await caller.say('hola')).words).toBe('¿En qué puedo ayudarle?');
});
