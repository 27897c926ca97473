/** Calls by telephone, from sound to ticket: real frames of Twilio's protocols, stand-ins for providers of speech. */
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import { ticketsOf } from '../fakes/caller';
import { type SpeechStandIns, startSpeechStandIns } from '../../src/phone/stand-ins/stand-ins';
import { startSystem, type System, twilioAccount } from '../fakes/system';

let speech: SpeechStandIns;
let system: System;
let carrier: Carrier;

beforeAll(async () => {
  speech = await startSpeechStandIns();
  const { OPENAI_BASE_URL: _model, OPENAI_API_KEY: _key, OPENAI_SPEECH_BASE_URL: _speech, ...env } = speech.env;
  system = await startSystem({ phone: env });
  carrier = await openCarrier({
    gateway: system.url,
    authToken: twilioAccount.TWILIO_AUTH_TOKEN,
    words: speech.words,
  });
}, 120_000);
afterAll(async () => {
  await carrier?.close();
  await system?.stop();
  await speech?.close();
});

const said = ({ transcript }: PhoneResult): string[] => transcript.map(({ who, text }) => `${who}: ${text}`);
const ticketAbout = async (words: string) =>
  (await ticketsOf(system.url)).filter((ticket) => JSON.stringify(ticket).includes(words));

test('a street lamp is reported by voice in Spanish: the sentence about the AI first, then questions, yes and number', async () => {
  const script: PhoneScriptInput = {
    ...{ assistant: 'town-hall', from: '+34600000301', language: 'es', patienceMs: 20_000 },
    steps: [
      { hear: 'inteligencia artificial' },
      { say: 'hay una farola apagada' },
      { hear: 'calle' },
      { say: 'en la calle del Cedro 5' },
      { hear: '?' },
      { say: 'no lo sé' },
      { hear: '?' },
      { say: 'no, nada más' },
      { hear: 'nombre' },
      { say: 'me llamo Ana Ruiz' },
      { hear: 'Ana Ruiz' },
      { say: 'sí' },
      { hear: '/algo más/i' },
      { say: 'no, gracias' },
      { expect: { ended: true } },
    ],
  };
  const result = await carrier.call(script);
  console.log(said(result).join('\n'), JSON.stringify(result.turns.map((turn) => turn.voiceToVoiceMs)), result.longestSilenceMs, result.firstSoundMs);
  expect(result.failures).toEqual([]);
  expect(await ticketAbout('Cedro')).toHaveLength(1);
}, 120_000);
