import { loadAssistants } from '../../../src/agent/assistants';
import { createScriptedModel } from '../../../src/agent/scripted/model';
import type { ModelContext } from '../../../src/domain/call';
import { UsageError } from '../../../src/errors';

const model = createScriptedModel(loadAssistants('agents'));
const context: ModelContext = {
  callId: 'call-1',
  assistant: 'help-desk',
  language: 'en',
  now: '2026-11-24T09:00:00.000Z',
  lines: [{ who: 'caller', text: 'my laptop is broken' }],
};

test('the words are handed on while they are made, and the reply holds all of them', async () => {
  const pieces: string[] = [];
  const reply = await model.reply(context, { onText: (piece) => pieces.push(piece) });
  expect(pieces.join('')).toBe(reply.text);
  expect(reply).toMatchObject({
    model: 'scripted',
    text: 'I can help you report a problem with a laptop. What exactly happens?',
  });
});

test('a tool is asked for without words, and nothing is handed on', async () => {
  const pieces: string[] = [];
  const lines: ModelContext['lines'] = [
    { who: 'caller', text: 'close ticket 1042, it works again, no more' },
  ];
  const asked = await model.reply({ ...context, lines }, { onText: (piece) => pieces.push(piece) });
  const done = await model.reply(
    { ...context, lines: [{ who: 'caller', text: 'which tickets do I have' }] },
    { onText: (piece) => pieces.push(piece) },
  );
  expect(asked.text).toContain('Why can it be closed?');
  expect(done).toMatchObject({ text: '', toolCalls: [{ name: 'my_tickets', args: {} }] });
  expect(pieces).toEqual([asked.text]);
});

test('a question tells what kind of answer it waits for, and a tool or an open question none', async () => {
  const asks = async (...said: string[]): Promise<unknown> => {
    const lines: ModelContext['lines'] = [];
    let memory: ModelContext['memory'];
    let expects: unknown;
    for (const text of said) {
      lines.push({ who: 'caller', text });
      const town = { ...context, assistant: 'town-hall', language: 'es' as const, lines: [...lines] };
      const reply = await model.reply(
        { ...town, ...(memory === undefined ? {} : { memory }) },
        { onText: () => undefined },
      );
      lines.push({ who: 'assistant', text: reply.text, fixed: false });
      ({ memory, expects } = reply);
    }
    return expects;
  };
  const lamp = ['hay una farola apagada', 'en la calle del Olmo 3', 'no lo sé', 'no, nada más'];
  expect(await asks('buenos días')).toBeUndefined();
  expect(await asks(...lamp.slice(0, 1))).toBe('address');
  expect(await asks(...lamp)).toBe('name');
  expect(await asks(...lamp, 'me llamo Ana Ruiz')).toBe('number');
});

test('an assistant that does not exist is a clear error', async () => {
  await expect(model.reply({ ...context, assistant: 'bakery' }, {})).rejects.toBeInstanceOf(UsageError);
});

test('who asks to have it repeated hears the question, and none of what the line said by itself meanwhile', async () => {
  const question = 'What is your full name?';
  const line = (text: string) => ({ who: 'assistant' as const, text, fixed: true });
  const lines: ModelContext['lines'] = [
    { who: 'caller', text: 'the Wi-Fi' },
    ...[question, 'One moment, please.', 'I am still on it.', 'Are you still there?'].map(line),
    { who: 'caller', text: 'sorry, can you repeat that?' },
  ];
  expect(await model.reply({ ...context, lines }, {})).toMatchObject({ text: question });
});
