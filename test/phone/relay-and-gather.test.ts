import type { WebSocket } from 'ws';
import { type CarrierOptions, playCall } from '../../src/phone/carrier';
import { Words } from '../../src/phone/words';
import { authToken, openSmallGateway, type SmallGateway, type SmallGatewayOptions } from './small-gateway';

const words = new Words();
let gateway: SmallGateway;
const open = async (options: Omit<SmallGatewayOptions, 'words'>): Promise<void> => {
  gateway = await openSmallGateway({ words, ...options });
};
afterEach(async () => {
  await gateway.close();
});
const carrier = (): CarrierOptions => ({ gateway: gateway.url, authToken });
const caller = { assistant: 'help-desk', from: '+441632960001', language: 'en' as const, patienceMs: 8000 };
const relay = (attributes = '', action = '/relay-ended'): string =>
  `<Connect action="${action}"><ConversationRelay url="${gateway.socketUrl('/relay')}" ${attributes}><Parameter name="callId" value="c7"/></ConversationRelay></Connect>`;

/** Answers each prompt with the next line, in tokens. */
function talk(socket: WebSocket, lines: string[]): void {
  const say = (text: string): void => {
    const [head = '', ...tail] = text.split(' ');
    socket.send(JSON.stringify({ type: 'text', token: `${head} `, last: false }));
    socket.send(JSON.stringify({ type: 'text', token: tail.join(' '), last: true }));
  };
  const next = (): void => {
    const line = lines.shift();
    if (line === undefined) socket.send(JSON.stringify({ type: 'end', handoffData: '{"reason":"done"}' }));
    else say(line);
  };
  socket.on('message', (data) => {
    if ((JSON.parse(String(data as Buffer)) as { type: string }).type === 'prompt') next();
  });
  next();
}

test('who subscribes to it is told what was played, part by part, and nothing of what was cut off', async () => {
  const lines = [
    'One, two. And three',
    'Never heard to its end, since somebody speaks over all of it that is still to come.',
  ];
  await open({
    answer: ({ path }) =>
      path === '/relay-ended'
        ? '<Hangup/>'
        : relay('events="speaker-events tokens-played" interruptible="any"'),
    onRelay: (socket) => talk(socket, lines),
  });
  const played: unknown[] = [];
  const result = await playCall(
    {
      ...caller,
      transport: 'relay',
      steps: [
        { hear: 'and three' },
        { pause: 300 },
        { say: 'yes' },
        { bargeIn: { afterMs: 800, say: 'stop it' } },
        { expect: { ended: true } },
      ],
    },
    carrier(),
  );
  for (const frame of gateway.relayFrames)
    if ((frame as { type: string }).type === 'info') played.push(frame);
  expect(result.failures).toEqual([]);
  expect(played.slice(0, 3)).toEqual([
    { type: 'info', name: 'tokensPlayed', value: 'One,' },
    { type: 'info', name: 'tokensPlayed', value: 'two.' },
    { type: 'info', name: 'tokensPlayed', value: 'And three' },
  ]);
  expect(JSON.stringify(played)).not.toContain('still to come');
});

test('a caller talks by ConversationRelay, and its end leads to the action with what was handed off', async () => {
  await open({
    answer: ({ path }) =>
      path === '/relay-ended' ? '<Say>Goodbye.</Say><Hangup/>' : relay('welcomeGreeting="I am a machine."'),
    onRelay: (socket) => talk(socket, ['What exactly happens?']),
  });
  const result = await playCall(
    {
      ...caller,
      transport: 'relay',
      steps: [
        { hear: 'I am a machine. What exactly happens?' },
        { say: 'The screen stays black' },
        { hear: 'goodbye' },
        { expect: { ended: true } },
      ],
    },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  expect(gateway.relayFrames[0]).toMatchObject({
    type: 'setup',
    callSid: result.callSid,
    from: '+441632960001',
    direction: 'inbound',
    customParameters: { callId: 'c7' },
  });
  expect(gateway.relayFrames[1]).toEqual({
    type: 'prompt',
    voicePrompt: 'The screen stays black',
    lang: 'en-US',
    last: true,
  });
  expect(gateway.at('/relay-ended')[0]?.fields).toMatchObject({
    SessionStatus: 'ended',
    HandoffData: '{"reason":"done"}',
    CallSid: result.callSid,
  });
});

test('who cuts in is told with what was heard, to the word; keys are told where that is asked for', async () => {
  await open({
    answer: () => relay('dtmfDetection="true"'),
    onRelay: (socket) =>
      talk(socket, [
        'I will now read all twelve conditions of our service to you, one by one, slowly.',
        'Yes?',
      ]),
  });
  const result = await playCall(
    { ...caller, steps: [{ bargeIn: { afterMs: 1200, say: 'Stop' } }, { press: '5' }, { pause: 300 }] },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  const interrupt = gateway.relayFrames.find(({ type }) => type === 'interrupt');
  const heard = String(interrupt?.['utteranceUntilInterrupt']);
  expect('I will now read all twelve conditions of our service to you, one by one, slowly.').toContain(heard);
  expect(heard.length).toBeGreaterThan(10);
  expect(Number(interrupt?.['durationUntilInterruptMs'])).toBeGreaterThanOrEqual(1200);
  expect(gateway.relayFrames).toContainEqual({ type: 'dtmf', digit: '5' });
  expect(result.transcript.find(({ who }) => who === 'assistant')?.whole).toBe(false);
  // Hung up by the caller: the action is told, and its answer is not played.
  expect(gateway.at('/relay-ended')[0]?.fields).toMatchObject({
    SessionStatus: 'completed',
    CallStatus: 'completed',
  });
});

test('a relay that may not be interrupted goes on, and what is said meanwhile is not told', async () => {
  await open({
    answer: () => relay('interruptible="none"'),
    onRelay: (socket) => talk(socket, ['This sentence has to be heard by everybody to its end.']),
  });
  const result = await playCall(
    { ...caller, steps: [{ bargeIn: { afterMs: 500, say: 'Stop' } }, { pause: 3500 }] },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  expect(gateway.relayFrames.map(({ type }) => type)).toEqual(['setup']);
  expect(result.transcript.find(({ who }) => who === 'assistant')?.whole).toBe(true);
});

test('a relay whose socket is lost asks its action what to do, and the call goes on', async () => {
  await open({
    answer: () => relay(),
    onRelay: (socket) => {
      const isFirst = gateway.relayFrames.filter(({ type }) => type === 'setup').length === 1;
      talk(socket, [isFirst ? 'Hello.' : 'Sorry, we were cut off.']);
      if (isFirst) setTimeout(() => socket.terminate(), 1500);
    },
  });
  const result = await playCall({ ...caller, steps: [{ hear: 'hello' }, { hear: 'cut off' }] }, carrier());
  expect(result.failures).toEqual([]);
  expect(gateway.at('/relay-ended')[0]?.fields).toMatchObject({
    SessionStatus: 'failed',
    ErrorCode: '64105',
  });
  expect(result.losses).toEqual([expect.objectContaining({ by: 'gateway' })]);
});

test('a frame that ConversationRelay does not take is answered with an error and fails the call', async () => {
  await open({
    answer: () => relay(),
    onRelay: (socket) => {
      socket.send('{"type":"text","text":"wrong field"}');
      socket.send('none');
    },
  });
  const result = await playCall({ ...caller, steps: [{ pause: 400 }] }, carrier());
  expect(result.failures).toHaveLength(2);
  expect(gateway.relayFrames.filter(({ type }) => type === 'error')).toHaveLength(2);
});

test('a caller answers a <Gather> by voice and by keys, and cuts its question short', async () => {
  const gather = (text: string): string =>
    `<Gather input="speech dtmf" action="/turn" speechTimeout="auto" language="en-GB" numDigits="2"><Say>${text}</Say><Pause length="1"/></Gather><Redirect>/silence</Redirect>`;
  const answers = [gather('How can I help you?'), '<Say>Your ticket is number 7.</Say><Hangup/>'];
  await open({
    answer: ({ path }) =>
      path === '/turn'
        ? (answers.shift() ?? 500)
        : gather('Good morning and a very long introduction about nothing at all.'),
  });
  const result = await playCall(
    {
      ...caller,
      transport: 'gather',
      steps: [
        { bargeIn: { afterMs: 600, say: 'My laptop is broken' } },
        { hear: 'how can I help' },
        { press: '42' },
        { hear: 'ticket is number 7' },
        { expect: { ended: true } },
      ],
    },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  const [spoken, pressed] = gateway.at('/turn');
  expect(spoken?.fields).toMatchObject({ SpeechResult: 'My laptop is broken', Confidence: '0.92' });
  expect(pressed?.fields).toMatchObject({ Digits: '42' });
  expect(result.transcript[0]).toMatchObject({ who: 'assistant', whole: false });
});

test('a silent caller makes a <Gather> fall through to what follows it', async () => {
  await open({
    answer: ({ path }) =>
      path === '/silence'
        ? '<Say>Goodbye.</Say>'
        : '<Gather input="speech" timeout="1" action="/turn"><Say>Hello?</Say></Gather><Redirect>/silence</Redirect>',
  });
  const result = await playCall(
    { ...caller, steps: [{ hear: 'goodbye' }, { expect: { ended: true } }] },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  expect(gateway.at('/turn')).toEqual([]);
  expect(result.ended).toEqual({ by: 'assistant', why: 'the instructions ended' });
});

test('a message is recorded and its action told where it lies', async () => {
  await open({
    answer: ({ path }) =>
      path === '/recorded'
        ? '<Say>Thank you.</Say>'
        : '<Say>Leave a message.</Say><Record action="/recorded" timeout="1" maxLength="20"/>',
  });
  const result = await playCall(
    { ...caller, steps: [{ hear: 'leave a message' }, { say: 'The lamp is out' }, { hear: 'thank you' }] },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  const { fields } = gateway.at('/recorded')[0] ?? {};
  expect(fields?.['RecordingUrl']).toContain(String(fields?.['RecordingSid']));
  expect(Number(fields?.['RecordingDuration'])).toBeGreaterThanOrEqual(2);
});
