import { allowedCountries, countryOf, destination } from '../../src/channels/destination';
import { randomOf } from '../../src/drill/seeded-random';

const allow = ['ES', 'PT', 'BR'];
const channels = ['sms', 'whatsapp', 'voice'] as const;
/** A prefix and how many digits follow it. */
type Range = readonly [prefix: string, digits: number];

/** From the plans of CNMC, ANACOM and Anatel: mobiles of people. */
const ours: Range[] = [
  ...(['+3460', '+3461', '+3465', '+3466', '+3469'] as const).map((prefix) => [prefix, 7] as const),
  ...(['+351912', '+351917', '+351933', '+351936', '+351962', '+351968'] as const).map(
    (p) => [p, 6] as const,
  ),
  ...(['+551198', '+552199', '+553198', '+557198', '+558598'] as const).map((prefix) => [prefix, 7] as const),
];

/** Charged by themselves, or nobody's in particular, in those same countries. */
const premium: Range[] = [
  ...(['+34803', '+34806', '+34807', '+34901', '+34902', '+34905', '+34907', '+34900'] as const).map(
    (prefix) => [prefix, 6] as const,
  ),
  ...[['+34704', 6] as const, ['+3451', 7] as const, ['+34118', 2] as const, ['+34112', 0] as const],
  ...(
    [
      '+351601',
      '+351607',
      '+351608',
      '+351646',
      '+351648',
      '+351707',
      '+351708',
      '+351760',
      '+351761',
    ] as const
  ).map((prefix) => [prefix, 6] as const),
  ...[['+351800', 6] as const, ['+351808', 6] as const, ['+351112', 0] as const],
  ...[['+55900', 7] as const, ['+550900', 7] as const, ['+55300', 7] as const, ['+550300', 7] as const],
  ...[['+554003', 4] as const, ['+554004', 4] as const, ['+55800', 7] as const, ['+55500', 7] as const],
  ...[['+55190', 0] as const, ['+34', 4] as const, ['+55', 5] as const, ['+351', 5] as const],
];

/** Satellites, international services, and countries where such fraud goes. */
const foreign: Range[] = [
  ...(
    ['+870773', '+8816', '+8817', '+88213', '+88216', '+883510', '+979', '+800', '+808', '+888'] as const
  ).map((prefix) => [prefix, 8] as const),
  ...(
    [
      '+1212',
      '+1242',
      '+1268',
      '+1473',
      '+1649',
      '+1664',
      '+1758',
      '+1767',
      '+1809',
      '+1876',
      '+1900',
    ] as const
  ).map((prefix) => [prefix, 7] as const),
  ...[['+447911', 6] as const, ['+449098', 6] as const, ['+447624', 6] as const, ['+336', 8] as const],
  ...[['+49151', 8] as const, ['+39347', 7] as const, ['+2126', 8] as const, ['+2136', 8] as const],
  ...[['+25261', 7] as const, ['+23276', 6] as const, ['+9607', 6] as const, ['+67774', 5] as const],
  ...[['+963944', 6] as const, ['+22507', 8] as const, ['+371209', 5] as const, ['+3712', 7] as const],
  ...[['+37060', 6] as const, ['+376312', 3] as const, ['+35056', 6] as const, ['+35387', 7] as const],
  ...[['+535', 7] as const, ['+5491123', 6] as const, ['+595981', 6] as const, ['+59899', 6] as const],
  ...[['+24177', 6] as const, ['+2376', 8] as const, ['+79', 9] as const, ['+38267', 6] as const],
  ...[['+99250', 7] as const, ['+68572', 5] as const, ['+6799', 6] as const, ['+2389', 6] as const],
];

function tries(ranges: Range[], count: number, seed: number): string[] {
  const random = randomOf(seed);
  const digit = () => String(Math.floor(random() * 10));
  return Array.from({ length: count }, (_, index) => {
    const [prefix, digits] = ranges[index % ranges.length] ?? ['', 0];
    return prefix + Array.from({ length: digits }, digit).join('');
  });
}

test('of ten thousand tries to premium, foreign and satellite numbers none leaves, by any channel', () => {
  const numbers = [...tries(premium, 4000, 1), ...tries(foreign, 6000, 2)];
  const out = numbers.filter((number) =>
    channels.some((channel) => destination(number, channel, allow).allowed),
  );
  expect(numbers).toHaveLength(10_000);
  expect(out).toEqual([]);
});

test('of ten thousand mobiles of people there hardly one is refused, and each for a reason', () => {
  const numbers = tries(ours, 10_000, 3);
  const refused = numbers.flatMap((number) => {
    const found = destination(number, 'sms', allow);
    return found.allowed ? [] : [[number, found.why]];
  });
  expect(refused.length).toBeLessThan(100);
  for (const number of numbers) {
    const found = destination(number, 'whatsapp', allow);
    if (found.allowed) expect(allow).toContain(found.country);
  }
});

test('what is ours here is abroad where only another country is allowed, and nowhere where none is', () => {
  for (const number of tries(ours, 300, 4)) {
    const country = countryOf(number);
    const others = allow.filter((one) => one !== country);
    expect(destination(number, 'sms', others).allowed).toBe(false);
    expect(destination(number, 'sms', []).allowed).toBe(false);
  }
});

test.each([
  ['+34600000001', 'sms', true],
  ['+34910000001', 'voice', true],
  ['+34910000001', 'whatsapp', true],
  ['+34910000001', 'sms', false],
  ['+34806123456', 'voice', false],
  ['+447700900123', 'sms', false],
  // A service in Portugal, though it looks like a mobile.
  ['+351609230123', 'sms', false],
] as const)('%s by %s: %s', (number, channel, allowed) => {
  const found = destination(number, channel, allow);
  expect(found.allowed).toBe(allowed);
  // No number in what operators and logs see.
  if (!found.allowed) expect(found.why).not.toMatch(/\d{4}/);
});

test.each([
  ...[
    '34600000001',
    '0034600000001',
    '+34 600 000 001',
    '+34600000001;ext=806',
    '+34600000001,,806',
    'tel:+34600000001',
  ],
  ...[
    '+34６００００００００１',
    '+346000000O1',
    '+34600000001\n',
    '',
    '+',
    '+34',
    'ana@example.com',
    '+0034600000001',
  ],
])('%j is no number', (number) => {
  expect(destination(number, 'sms', allow)).toMatchObject({ allowed: false });
});

test('without a list only the country of our own number is reached, and none without a number', () => {
  expect(allowedCountries(undefined, '+34910000001')).toEqual(['ES']);
  expect(allowedCountries(undefined, '+5511987654321')).toEqual(['BR']);
  for (const none of [undefined, '12345', 'Recado', '+88213200000'])
    expect(allowedCountries(undefined, none)).toEqual([]);
  expect(allowedCountries([], '+34910000001')).toEqual([]);
  expect(allowedCountries(['PT'], '+34910000001')).toEqual(['PT']);
});

test.each([
  ['+34806123456', /premium rate/],
  ['+34902123456', /shared cost/],
  ['+34900123456', /toll free/],
  ['+34704123456', /charged by itself/],
  ['+351609230123', /charged by itself/],
  ['+88213200000', /belongs to no country/],
  ['+447911123456', /GG is not in `allow`/],
  ['+34112', /knows no such number/],
  ['+3460000000', /knows no such number/],
  ['600000001', /no number in E\.164/],
])('%s is refused in plain words', (number, why) => {
  const found = destination(number, 'voice', allow);
  expect(found.allowed ? '' : found.why).toMatch(why);
});
