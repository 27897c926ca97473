import { attendAlone, type NotedTurn } from '../../src/line/degraded';
import { virtualCall, type VirtualCall } from './virtual-call';

interface Attended {
  call: VirtualCall;
  noted: string[];
}

/** A line whose host attends it by itself as soon as nobody takes a turn. */
function attendedCall(answers: NotedTurn[], noteFails = false): Attended {
  const noted: string[] = [];
  const call: VirtualCall = virtualCall({
    opening: { say: 'Le atiende un asistente automático.' },
    hooks: {
      onUntaken(turn) {
        attendAlone(call.line, {
          ...(turn && !turn.answered
            ? { text: turn.text }
            : { say: ['Tenemos una avería. Dígame qué necesita.'] }),
          noted(text) {
            noted.push(text);
            if (noteFails) return Promise.reject(new Error('disk full'));
            return Promise.resolve(answers.shift() ?? { say: ['¿Algo más?'], ended: false });
          },
          whenSilent: ['Adiós.'],
        });
      },
    },
  });
  return { call, noted };
}

test('who calls while Temporal is away is greeted, heard, given a code and a goodbye', async () => {
  const { call, noted } = attendedCall([
    { say: ['Queda anotado con el código R-1. ¿Algo más?'], ended: false },
    { say: ['De acuerdo. Adiós.'], ended: true },
  ]);
  await call.pass(9000);
  expect(call.heard()).toMatch(/Le atiende un asistente automático\. Tenemos una avería/);
  call.says('se ha roto una farola en mi calle');
  await call.pass(8000);
  expect(call.heard()).toContain('código R-1');
  call.says('no nada más muchas gracias');
  await call.pass(8000);
  expect(noted).toEqual(['se ha roto una farola en mi calle', 'no nada más muchas gracias']);
  expect(call.heard()).toMatch(/Adiós\.[ …]*$/);
  expect(call.carrier.closed).toBe(true);
});

test('a turn that the workflow does not take is noted, after a filler', async () => {
  const { call, noted } = attendedCall([{ say: ['Queda anotado.'], ended: false }]);
  const first = call.listen({ say: ['¿Qué necesita?'] });
  await call.pass(1500);
  call.says('se ha roto una farola');
  await call.come(first);
  await call.pass(7000);
  expect(noted).toEqual(['se ha roto una farola']);
  expect(call.heard()).toMatch(/Un momento, por favor\. Queda anotado\./);
});

test('the workflow takes the line back in the middle of it', async () => {
  const { call, noted } = attendedCall([{ say: ['Queda anotado. ¿Algo más?'], ended: false }]);
  const first = call.listen({ say: ['¿Qué necesita?'] });
  await call.pass(1500);
  call.says('se ha roto una farola');
  await call.come(first);
  await call.pass(9000);
  const second = call.listen({ turnId: 't2', say: ['Ya está todo en orden.'] });
  await call.pass(3000);
  call.says('en la calle Mayor');
  const came = await call.come(second);
  expect(came).toMatchObject({ turnId: 't2', text: 'en la calle Mayor' });
  expect(came).not.toHaveProperty('cut');
  expect(noted).toEqual(['se ha roto una farola']);
  // And is gone again.
  await call.pass(5000);
  expect(noted).toEqual(['se ha roto una farola', 'en la calle Mayor']);
});

test('who says nothing more hears goodbye', async () => {
  const { call } = attendedCall([]);
  await call.pass(60_000);
  expect(call.heard()).toMatch(/¿Sigue ahí\?.*Adiós\.[ …]*$/);
  expect(call.carrier.closed).toBe(true);
});

test('a slow model is nobody missing', async () => {
  const { call, noted } = attendedCall([]);
  const first = call.listen({});
  call.says('cómo va lo mío');
  await call.come(first);
  call.line.answering('t1');
  await call.pass(11_500);
  expect(noted).toEqual([]);
  expect(call.heard()).toContain('Sigo en ello.');
});

test('where not even a note can be taken the line is not mute', async () => {
  const { call, noted } = attendedCall([], true);
  await call.pass(8000);
  call.says('se ha roto una farola');
  await call.pass(12_000);
  expect(noted.length).toBeGreaterThan(0);
  expect(call.heard()).toContain('Un momento, por favor.');
});
