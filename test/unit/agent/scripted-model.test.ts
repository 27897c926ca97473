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
