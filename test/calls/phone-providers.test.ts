/** A call in whose middle one provider of speech after the other goes away: the caller notices little, and nothing is lost. */
import type { PhoneResult } from '../../src/phone/phone-result';
import { eventually } from '../fakes/caller';
import { endOf, heardBy, type PhoneSystem, startPhoneSystem, wordsOf } from '../fakes/phone-system';

let phone: PhoneSystem;
let result: PhoneResult;
let end: Awaited<ReturnType<typeof endOf>>;
beforeAll(async () => {
  phone = await startPhoneSystem();
  const call = phone.call({
    ...{ assistant: 'brief', from: '+34600000700', patienceMs: 60_000 },
    steps: [
      { hear: 'dígame' },
      { say: 'hay una farola apagada en la calle del Boj 3' },
      { hear: 'nombre' },
      { say: 'me llamo Ana Gil' },
      { hear: '/La registro así\\?$/' },
      { say: 'no, es la calle del Boj 31' },
      { pause: 5000 },
      { say: 'sí' },
      { hear: '/Boj 31.*La registro así\\?$/' },
      { say: 'sí' },
      { hear: '/número \\d{4,}.*algo más/' },
      { say: 'pues no' },
      { hear: 'no le he oído bien' },
      { say: 'no, gracias' },
      { hear: 'teclado' },
      { hangUp: true },
    ],
  });
  await spoilProviders();
  result = await call;
  end = await endOf(phone.url, result.callSid);
}, 240_000);
afterAll(async () => await phone?.stop());

/** Each provider fails at its turn of the call. */
async function spoilProviders(): Promise<void> {
  const { deepgram, elevenLabs, openAi } = phone.speech;
  const until = async (what: string, isSo: () => boolean): Promise<unknown> =>
    await eventually(what, async () => isSo(), 90_000);
  await until('the first question', () => elevenLabs.said.some(({ text }) => text === '¿Su nombre?'));
  // The first ear goes deaf without a word; the first voice stops in the middle of a sentence.
  deepgram.mood = 'mute';
  elevenLabs.mood = 'mute-midway';
  await until('the read-back by the other voice', () =>
    openAi.said.some(({ text }) => /registro así/.test(text)),
  );
  // The other ear and both voices refuse; the first ear is back.
  deepgram.mood = 'well';
  elevenLabs.mood = openAi.mood = 'down';
  await eventually(
    'a read-back of five clauses that nobody speaks',
    async () => (await muteClauses()) >= 5,
    90_000,
  );
  openAi.mood = 'well';
  await until('the last question', () => openAi.said.some(({ text }) => /algo más/.test(text)));
  // Nobody hears any more, and only the first voice is back.
  deepgram.mood = openAi.mood = 'down';
  deepgram.drop();
  elevenLabs.mood = 'well';
}

/** How many clauses neither voice has spoken: counted once both of them have refused one. */
async function muteClauses(): Promise<number> {
  const metrics = await fetch(`${phone.url}/metrics`);
  return Number(/^recado_mute_clauses_total (\d+)/m.exec(await metrics.text())?.[1]);
}

const turnOf = (said: string) => result.turns.find((turn) => turn.said === said);

test('the caller gets what they called for, once, and hears its number', () => {
  expect(result.failures).toEqual([]);
  expect(end.tickets).toHaveLength(1);
  expect(JSON.stringify(end.tickets)).toContain('Boj 31');
  expect(heardBy(result)).toContain(end.tickets[0]?.id);
});

test('words that the first ear does not make out are heard by the next one; meanwhile the caller is told to wait', () => {
  expect(wordsOf(end.history, 'caller')[1]).toBe('me llamo Ana Gil');
  expect(turnOf('me llamo Ana Gil')?.heard[0]?.text).toBe('Un momento, por favor.');
});

test('what the first voice breaks off the next one says whole, and history has it once', () => {
  const first = 'Voy a registrar su solicitud para avisar de una farola.';
  const heard = turnOf('me llamo Ana Gil')?.heard.filter(({ text }) => text === first) ?? [];
  expect(heard.length).toBeGreaterThanOrEqual(1);
  expect(heard.at(-1)?.whole).toBe(true);
  const readBack = wordsOf(end.history, 'assistant').find((text) => text.includes('Boj 3.')) ?? '';
  expect(readBack.split(first)).toHaveLength(2);
});

test('without any voice the line is not mute, and a yes to what could not be heard orders nothing', async () => {
  const mute = turnOf('no, es la calle del Boj 31');
  expect(mute?.voiceToVoiceMs).not.toBeNull();
  expect(mute?.voiceToVoiceMs).toBeLessThan(2500 + result.simulatorLagMs);
  expect(mute?.heard).toEqual([]);
  const { history } = end;
  const at = history.findIndex(({ text }) => text === 'no, es la calle del Boj 31');
  expect(history[at + 1]).toEqual({ who: 'caller', text: 'sí' });
  expect(history[at + 2]?.text).toMatch(/Boj 31.*La registro así\?$/);
  expect(await muteClauses()).toBeGreaterThanOrEqual(5);
});

test('without any ear the caller is asked again, and offered the keys', () => {
  expect(wordsOf(end.history, 'caller').at(-1)).toBe('sí');
  expect(heardBy(result)).toMatch(/no le he oído bien.*teclado/);
});

test('all the while the caller is never left in silence', () => {
  expect(result.longestSilenceMs).toBeLessThan(2500 + result.simulatorLagMs);
});
