/** Colleagues who call the IT help desk. */
import { type Answer, anyOf, type CallerKind, perhaps, type Random } from './generated-kinds';
import { yeses } from './script-words';

const first =
  'Alice Mary Emma Grace Olivia Helen Susan Rachel Laura Kate James John David Peter Simon Adam Oliver Henry Thomas Daniel George'.split(
    ' ',
  );
const last =
  'Brown Smith Taylor Byrne Walker Wright Hughes Turner Cooper Bailey Morris Foster Palmer Russell Carter Murphy Ellis Fisher'.split(
    ' ',
  );

const name = (random: Random): Answer => {
  const value = `${random.one(first)} ${random.one(last)}`;
  return { say: random.one([`my name is ${value}`, value, `this is ${value}`]), value };
};
const location = perhaps(["I don't know", 'no'], (random) => {
  const value = random.one([
    `London office, floor ${random.between(1, 30)}`,
    `Leeds office, floor ${random.between(1, 12)}`,
    'at home',
  ]);
  return { say: value, value };
});
const choice =
  (words: Record<string, string>) =>
  (random: Random): Answer => {
    const value = random.one(Object.keys(words));
    return { say: words[value] ?? value, value };
  };
const code = (random: Random): string => `${random.between(10_000, 99_999)}`;
const common = {
  ...{ language: 'en' as const, assistant: 'help-desk', system: 'it-desk' },
  ...{ yeses: yeses.en, goodbye: "no, that's all, thank you" },
};

export const english: CallerKind[] = [
  {
    ...{ ...common, errand: 'password_reset', category: 'access' },
    openings: ['hello, I forgot my password', "hi, I'm locked out", 'good morning, I need a password reset'],
    asks: [
      { field: 'system', answer: choice({ computer: 'my computer', email: 'the e-mail', vpn: 'the VPN' }) },
      {
        field: 'username',
        answer: perhaps(["I don't know"], (random) => {
          const value = `user${code(random)}`;
          return { say: value, value };
        }),
      },
      { field: 'name', answer: name },
    ],
  },
  {
    ...{ ...common, errand: 'laptop_problem', category: 'hardware' },
    openings: ['hello, I have a problem with my laptop', 'hi, my laptop is broken'],
    asks: [
      {
        field: 'details',
        answer: anyOf([
          'it does not start and the screen stays black',
          'it turns itself off after ten minutes',
          'several keys do not respond',
          'it gets very slow after lunch',
        ]),
      },
      {
        field: 'asset',
        answer: perhaps(["I don't know", "I can't read it"], (random) => {
          const value = `LT${code(random)}`;
          return { say: value, value };
        }),
      },
      { field: 'location', answer: location },
      { field: 'name', answer: name },
    ],
  },
  {
    ...{ ...common, errand: 'network_problem', category: 'network' },
    openings: ['hello, I have no connection', 'hi, there is no internet', 'hello, the network is down'],
    asks: [
      { field: 'network', answer: choice({ vpn: 'the VPN', wifi: 'the Wi-Fi', cable: 'the cable network' }) },
      {
        field: 'details',
        answer: anyOf([
          'it says connection timed out since this morning',
          'it asks me to sign in again and again',
          'pages load for a minute and then stop',
          'it worked until yesterday evening',
        ]),
      },
      { field: 'location', answer: location },
      { field: 'name', answer: name },
    ],
  },
];
