/** Who waits long for a model, over each transport: never met with two seconds of silence, and answered in the end. */
import { OpenAiServer } from '../fakes/openai-server';
import { brief, endOf, heardBy, type PhoneSystem, startPhoneSystem, wordsOf } from '../fakes/phone-system';

const transports = ['media', 'relay', 'gather'] as const;

let llm: OpenAiServer;
let phone: PhoneSystem;

beforeAll(async () => {
  llm = new OpenAiServer();
  phone = await startPhoneSystem({
    env: { OPENAI_BASE_URL: await llm.listen(), OPENAI_API_KEY: 'stand-in', OPENAI_MODEL: 'stand-in' },
  });
}, 120_000);
afterAll(async () => {
  await phone?.stop();
  await llm?.close();
});

test('a model that says nothing for twelve seconds leaves nobody in silence', async () => {
  // The scripted dialogue takes over then.
  llm.mood = 'hang';
  const results = await Promise.all(
    transports.map((transport, nth) =>
      phone.call({
        assistant: brief(transport).id,
        ...{ transport, from: `+3460000059${nth}`, language: 'es', patienceMs: 40_000 },
        steps: [
          { hear: 'dígame.' },
          { say: 'hay una farola apagada' },
          { hear: '¿En qué calle y número?' },
          { hangUp: true },
        ],
      }),
    ),
  );
  for (const result of results) {
    const [transport] = result.transports;
    process.stderr.write(
      `${transport}: silent for ${result.longestSilenceMs} ms at most, simulator late by ${result.simulatorLagMs}\n`,
    );
    expect(result.failures).toEqual([]);
    expect(result.longestSilenceMs).toBeLessThan(2000 + result.simulatorLagMs);
    expect(heardBy(result)).toContain('Un momento, por favor.');
    // Tones are no words: history has what was said, and nothing else.
    const { history } = await endOf(phone.url, result.callSid);
    expect(wordsOf(history, 'assistant').join(' ')).not.toMatch(/tone|recording/);
  }
}, 180_000);
