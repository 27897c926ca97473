/** A line that lets its caller go, or keeps them, behind its last words. */
import { virtualCall } from './virtual-call';

test('a line that lets its caller go says what is to be said, ends its socket, and holds nobody any more', async () => {
  const call = virtualCall();
  const letting = call.listen({ turnId: 't2', say: ['Le paso con una persona.'], then: { letGo: true } });
  expect(await call.come(letting)).toEqual({ turnId: 't2', what: 'done' });
  expect(call.heard()).toMatch(/con una persona\.$/);
  expect(call.carrier.closed).toBe(true);
  // Nobody has hung up: whoever asks it again is told to look elsewhere.
  expect(await call.come(call.listen({ turnId: 't3', say: [] }))).toMatchObject({ what: 'moved' });
});

test('a line that stays has said everything, and goes on', async () => {
  const call = virtualCall();
  const staying = call.listen({ turnId: 't2', say: ['Le paso con una persona.'], then: { stay: true } });
  expect(await call.come(staying)).toEqual({ turnId: 't2', what: 'done' });
  expect(call.carrier.closed).toBe(false);
  const going = call.listen({ turnId: 't3', say: ['No hay nadie libre.'] });
  call.says('vaya por Dios');
  expect(await call.come(going)).toMatchObject({ what: 'words' });
});
