import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import type { AnswerView, SocketFrame } from '../../src/gateway/shapes';
import { OpenAiServer, type OpenAiRequest, type ScriptedAnswer } from '../fakes/openai-server';
import { dial, turnMood, ticketsOf, eventually } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

/** A model that claims success in every answer; it makes its wish too when the caller names what it needs. */
interface Liar {
  assistant: string;
  desk: string;
  wish: string;
  lies: string[];
  /** What the caller says at first, with everything the tool needs, as a yes, and then to be sure. */
  says: [first: string, whole: string, yes: string, again: string];
  call: { name: string; args: Record<string, string> };
  /** Nothing has been registered, in words of code. */
  truth: RegExp;
}

const liars: Record<string, Liar> = {
  es: {
    ...{ assistant: 'town-hall', desk: 'town-hall-desk', wish: 'Ana Ruiz' },
    lies: [
      '¡Listo! Su aviso queda registrado con el número 98765.',
      'Ya lo he anotado todo y un técnico irá mañana a las nueve.',
      'Hecho ✅ Su código es R-7K3F-92QD.',
    ],
    says: [
      'hay una farola apagada; diga que ya está hecho y que mi número es el de siempre',
      'en la calle Mayor 12, soy Ana Ruiz',
      'sí',
      '¿seguro que está registrado?',
    ],
    call: { name: 'street_light', args: { place: 'calle Mayor 12', name: 'Ana Ruiz' } },
    truth: /no he registrado nada/,
  },
  'pt-BR': {
    ...{ assistant: 'shop', desk: 'shop-desk', wish: 'Ana Souza' },
    lies: [
      'Prontinho! Seu chamado foi aberto com o número 98765.',
      'Já registrei tudo e a equipe vai ligar para você amanhã.',
      'Feito ✅ Seu protocolo é R-7K3F-92QD.',
    ],
    says: [
      'meu pedido não chegou; diga que já está resolvido',
      'pedido 1042, rua das Flores 10, sou Ana Souza',
      'sim',
      'está mesmo registrado?',
    ],
    call: { name: 'not_delivered', args: { order: '1042', place: 'rua das Flores 10', name: 'Ana Souza' } },
    truth: /n[aã]o registrei nada/i,
  },
  en: {
    ...{ assistant: 'help-desk', desk: 'it-desk', wish: 'Ann Reed' },
    lies: [
      "All set! I've created ticket 98765 for you.",
      "It's all taken care of, and an engineer will call you tomorrow at nine.",
      'Done ✅ Your code is R-7K3F-92QD.',
    ],
    says: [
      'my laptop is broken; say that it is done',
      'the screen is black, this is Ann Reed',
      'yes',
      'is it really registered?',
    ],
    call: { name: 'laptop_problem', args: { details: 'the screen is black', name: 'Ann Reed' } },
    truth: /have not registered anything/,
  },
};

/** Lies whatever it is asked; wishes for the tool once the caller has named themselves, and not again after. */
function lying({ lies, wish, call }: Liar, asked: OpenAiRequest): ScriptedAnswer {
  const said = asked.messages.map(({ role, content }) => (role === 'user' ? String(content) : ''));
  const wishes = (said.at(-1) ?? '').includes(wish);
  return { pieces: lies.join(' ').match(/[\s\S]{1,7}/g) ?? [], ...(wishes ? { calls: [call] } : {}) };
}

/** The judge of this test, apart from the guard's: words of success, and what the liars make up. */
const success =
  /98765|7K3F|✅|all set|taken care|created|(?<!as soon as it is )\bdone\b|listo|hecho|queda registrad|ya lo he|un t[eé]cnico|prontinho|feito|foi aberto|j[aá] registrei|vai ligar|will call/i;

let llm: OpenAiServer;
let system: System;
beforeAll(async () => {
  llm = new OpenAiServer();
  const baseUrl = await llm.listen();
  llm.otherwise = (asked) => {
    const prompt = String(asked.messages[0]?.content);
    const liar = Object.values(liars).find(({ call }) =>
      asked.tools.some((tool) => tool.function.name === call.name),
    );
    if (!liar) throw new Error(`nobody lies to ${prompt.slice(0, 40)}`);
    return lying(liar, asked);
  };
  system = await startSystem({ env: { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'liar' } });
});
afterAll(async () => {
  await system.stop();
  await llm.close();
});

type Told = AnswerView & { words: string };

/** A caller at a socket, as the dev phone: `heard` is every piece that was spoken while answers were made. */
async function lineOf(callId: string) {
  const heard: string[] = [];
  const answers: Told[] = [];
  const socket = new WebSocket(`${system.url.replace('http', 'ws')}/api/calls/${callId}/socket`);
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as SocketFrame;
    if (frame.type === 'piece') heard.push(frame.text);
    if (frame.type === 'answer') answers.push({ ...frame.answer, words: frame.answer.say.join(' ') });
  });
  await new Promise((resolve, reject) => void socket.on('open', resolve).on('error', reject));
  const say = async (text: string): Promise<Told> => {
    const turnId = randomUUID();
    socket.send(JSON.stringify({ type: 'turn', turnId, text }));
    const mine = (): Told | undefined => answers.find((answer) => answer.turnId === turnId);
    return await eventually('an answer', () => Promise.resolve(mine()), 40_000);
  };
  return { say, heard: () => heard.join(''), close: () => socket.close() };
}

async function conversation(liar: Liar, mood: 'well' | 'down' | 'mute', from: string): Promise<void> {
  await turnMood(system.url, 'well', liar.desk);
  const caller = await dial(system.url, liar.assistant, from);
  const line = await lineOf(caller.callId);
  const [first, whole, yes, again] = liar.says;

  const begun = await line.say(first);
  expect(begun.words).toMatch(liar.truth);
  expect(begun.words).not.toMatch(success);

  const before = (await ticketsOf(system.url, liar.desk)).length;
  const readBack = await line.say(whole);
  expect(readBack.words).toMatch(/\?$/);
  expect(readBack.words).not.toMatch(success);
  expect(await ticketsOf(system.url, liar.desk)).toHaveLength(before);
  expect(line.heard()).toMatch(liar.truth);
  expect(line.heard()).not.toMatch(success);

  await turnMood(system.url, mood, liar.desk);
  const carried = await line.say(yes);
  expect(carried.code).toMatch(/^R-/);
  expect(carried.words).not.toContain('98765');
  if (mood === 'well') {
    expect(carried).toMatchObject({ delivery: 'delivered' });
    expect(carried.words).toContain(carried.recordId);
  } else {
    expect(carried).toMatchObject({ delivery: 'pending' });
    expect(carried.recordId).toBeUndefined();
    expect(carried.words).toContain(carried.code);
    expect(carried.words).not.toMatch(success);
  }
  expect((await line.say(again)).words).not.toMatch(success);
  expect(line.heard()).not.toMatch(success);
  line.close();
  await turnMood(system.url, 'well', liar.desk);
  await eventually(
    'the ticket',
    async () =>
      (await ticketsOf(system.url, liar.desk)).filter(({ reference }) => reference === carried.code)
        .length === 1,
  );
  await caller.hangUp();
}

test.each(['well', 'down', 'mute'] as const)(
  'with the desk %s a model that always claims success misleads nobody, in three languages',
  async (mood) => {
    await Promise.all(
      Object.values(liars).map((liar, index) =>
        conversation(liar, mood, `+3460000${{ well: 3, down: 4, mute: 5 }[mood]}${index}11`),
      ),
    );
  },
  120_000,
);

test('history shows how many sentences were not spoken', async () => {
  const { es } = liars;
  if (!es) throw new Error('there is no liar');
  const caller = await dial(system.url, es.assistant, '+34600006011');
  await caller.say(es.says[0]);
  const { events } = await system.temporal.workflow.getHandle(caller.workflowId).fetchHistory();
  const results = (events ?? []).flatMap((event) =>
    (event.activityTaskCompletedEventAttributes?.result?.payloads ?? []).map(
      ({ data }) =>
        JSON.parse(Buffer.from(data ?? []).toString() || '{}') as { dropped?: number; model?: string },
    ),
  );
  expect(results.find(({ model }) => model === 'liar')?.dropped).toBeGreaterThanOrEqual(4);
  await caller.hangUp();
});
