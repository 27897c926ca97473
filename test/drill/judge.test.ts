import type { PlayedCall } from '../../src/drill/caller';
import { type Evidence, judge, type JudgedCase, type JudgedMessage } from '../../src/drill/judge';
import type { LedgerEntry } from '../../src/drill/ledger';
import type { DrillScript } from '../../src/drill/script';

const write = (tool: string, args: Record<string, string | number>) => ({
  tool,
  arguments: args,
  response: {},
});

/** Two writes, first a rebooking, then a seat. */
const script = (id: string): DrillScript => {
  const writes = [write('rebook', { booking: id, days: 3 }), write('seat', { booking: id, seat: '12A' })];
  return {
    ...{ id, assistant: 'airline', system: 'airline', language: 'en', writes },
    turns: writes.flatMap((one, index) => [
      { say: `please ${index}`, wishes: [one] },
      { say: `yes ${index}`, wishes: [], agrees: index },
    ]),
  };
};

const codeOf = (call: number, index: number): string => `R-${call}-${index}`;
const recordOf = (call: number, index: number): string => `${5000 + call * 10 + index}`;

/** `count` calls that went as they should; each test breaks one thing. Odd calls heard a promise and got a message. */
function sound(
  count = 4,
  keyed = true,
): Evidence & { calls: PlayedCall[]; ledger: LedgerEntry[]; cases: JudgedCase[]; messages: JudgedMessage[] } {
  const scripts = Array.from({ length: count }, (_, call) => script(keyed ? `c-${call}` : `c-${call % 2}`));
  const calls = scripts.map((one, call): PlayedCall => {
    const turns = one.turns.map(({ say: text, agrees }, place) => {
      const atMs = 1000 * (call + 1) + 100 * place;
      const turn = { turnId: `${place + 1}`, text, atMs, answeredMs: atMs + 50, tries: 1 };
      if (agrees === undefined) return { ...turn, say: ['I am going to rebook it. Shall I do it?'] };
      const code = codeOf(call, agrees);
      const recordId = recordOf(call, agrees);
      return call % 2 === 0
        ? {
            ...turn,
            agrees,
            code,
            delivery: 'delivered' as const,
            recordId,
            say: [
              `Done: your request to rebook has been carried out. Its number is ${recordId}.`,
              'Is there anything else?',
            ],
          }
        : {
            ...turn,
            agrees,
            code,
            delivery: 'pending' as const,
            say: [
              `I have noted your request to rebook under the code ${code}.`,
              'We will send you a message as soon as it is done.',
            ],
          };
    });
    return { callId: `run${call}_${one.id}`, scriptId: one.id, turns };
  });
  const places = calls.flatMap((_, call) => [0, 1].map((index) => ({ call, index })));
  const ledger = places.map(({ call, index }, place): LedgerEntry => {
    const wanted = scripts[call]?.writes[index];
    return {
      ...{ number: place + 1, atMs: 1000 * (call + 1) + 100 * (2 * index + 1) + 20, system: 'airline' },
      ...{ tool: wanted?.tool ?? '', arguments: wanted?.arguments ?? {}, recordId: recordOf(call, index) },
      key: keyed ? codeOf(call, index) : undefined,
    };
  });
  const cases = places.map(({ call, index }): JudgedCase => ({
    ...{
      code: codeOf(call, index),
      state: 'delivered',
      flagged: false,
      recordIds: [recordOf(call, index)],
      attempts: 1,
    },
  }));
  const messages = places
    .filter(({ call }) => call % 2 === 1)
    .map(({ call, index }) => ({
      code: codeOf(call, index),
      text: `${codeOf(call, index)}: your request to rebook has been processed; its number is ${recordOf(call, index)}.`,
      sentAtMs: 9_000_000,
    }));
  return {
    scripts: scripts.filter(({ id }, place) => scripts.findIndex((one) => one.id === id) === place),
    calls,
    ledger,
    cases,
    messages,
  };
}

const clean = {
  forPeople: 0,
  lost: 0,
  doubled: 0,
  flagged: 0,
  wrongOrder: 0,
  wrongArguments: 0,
  toldWrongly: 0,
  notAccepted: 0,
  findings: [],
};
const at = <T>(list: readonly T[], place: number): T => {
  const found = list[place];
  if (found === undefined) throw new Error(`nothing at ${place}`);
  return found;
};

test.each([true, false])('what went as it should has no findings (keys: %s)', (keyed) => {
  expect(judge(sound(4, keyed))).toEqual({ accepted: 8, delivered: 8, ...clean });
});

test.each([true, false])('an accepted write that is not in the ledger is lost (keys: %s)', (keyed) => {
  const evidence = sound(4, keyed);
  evidence.ledger.splice(2, 1);
  evidence.cases[2] = { ...at(evidence.cases, 2), state: 'delivering', recordIds: [] };
  const verdict = judge({ ...evidence, messages: [] });
  expect(verdict).toMatchObject({ accepted: 8, delivered: 7, lost: 1, doubled: 0 });
  expect(verdict.findings).toEqual([
    expect.stringMatching(/^lost: write 1 of call run1_c-1 \(rebook, R-1-0\)/),
  ]);
});

test('what was refused or withdrawn, and told so, is not lost; unless it is in the ledger after all', () => {
  const evidence = sound();
  evidence.cases[2] = { ...at(evidence.cases, 2), state: 'refused' };
  const messages = evidence.messages.filter(({ code }) => code !== 'R-1-0');
  expect(judge({ ...evidence, messages }).findings).toEqual([
    expect.stringMatching(/^refused: write 1 of call run1/),
  ]);
  evidence.ledger.splice(2, 1);
  expect(judge({ ...evidence, messages })).toMatchObject({ lost: 0, delivered: 7, findings: [] });
});

test('a second entry under one key is a double', () => {
  const evidence = sound();
  evidence.ledger.push({ ...at(evidence.ledger, 3), number: 9, recordId: '9999' });
  const verdict = judge(evidence);
  expect(verdict).toMatchObject({ accepted: 8, delivered: 8, doubled: 1, flagged: 0, lost: 0 });
  expect(verdict.findings).toEqual([
    expect.stringMatching(/^doubled: .* again as entry 9 \(seat 9999\), not flagged/),
  ]);
});

test('a double at a system without keys is found, and is no finding where the timeline says so', () => {
  const evidence = sound(4, false);
  evidence.ledger.push({ ...at(evidence.ledger, 0), number: 9, recordId: '9999' });
  expect(judge(evidence)).toMatchObject({
    doubled: 1,
    flagged: 0,
    findings: [expect.stringMatching(/^doubled/)],
  });
  // Calls 0 and 2 wished for the same; the one that was tried twice is flagged.
  evidence.cases[4] = { ...at(evidence.cases, 4), flagged: true, attempts: 2 };
  expect(judge(evidence)).toMatchObject({ doubled: 1, flagged: 1, findings: [] });
  evidence.ledger.push({ ...at(evidence.ledger, 0), number: 10, recordId: '9998' });
  expect(judge(evidence)).toMatchObject({
    doubled: 2,
    flagged: 1,
    findings: [expect.stringMatching(/^doubled/)],
  });
});

test.each([true, false])('writes of one call that came in another order are found (keys: %s)', (keyed) => {
  const evidence = sound(4, keyed);
  const [first, second] = [at(evidence.ledger, 2), at(evidence.ledger, 3)];
  evidence.ledger[2] = { ...second, number: 3 };
  evidence.ledger[3] = { ...first, number: 4 };
  const verdict = judge(evidence);
  expect(verdict).toMatchObject({ wrongOrder: 1, lost: 0, doubled: 0 });
  expect(verdict.findings).toEqual([expect.stringMatching(/^order: write 2 of call run1_c-1/)]);
});

test('the order counts from the first time a write was done, so a flagged double does not excuse or accuse', () => {
  const evidence = sound(1, false);
  evidence.cases[0] = { ...at(evidence.cases, 0), flagged: true, attempts: 2, recordIds: ['9999'] };
  evidence.ledger.push({ ...at(evidence.ledger, 0), number: 3, recordId: '9999' });
  const [call] = evidence.calls;
  const [, yes] = call?.turns ?? [];
  if (!yes) throw new Error('no yes');
  yes.delivery = 'pending';
  yes.say = ['I have noted it.'];
  delete yes.recordId;
  expect(judge(evidence)).toMatchObject({ doubled: 1, flagged: 1, wrongOrder: 0, findings: [] });
});

test.each([true, false])('other arguments than the caller agreed to are found (keys: %s)', (keyed) => {
  for (const args of [
    { booking: 'c-1', days: '3' },
    { booking: 'c-1' },
    { booking: 'c-1', days: 3, fee: 1 },
  ]) {
    const evidence = sound(4, keyed);
    evidence.ledger[2] = { ...at(evidence.ledger, 2), arguments: args };
    const verdict = judge(evidence);
    expect(verdict).toMatchObject({ wrongArguments: 1, lost: 0 });
    expect(verdict.findings).toEqual([expect.stringMatching(/^arguments: write 1 of call run1_c-1/)]);
  }
});

test('names in another order are the same arguments', () => {
  const evidence = sound();
  evidence.ledger[2] = { ...at(evidence.ledger, 2), arguments: { days: 3, booking: 'c-1' } };
  expect(judge(evidence).findings).toEqual([]);
});

test('an entry that nobody asked for is found', () => {
  const evidence = sound();
  const stray = {
    ...at(evidence.ledger, 0),
    number: 9,
    key: undefined,
    recordId: '9999',
    arguments: { booking: 'zz' },
  };
  evidence.ledger.push(stray);
  expect(judge(evidence)).toMatchObject({
    wrongArguments: 1,
    doubled: 0,
    findings: [expect.stringMatching(/nobody asked for entry 9/)],
  });
});

test('a write without a code is not accepted, and its record, should there be one, is nobody’s double', () => {
  const evidence = sound();
  const turn = at(at(evidence.calls, 1).turns, 3);
  for (const key of ['code', 'delivery', 'recordId'] as const) delete turn[key];
  turn.say = ['I did not understand.'];
  const cases = evidence.cases.filter(({ code }) => code !== 'R-1-1');
  const messages = evidence.messages.filter(({ code }) => code !== 'R-1-1');
  expect(judge({ ...evidence, cases, messages })).toMatchObject({
    accepted: 7,
    notAccepted: 1,
    doubled: 0,
    lost: 0,
    findings: [],
  });
});

test('a write that operators cannot see is found', () => {
  const evidence = sound();
  evidence.cases.splice(0, 1);
  expect(judge(evidence).findings).toEqual([
    expect.stringMatching(/^case: write 1 of call run0_c-0 .* no case/),
  ]);
});

/** What a turn or a message may say that is not so. */
const lies: [string, (evidence: ReturnType<typeof sound>) => void][] = [
  [
    'a record that the ledger does not have',
    (e) => Object.assign(at(at(e.calls, 0).turns, 1), { recordId: '7777' }),
  ],
  ['delivered, and no record', (e) => delete at(at(e.calls, 0).turns, 1).recordId],
  [
    'a record of another call',
    (e) => Object.assign(at(at(e.calls, 0).turns, 1), { recordId: recordOf(2, 1) }),
  ],
  [
    'delivered before the ledger had it',
    (e) => void (at(e.ledger, 0).atMs = at(at(e.calls, 0).turns, 1).answeredMs + 1),
  ],
  [
    'another number than the record’s',
    (e) =>
      Object.assign(at(at(e.calls, 0).turns, 1), {
        say: ['Done: it has been carried out. Its number is 50001.'],
      }),
  ],
  [
    'done where nothing was agreed to',
    (e) => at(at(e.calls, 0).turns, 0).say.push("It's done, your number is 4711."),
  ],
  [
    'done instead of a promise',
    (e) => at(at(e.calls, 1).turns, 1).say.push('Everything has been booked for 7 December.'),
  ],
  ['done by message, before the ledger had it', (e) => void (at(e.ledger, 2).atMs = 9_000_001)],
  [
    'another number by message',
    (e) =>
      Object.assign(at(e.messages, 0), {
        text: 'R-1-0: your request to rebook has been processed; its number is 4711.',
      }),
  ],
];
test.each(lies)('told wrongly: %s', (_what, lie) => {
  const evidence = sound();
  lie(evidence);
  const verdict = judge(evidence);
  expect(verdict.toldWrongly).toBe(1);
  expect(verdict.findings.filter((line) => line.startsWith('told: '))).toHaveLength(1);
});

test('a record that must hold at least so much may hold more, at any depth', () => {
  const evidence = sound(1);
  const [one] = evidence.scripts;
  if (!one) throw new Error('no script');
  one.writes[0] = { tool: 'rebook', arguments: { origin: { name: 'Ana' } }, response: {}, atLeast: true };
  evidence.ledger[0] = {
    ...at(evidence.ledger, 0),
    arguments: { origin: { name: 'Ana', place: 'x' }, team: 'y' },
  };
  expect(judge(evidence).findings).toEqual([]);
  evidence.ledger[0] = { ...at(evidence.ledger, 0), arguments: { origin: { name: 'Eva' } } };
  expect(judge(evidence)).toMatchObject({ wrongArguments: 1 });
});

/** The call's two yeses noted while Temporal was away: one code stands for both. */
function noted(): ReturnType<typeof sound> {
  const evidence = sound();
  for (const place of [1, 3]) at(at(evidence.calls, 1).turns, place).code = 'R-N';
  const [first, second] = [at(evidence.cases, 2), at(evidence.cases, 3)];
  expect([first.recordIds, second.recordIds]).toEqual([[recordOf(1, 0)], [recordOf(1, 1)]]);
  evidence.cases.splice(2, 2, { ...first, code: 'R-N' });
  evidence.messages = evidence.messages.slice(2);
  return evidence;
}

test('several writes under the one code of what was noted are each found, and each missed', () => {
  const evidence = noted();
  expect(judge(evidence)).toMatchObject({ accepted: 8, delivered: 8, forPeople: 0, findings: [] });
  evidence.ledger.splice(3, 1);
  expect(judge(evidence)).toMatchObject({
    delivered: 7,
    lost: 1,
    findings: [expect.stringMatching(/^lost: write 2 of call run1/)],
  });
});

test('an answer under the one code of what was noted may name the record of any of its writes', () => {
  const evidence = noted();
  const noteOf = at(evidence.cases, 2);
  const second = at(at(evidence.calls, 1).turns, 3);
  Object.assign(second, { delivery: 'delivered', recordId: recordOf(1, 1) });
  evidence.cases[2] = { ...noteOf, recordIds: [recordOf(1, 0), recordOf(1, 1)] };
  expect(judge(evidence).findings).toEqual([]);
  second.recordId = 'no such record';
  expect(judge(evidence).findings).toEqual([expect.stringMatching(/^told: .*which the ledger did not have/)]);
});

test('who says goodbye while words are noted has it all under that code', () => {
  const evidence = sound();
  const call = at(evidence.calls, 1);
  call.turns.splice(2);
  delete at(call.turns, 1).agrees;
  Object.assign(call, { endedNoted: true });
  at(call.turns, 1).code = 'R-N';
  evidence.cases.splice(2, 2, { ...at(evidence.cases, 2), code: 'R-N', recordIds: ['77'] });
  evidence.messages = evidence.messages.slice(2);
  evidence.ledger.splice(2, 2);
  expect(judge(evidence)).toMatchObject({ accepted: 8, delivered: 6, lost: 2 });
  const words = { category: 'person', subject: 'x' };
  evidence.ledger.push({
    ...at(evidence.ledger, 1),
    number: 9,
    recordId: '77',
    tool: 'createTicket',
    key: 'R-N',
    arguments: words,
  });
  expect(judge(evidence)).toMatchObject({ accepted: 8, delivered: 8, forPeople: 2, lost: 0 });
});

test.each(['R-N', undefined])(
  'words that became a ticket for people are not lost; two such tickets are one too many (key %s)',
  (key) => {
    const evidence = noted();
    const ticket = {
      ...at(evidence.ledger, 2),
      tool: 'createTicket',
      key,
      arguments: { category: 'person', subject: 'x' },
    };
    evidence.ledger.splice(2, 2, ticket);
    expect(judge(evidence)).toMatchObject({ accepted: 8, delivered: 8, forPeople: 2, lost: 0, findings: [] });
    evidence.ledger.push({ ...ticket, number: 9 });
    expect(judge(evidence)).toMatchObject({ doubled: 1, findings: [expect.stringMatching(/^doubled/)] });
  },
);

test('a message may tell of the ticket that words noted under its code became, and of no other', () => {
  const evidence = sound(1);
  const ticket = { ...at(evidence.ledger, 0), number: 9, recordId: '77', tool: 'createTicket', key: 'R-N' };
  evidence.ledger.push({ ...ticket, arguments: { category: 'person' } });
  const call = at(evidence.calls, 0);
  call.turns.unshift({ ...at(call.turns, 0), turnId: '0', code: 'R-N' });
  const text = 'R-N: your request has been processed; its number is 77.';
  const told = (code: string) => judge({ ...evidence, messages: [{ code, text, sentAtMs: 9e15 }] });
  expect(told('R-N').findings).toEqual([]);
  expect(told(codeOf(0, 0)).findings).toEqual([expect.stringMatching(/^told: message about/)]);
});

test('2,000 calls are judged within seconds', () => {
  const began = Date.now();
  expect(judge(sound(2000, false))).toMatchObject({ accepted: 4000, delivered: 4000, findings: [] });
  expect(Date.now() - began).toBeLessThan(20_000);
});
