/** A spoken call whose model dies in the middle of it: the scripted dialogue goes on with what is known. */
import { ticketsOf } from '../fakes/caller';
import { OpenAiServer } from '../fakes/openai-server';
import { brief, heardBy, type PhoneSystem, startPhoneSystem } from '../fakes/phone-system';

let llm: OpenAiServer;
let phone: PhoneSystem;

beforeAll(async () => {
  llm = new OpenAiServer();
  phone = await startPhoneSystem({
    env: { OPENAI_BASE_URL: await llm.listen(), OPENAI_API_KEY: 'stand-in', OPENAI_MODEL: 'stand-in' },
    variants: [brief('media')],
  });
}, 120_000);
afterAll(async () => {
  await phone?.stop();
  await llm?.close();
});

test.each([
  ['refuses', 500, 1],
  ['stops in the middle of a sentence', 'hang-midway', 2],
  ['breaks the connection', 'reset', 3],
] as const)(
  'the model %s in mid-call: questions, read-back and ticket come all the same',
  async (_how, mood, nth) => {
    const street = `calle del Laurel ${nth}`;
    llm.mood = 'well';
    llm.otherwise = ({ messages }) => {
      // It answers the first words, and dies over the next ones.
      const said = messages.filter(({ role }) => role === 'user').length;
      if (said > 1) llm.mood = mood;
      return { pieces: ['Claro, le ayudo. ', '¿En qué calle ', 'y número está?'] };
    };
    const result = await phone.call({
      ...{ assistant: 'brief', from: `+3460000058${nth}`, language: 'es', patienceMs: 30_000 },
      steps: [
        {
          answer: {
            to: [
              { hear: 'dígame.', say: 'hay una farola apagada' },
              { hear: 'y número está?', say: `en la ${street}` },
              { hear: '¿En qué calle y número?', say: `en la ${street}` },
              { hear: '¿Su nombre?', say: 'me llamo Ana Gil' },
              { hear: '¿La registro así?', say: 'sí' },
              { hear: '¿Necesita algo más?', say: 'no, gracias' },
            ],
          },
        },
      ],
    });
    expect(result.failures).toEqual([]);
    expect(heardBy(result)).toContain('Claro, le ayudo.');
    // What the model was told nobody is asked for again.
    expect(heardBy(result)).not.toMatch(/Qué necesita|no le he entendido/);
    const about = (await ticketsOf(phone.url)).filter((ticket) => JSON.stringify(ticket).includes(street));
    expect(about).toHaveLength(1);
  },
  180_000,
);
