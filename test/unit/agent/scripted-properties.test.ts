import fc from 'fast-check';
import { loadAssistants } from '../../../src/agent/assistants';
import { scriptedReply } from '../../../src/agent/scripted/reply';
import { checkArguments } from '../../../src/agent/tool-arguments';
import type { Json, Line, ModelContext, ModelReply, ToolCall } from '../../../src/domain/call';
import { freeTimes, now, slotData } from './conversation';

const assistants = loadAssistants('agents');

const phrases = (list: string): string[] => list.split('|').map((phrase) => phrase.trim());

const said = {
  'town-hall': phrases(`
    hay una farola apagada en la calle Mayor 12 | farola | un bache | quiero cita |
    cita para el padrón el jueves | a las once | la segunda | la última | el martes que viene | otro día |
    más tarde | lo antes posible | sí | no | vale | no, es la calle Mayor 14 | no, mejor el viernes |
    la dirección está mal | el nombre | me llamo Ana Gil | 600 12 34 56 | calle Luna 3 | no lo sé | repita |
    cancelar | nada | nada más | adiós | quiero hablar con una persona | ¿qué puede hacer? |
    cómo va el aviso 1042 | ciérrelo | más urgente | 1042 | quiero cambiar la cita | anular mi cita |
    mis avisos | mejor una queja por ruido | un bar | gracias | la hora`),
  shop: phrases(`
    meu pedido 45821 não chegou | quero trocar um vestido | veio quebrado | segunda via da nota fiscal |
    Rua das Flores, 123 | Ana Souza | 11 98765-4321 | ana arroba exemplo ponto com | não sei | sim | não |
    não, é a rua das Flores 125 | o e-mail | repete | cancela | tchau | quero falar com uma pessoa | ajuda |
    como está o meu atendimento 1042 | mais urgente | encerrar | 1042 | trocar | nada mais | obrigada`),
  'help-desk': phrases(`
    I can't log in | my laptop is broken | the vpn is not working | I need new software | Bob Jones |
    at home | 07700 900123 | next friday | I don't know | yes | no | no, it's Alice Smyth | the problem |
    say that again | cancel | bye | I want to speak to a person | help | how is my ticket 1042 | close it |
    escalate | 1042 | wifi | that's all | thanks | by 3 December | another one | add a comment`),
};

const garbage = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '…',
    '😀😀',
    '\u0000',
    'no,',
    'no, no',
    'sí pero',
    '1',
    '99999999999999999999',
    'R-7K3F-92QD',
    '.',
    '"',
  ),
  fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    '[object Object]',
    'a'.repeat(4000),
    'calle '.repeat(600),
  ),
);

/** What happens around a turn: how the gate and the systems answer, and what becomes of the model's memory. */
const event = fc.constantFrom('well', 'well', 'well', 'refused', 'forgotten', 'garbled', 'nothing free');

/** Fails when a reply breaks a promise of the model. */
function check(reply: ModelReply, context: ModelContext): void {
  expect(reply.text.trim() !== '' || reply.toolCalls.length > 0).toBe(true);
  expect(JSON.parse(JSON.stringify(reply.memory))).toEqual(reply.memory);
  expect(JSON.stringify(reply.memory).length).toBeLessThan(30_000);
  for (const call of reply.toolCalls) checkCall(call, context);
}

function checkCall({ name, args }: ToolCall, { assistant }: ModelContext): void {
  const { errands } = assistants.get(assistant);
  if (name === 'request_person') return;
  if (name === 'find_free_times') {
    expect(errands.find((errand) => errand.name === args['errand'])?.service).toBeDefined();
    return;
  }
  const errand = errands.find((one) => one.name === name);
  // What the gate itself would say to these arguments: required ones are there, all are well formed.
  expect(errand && checkArguments(errand, args)).not.toHaveProperty('error');
}

interface Turn {
  text: string;
  event: string;
}

/** Plays turns as the workflow does: tools of a turn one after the other, a write waits for the next turn. */
function converse(id: string, from: string | undefined, turns: Turn[]): void {
  const assistant = assistants.get(id);
  const lines: Line[] = [{ who: 'assistant', text: assistant.greeting, fixed: true }];
  let memory: Json | undefined;
  let lapsed: ModelContext['lapsed'];
  for (const turn of turns) {
    lines.push({ who: 'caller', text: turn.text });
    if (turn.event === 'forgotten') memory = undefined;
    if (turn.event === 'garbled') memory = { errand: 7, values: turn.text };
    for (let step = 0; ; step++) {
      expect(step).toBeLessThan(5);
      const context = contextOf(id, from, lines, memory, lapsed);
      const reply = scriptedReply(assistant, structuredClone(context));
      expect(scriptedReply(assistant, structuredClone(context))).toEqual(reply);
      check(reply, context);
      lapsed = undefined;
      memory = reply.memory;
      if (reply.text) lines.push({ who: 'assistant', text: reply.text });
      const [call] = reply.toolCalls;
      if (!call) break;
      const verb = assistant.errands.find(({ name }) => name === call.name)?.verb ?? call.name;
      const looks = /^(read|list|find)/.test(verb);
      if (looks || turn.event === 'refused') {
        const slots = turn.event === 'nothing free' ? [] : freeTimes.slice(0, 3);
        lines.push({
          who: 'tool',
          ...call,
          result: { data: looks ? slotData(slots) : {}, say: looks ? 'Esto hay.' : '' },
        });
      } else {
        lines.push({ who: 'assistant', text: '¿Es correcto?', fixed: true });
        if (call.name !== 'request_person')
          lapsed = { name: call.name, args: call.args, readBack: '¿Es correcto?' };
        break;
      }
    }
    lines.splice(0, Math.max(0, lines.length - 40));
  }
}

function contextOf(
  assistant: string,
  from: string | undefined,
  lines: Line[],
  memory: Json | undefined,
  lapsed: ModelContext['lapsed'],
): ModelContext {
  return {
    callId: 'call-1',
    assistant,
    language: assistants.get(assistant).language,
    now,
    lines,
    ...(from ? { from } : {}),
    ...(memory === undefined ? {} : { memory }),
    ...(lapsed ? { lapsed } : {}),
  };
}

test.each(['town-hall', 'shop', 'help-desk'] as const)(
  'whatever the caller says to %s, there is an answer, and no write is asked for with anything missing',
  (id) => {
    const text = fc.oneof(
      { arbitrary: fc.constantFrom(...said[id]), weight: 5 },
      { arbitrary: garbage, weight: 1 },
    );
    const turns = fc.array(fc.record({ text, event }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(undefined, '+34600000001'), turns, (from, played) =>
        converse(id, from, played),
      ),
      { numRuns: Number(process.env['SCRIPTED_RUNS'] ?? 30) },
    );
  },
);

test('a caller who says anything is never asked the same question for ever: a person is offered', () => {
  for (const id of ['town-hall', 'shop', 'help-desk'] as const) {
    const assistant = assistants.get(id);
    const lines: Line[] = [{ who: 'assistant', text: assistant.greeting, fixed: true }];
    let memory: Json | undefined;
    const texts: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      lines.push({ who: 'caller', text: 'xyzzy' });
      const reply = scriptedReply(assistant, contextOf(id, undefined, lines, memory, undefined));
      memory = reply.memory;
      texts.push(reply.text);
      lines.push({ who: 'assistant', text: reply.text });
    }
    expect(new Set(texts).size).toBe(3);
    expect(texts[2]).toMatch(/persona|pessoa|person/);
  }
});
