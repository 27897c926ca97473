/** Calls by telephone, from sound to ticket, in each language and over each transport of Twilio's. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import {
  endOf,
  heardBy,
  saidBy,
  type PhoneSystem,
  sentencesOf,
  startPhoneSystem,
  type Variant,
  wordsOf,
} from '../fakes/phone-system';

type Transport = 'media' | 'relay' | 'gather';
type Assistant = Variant['of'];

interface Caller {
  from: string;
  language: 'es' | 'pt-BR' | 'en';
  isMachine: string;
  /** Said over the first words. */
  hello: string;
  desk: string;
  /** What they report, by a word that the ticket holds. */
  about: (transport: Transport) => string;
  /** Each question, and its answer. */
  talk: (about: string) => [question: string, answer: string][];
  readBack: string;
  yes: string;
  bye: string;
}

/** Streets and things that differ by transport, so that no wish is the same as another. */
const callers: Record<Assistant, Caller> = {
  'town-hall': {
    ...{ from: '+34600000301', language: 'es', desk: 'town-hall-desk' },
    isMachine: 'Le atiende un asistente de inteligencia artificial.',
    hello: 'hola, buenos días',
    about: (transport) => `calle del ${{ media: 'Cedro', relay: 'Olmo', gather: 'Tilo' }[transport]} 5`,
    talk: (place) => [
      ['ayudarle', 'hay una farola apagada'],
      ['en qué calle', `en la ${place}`],
      ['placa', 'no lo sé'],
      ['algo más', 'no, nada más'],
      ['nombre', 'me llamo Ana Ruiz'],
    ],
    ...{ readBack: 'Ana Ruiz', yes: 'sí', bye: 'no, gracias' },
  },
  shop: {
    ...{ from: '+5511987650301', language: 'pt-BR', desk: 'shop-desk' },
    isMachine: 'Você fala com um assistente de inteligência artificial.',
    hello: 'alô, bom dia',
    about: (transport) => ({ media: '45821', relay: '45822', gather: '45823' })[transport],
    talk: (order) => [
      ['ajudar', 'quero trocar um vestido que ficou pequeno'],
      ['número do pedido', `é o ${order}`],
      ['qual é o motivo', 'um vestido azul'],
      ['nome', 'me chamo João Silva'],
    ],
    ...{ readBack: 'João Silva', yes: 'sim, pode', bye: 'não, obrigado' },
  },
  'help-desk': {
    ...{ from: '+447700900301', language: 'en', desk: 'it-desk' },
    isMachine: 'You are speaking with an artificial intelligence assistant.',
    hello: 'hello there',
    about: (transport) => `error ${{ media: '812', relay: '813', gather: '814' }[transport]}`,
    talk: (error) => [
      ['help you', 'the vpn is not working'],
      ['when you try', `it says ${error}`],
      ['where are you', 'at home'],
      ['name', 'my name is Mary Byrne'],
    ],
    ...{ readBack: 'Mary Byrne', yes: 'yes, please', bye: "no, that's all" },
  },
};
const transports: Transport[] = ['media', 'relay', 'gather'];
const assistants = Object.keys(callers) as Assistant[];
const whole = assistants.flatMap((of) => transports.map((transport) => [of, transport] as const));

let phone: PhoneSystem;
/** All calls go on at the same time: what takes a caller a minute takes the tests one minute. */
const calls = new Map<string, Promise<PhoneResult>>();
beforeAll(async () => {
  phone = await startPhoneSystem({
    variants: whole.map(([of, transport]) => ({
      of,
      id: `${of}-${transport}`,
      change: { phone: { transport } },
    })),
  });
  for (const [of, transport] of whole) {
    await sleep(200);
    calls.set(`${of}-${transport}`, phone.call(scriptOf(of, transport)));
  }
}, 120_000);
afterAll(async () => await phone?.stop());

function scriptOf(of: Assistant, transport: Transport): PhoneScriptInput {
  const caller = callers[of];
  const talk = caller.talk(caller.about(transport));
  const [[greeting = ''] = [], ...questions] = talk.map(([question]) => [question]);
  return {
    ...{ assistant: `${of}-${transport}`, transport, from: caller.from, language: caller.language },
    patienceMs: 40_000,
    steps: [
      transport === 'gather'
        ? { mumble: { afterMs: 600, say: caller.hello } }
        : { bargeIn: { afterMs: 600, say: caller.hello } },
      { hear: `/${greeting}/i` },
      ...talk.flatMap(([, answer], at) => [{ say: answer }, { hear: questions[at]?.[0] ?? caller.readBack }]),
      { say: caller.yes },
      { hear: '/\\d{4}/' },
      { hear: '/\\?$/' },
      { say: caller.bye },
      { expect: { ended: true } },
    ],
  };
}

describe.each(whole)('a call to %s over %s', (of, transport) => {
  const caller = callers[of];
  let result: PhoneResult;
  beforeAll(async () => {
    result = (await calls.get(`${of}-${transport}`)) as PhoneResult;
  }, 240_000);

  test('goes from the first words to the goodbye', () => {
    expect(result.failures).toEqual([]);
    expect(result.ended).toMatchObject({ by: 'assistant' });
  });

  test('begins with the sentence that says it is an AI, heard whole though the caller speaks over it', () => {
    const [first] = result.transcript.filter(({ who }) => who === 'assistant');
    expect(first?.text.startsWith(caller.isMachine)).toBe(true);
    expect(first?.whole).toBe(true);
  });

  test('makes one ticket, and says its number', async () => {
    const { codes, tickets } = await endOf(phone.url, result.callSid, caller.desk);
    expect(codes).toHaveLength(1);
    expect(tickets).toHaveLength(1);
    expect(heardBy(result)).toContain(tickets[0]?.id);
  });

  test('never leaves the caller in silence', () => {
    expect(result.longestSilenceMs).toBeLessThan(2500 + result.simulatorLagMs);
  });

  test('is in history as it was heard, word for word', async () => {
    const { history } = await endOf(phone.url, result.callSid, caller.desk);
    expect(sentencesOf(wordsOf(history, 'assistant').join(' '))).toEqual(sentencesOf(heardBy(result)));
    const [hello, ...said] = saidBy(result);
    // Where Twilio hears for us, it listens to nobody while it says what must be heard.
    const heard = transport === 'media' ? [hello, ...said] : said;
    expect(wordsOf(history, 'caller')).toEqual(heard);
  });
});
