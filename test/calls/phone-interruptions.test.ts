/** Callers who cut in, cough, press keys, keep silent, hang up and are cut off. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { eventually, inboxOf } from '../fakes/caller';
import {
  endOf,
  heardBy,
  type PhoneSystem,
  saidBy,
  sentencesOf,
  startPhoneSystem,
  wordsOf,
} from '../fakes/phone-system';

type Steps = NonNullable<PhoneScriptInput['steps']>;

const numberSaid: Steps = [
  { hear: '/número \\d{4,}/' },
  { hear: 'algo más' },
  { say: 'no, gracias' },
  { expect: { ended: true } },
];
const reporting = (street: string): Steps => [
  { hear: 'dígame' },
  { say: `hay una farola apagada en la ${street}` },
  { hear: 'nombre' },
  { say: 'me llamo Ana Gil' },
];
const readBack = { hear: '/La registro así\\?$/' };

/** All calls go on at the same time, each from a number of its own. */
const scripts = {
  yesTooEarly: [
    ...reporting('calle del Pino 1'),
    { bargeIn: { afterMs: 1500, say: 'sí, por favor' } },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
  yesTooEarlyByRelay: [
    ...reporting('calle del Pino 2'),
    { bargeIn: { afterMs: 1500, say: 'sí, por favor' } },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
  listening: [
    ...reporting('calle del Pino 3'),
    // Whoever has not understood them yet may hold its breath, so that no frame is looked at here, but what was heard.
    { bargeIn: { afterMs: 800, say: 'ajá' } },
    { cough: { afterMs: 2800 } },
    { bargeIn: { afterMs: 3600, say: 'sí' } },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
  keys: [
    ...reporting('calle del Pino 4'),
    { hear: '¿Su teléfono?' },
    { press: '600123456#' },
    { hear: '600 12 34 56' },
    readBack,
    { press: '1' },
    ...numberSaid,
  ],
  keysByRelay: [
    ...reporting('calle del Pino 5'),
    { hear: '¿Su teléfono?' },
    { press: '600123457#' },
    { hear: '600 12 34 57' },
    readBack,
    { press: '1' },
    ...numberSaid,
  ],
  silent: [
    { hear: 'dígame' },
    { hear: '¿Sigue ahí?' },
    { hear: 'teclado' },
    { hear: 'No oigo a nadie' },
    { expect: { ended: true } },
  ],
  silentByGather: [
    { hear: 'dígame' },
    { hear: '¿Sigue ahí?' },
    { say: 'hay una farola apagada en la calle del Pino 0' },
    { hear: 'nombre' },
    { say: 'me llamo Ana Gil' },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
  hangsUpAfterYes: [...reporting('calle del Pino 6'), readBack, { say: 'sí' }, { hangUp: true }],
  hangsUpBeforeYes: [
    ...reporting('calle del Pino 7'),
    // In the middle of the read-back.
    { pause: 5000 },
    { hangUp: true },
  ],
  talksOverTheNumber: [
    ...reporting('calle del Pino 10'),
    readBack,
    { say: 'sí' },
    { bargeIn: { afterMs: 700, say: 'espere un momento, por favor' } },
    { hear: '/número \\d{4,}/' },
    { say: 'no, gracias' },
    { expect: { ended: true } },
  ],
  hangsUpOnTheNumber: [
    ...reporting('calle del Pino 11'),
    readBack,
    { say: 'sí' },
    { cough: { afterMs: 700 } },
    { hangUp: true },
  ],
  cutOff: [
    ...reporting('calle del Pino 8').slice(0, 3),
    { drop: { afterMs: 200 } },
    { hear: 'se ha cortado' },
    { hear: 'nombre' },
    { say: 'me llamo Ana Gil' },
    { hear: 'calle del Pino 8' },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
  cutOffByRelay: [
    ...reporting('calle del Pino 9').slice(0, 3),
    { drop: { afterMs: 200 } },
    { hear: 'se ha cortado' },
    { hear: 'nombre' },
    { say: 'me llamo Ana Gil' },
    { hear: 'calle del Pino 9' },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
  looksUp: [
    { hear: 'dígame' },
    { say: 'hay una farola apagada' },
    { hear: 'calle y número' },
    { say: 'en la calle del Pino' },
    // Longer than a pause that ends a sentence, shorter than one that ends an address.
    { pause: 900 },
    { say: '12' },
    { hear: 'nombre' },
    { say: 'me llamo Ana Gil' },
    readBack,
    { say: 'sí' },
    ...numberSaid,
  ],
} satisfies Record<string, Steps>;
type Name = keyof typeof scripts;

let phone: PhoneSystem;
const calls = new Map<Name, Promise<PhoneResult>>();
const numberOf = (name: Name): string =>
  // Keys are pressed by people whose number is withheld.
  name.startsWith('keys')
    ? '+266696687'
    : `+346000005${`${Object.keys(scripts).indexOf(name)}`.padStart(2, '0')}`;
beforeAll(async () => {
  phone = await startPhoneSystem();
  for (const [name, steps] of Object.entries(scripts) as [Name, Steps][]) {
    await sleep(200);
    const transport = /By(Relay|Gather)$/.exec(name)?.[1]?.toLowerCase();
    const assistant = transport === undefined ? 'brief' : `brief-${transport}`;
    calls.set(name, phone.call({ assistant, from: numberOf(name), steps, patienceMs: 40_000 }));
  }
}, 120_000);
afterAll(async () => await phone?.stop());

async function endedCall(name: Name) {
  const result = (await calls.get(name)) as PhoneResult;
  return { result, ...(await endOf(phone.url, result.callSid)) };
}

test('every call begins within moments, and leaves nobody in silence', async () => {
  const results = await Promise.all(calls.values());
  const waiting = results.filter(
    ({ from }) => ![numberOf('silent'), numberOf('silentByGather')].includes(from),
  );
  for (const { longestSilenceMs, simulatorLagMs } of waiting)
    expect(longestSilenceMs).toBeLessThan(2500 + simulatorLagMs);
});

test.each(['yesTooEarly', 'yesTooEarlyByRelay'] as const)(
  '%s: who says yes before the read-back was heard orders nothing, and history keeps what was heard',
  async (name) => {
    const { result, history, tickets } = await endedCall(name);
    expect(result.failures).toEqual([]);
    const cut = history.findIndex(({ text }) => text.endsWith(' …'));
    expect(history[cut + 1]).toEqual({ who: 'caller', text: 'sí, por favor' });
    // Nothing was ordered by these words: it is read back again, whole.
    const [, again] = wordsOf(history.slice(cut), 'assistant');
    expect(again).toMatch(/^.*Ana Gil.*¿La registro así\?$/);
    const kept = wordsOf(history, 'assistant').find((text) => again?.startsWith(text)) ?? '';
    expect(kept.length).toBeGreaterThan(10);
    expect(kept).not.toContain('La registro así');
    expect(tickets).toHaveLength(1);
  },
);

test('listening: "ajá", a cough and a "sí" in the middle of the read-back stop nothing and order nothing', async () => {
  const { result, history, tickets } = await endedCall('listening');
  expect(result.failures).toEqual([]);
  expect(saidBy(result)).toEqual(expect.arrayContaining(['ajá', '(cough)', 'sí']));
  expect(wordsOf(history, 'caller').slice(2)).toEqual(['sí', 'no, gracias']);
  const readBack = wordsOf(history, 'assistant').find((text) => text.startsWith('Voy a registrar')) ?? '';
  expect(readBack).toMatch(/La registro así\?$/);
  expect(heardBy(result)).toContain(readBack);
  expect(tickets).toHaveLength(1);
});

test.each(['keys', 'keysByRelay'] as const)('%s: a number is typed, and key 1 is a yes', async (name) => {
  const { result, history, tickets } = await endedCall(name);
  expect(result.failures).toEqual([]);
  expect(wordsOf(history, 'caller').slice(2, 4)).toEqual([expect.stringContaining('600123'), 'sí']);
  expect(tickets).toHaveLength(1);
});

test('silent: nobody is asked in vain for ever, and all of it is in history', async () => {
  const { result, history, tickets } = await endedCall('silent');
  expect(result.failures).toEqual([]);
  expect(wordsOf(history, 'assistant').join(' ')).toBe(heardBy(result));
  expect(tickets).toEqual([]);
});

test('silentByGather: who is asked again and answers is heard, and the question is in history', async () => {
  const { result, history, tickets } = await endedCall('silentByGather');
  expect(result.failures).toEqual([]);
  expect(sentencesOf(wordsOf(history, 'assistant').join(' '))).toEqual(sentencesOf(heardBy(result)));
  expect(tickets).toHaveLength(1);
});

test('hangsUpAfterYes: the ticket is made all the same, once, and a message tells its number', async () => {
  const { result, history } = await endedCall('hangsUpAfterYes');
  expect(result.failures).toEqual([]);
  expect(wordsOf(history, 'caller').at(-1)).toBe('sí');
  // Of the answer they have heard nothing.
  expect(history.at(-1)?.who).toBe('tool');
  const [ticket] = await eventually('the ticket', async () => {
    const { tickets } = await endOf(phone.url, result.callSid);
    return tickets.length > 0 && tickets;
  });
  const messages = await eventually('the message', async () => {
    const all = await inboxOf(phone.url, result.from);
    return all.length > 0 && all;
  });
  expect(messages.map(({ text }) => text)).toEqual([expect.stringContaining(`${ticket?.id}`)]);
  expect((await endOf(phone.url, result.callSid)).tickets).toHaveLength(1);
});

test('talksOverTheNumber: what was done is said again until it was heard, and history tells both', async () => {
  const { result, history, tickets } = await endedCall('talksOverTheNumber');
  expect(result.failures).toEqual([]);
  expect(tickets).toHaveLength(1);
  const said = wordsOf(history, 'assistant');
  expect(said.filter((text) => text.includes(`${tickets[0]?.id}`))).toHaveLength(1);
  expect(history.some(({ text }) => text.endsWith(' …'))).toBe(true);
  expect(await inboxOf(phone.url, result.from)).toEqual([]);
});

test('hangsUpOnTheNumber: what was done and not heard comes as one message', async () => {
  const { result } = await endedCall('hangsUpOnTheNumber');
  expect(result.failures).toEqual([]);
  const messages = await eventually('the message', async () => {
    const all = await inboxOf(phone.url, result.from);
    return all.length > 0 && all;
  });
  const { tickets } = await endOf(phone.url, result.callSid);
  expect(messages.map(({ text }) => text)).toEqual([expect.stringContaining(`${tickets[0]?.id}`)]);
});

test('hangsUpBeforeYes: nothing is ordered', async () => {
  const { result, history, tickets, codes } = await endedCall('hangsUpBeforeYes');
  expect(result.failures).toEqual([]);
  expect([tickets, codes]).toEqual([[], []]);
  expect(wordsOf(history, 'assistant').join(' ')).not.toContain('La registro así');
});

test.each(['cutOff', 'cutOffByRelay'] as const)(
  '%s: a socket that breaks costs half a sentence, and everything said before is known',
  async (name) => {
    const { result, history, tickets } = await endedCall(name);
    expect(result.failures).toEqual([]);
    expect(result.losses[0]?.soundBackMs).toBeLessThan(3000 + result.simulatorLagMs);
    expect(wordsOf(history, 'assistant').join(' ')).toContain('se ha cortado');
    expect(tickets).toHaveLength(1);
  },
);

test('looksUp: who was asked for an address and looks for the house number is waited for', async () => {
  const { result, history, tickets } = await endedCall('looksUp');
  expect(result.failures).toEqual([]);
  expect(wordsOf(history, 'caller')).toContain('en la calle del Pino 12');
  expect(JSON.stringify(tickets)).toContain('Pino 12');
});
