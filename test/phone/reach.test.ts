import { Reach } from '../../src/phone/reach';

const gateways = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];

test('a balancer deals sockets to all gateways, though each call asks for its instructions in between', () => {
  const reach = new Reach({ gateways, spread: true });
  const sockets = Array.from({ length: 10 }, () => {
    reach.candidates('http://127.0.0.1:1/twilio/voice/desk');
    return reach.candidates('ws://127.0.0.1:1/twilio/media')[0];
  });
  expect(new Set(sockets)).toEqual(
    new Set(['ws://127.0.0.1:1/twilio/media', 'ws://127.0.0.1:2/twilio/media']),
  );
});

test('the other gateway is tried where the first does not answer', () => {
  const reach = new Reach({ gateways, spread: true });
  expect(reach.candidates('http://127.0.0.1:1/a')).toHaveLength(2);
});
