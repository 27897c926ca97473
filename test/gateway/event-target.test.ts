import { targetOf } from '../../src/gateway/event-target';
import type { CaseRecord, WebhookRecord } from '../../src/store/records';

const at = '2026-11-21T10:00:00.000Z';
const event = (change: Partial<WebhookRecord> = {}): WebhookRecord => ({
  ...{ connection: 'desk', eventId: 'evt_1', kind: 'event', recordId: 'R-1', times: 1, at, receivedAt: at },
  ...{ state: 'waiting', tries: 0, payload: { by: 'api:all', event: { type: 'commented', text: 'x' } } },
  ...change,
});
const aCase = (code: string, change: Partial<CaseRecord> = {}): CaseRecord => ({
  ...{ code, tenant: 't', channel: 'dev', assistant: 'a', language: 'es', callId: 'c', workflowId: 'w' },
  ...{ connection: 'desk', verb: 'createTicket', title: 'x', state: 'delivered', attempts: 1 },
  ...{ flagged: false, createdAt: at, updatedAt: at, version: 1, recordId: '1042' },
  ...change,
});
const among = (...cases: CaseRecord[]) => ({
  findCase: async (code: string) => cases.find((record) => record.code === code),
});
const undelivered = ({ recordId: _, ...rest }: CaseRecord): CaseRecord => rest;

test('an event goes to the follow-up of its case’s record, with who said what', async () => {
  expect(await targetOf(among(aCase('R-1')), event())).toEqual({
    workflowId: 'follow-up/desk/1042',
    seen: {
      ...{ eventId: 'evt_1', record: { connection: 'desk', id: '1042' }, at, by: 'api:all' },
      event: { type: 'commented', text: 'x' },
    },
  });
});

test('it waits for its delivery, whether that is under way or waits for a person', async () => {
  for (const state of ['delivering', 'parked'] as const) {
    const store = among(undelivered(aCase('R-1', { state })));
    expect(await targetOf(store, event())).toEqual({ wait: expect.stringContaining('not delivered yet') });
  }
});

test('of a case that is settled it goes to whoever watches its record anew, since it may be open again', async () => {
  const settled = aCase('R-1', { state: 'settled' });
  expect(await targetOf(among(settled), event())).toMatchObject({
    workflowId: 'follow-up/desk/1042',
    seen: { eventId: 'evt_1', event: { type: 'commented' } },
  });
  expect(await targetOf(among(undelivered(settled)), event())).toEqual({
    park: 'the case is settled; nobody watches its record any more',
  });
});

test.each(['refused', 'withdrawn'] as const)('of a case that is %s it is parked', async (state) => {
  for (const record of [aCase('R-1', { state }), undelivered(aCase('R-1', { state }))])
    expect(await targetOf(among(record), event())).toEqual({
      park: `the case is ${state}; nobody watches its record any more`,
    });
});

test('what was noted while Temporal was away leads on to what became of it, where that is one case', async () => {
  const noted = (became: string[]) => undelivered(aCase('R-1', { verb: 'takeIn', state: 'settled', became }));
  const became = [aCase('R-2', { recordId: '7' }), aCase('R-3')];
  expect(await targetOf(among(noted(['R-2']), ...became), event())).toMatchObject({
    workflowId: 'follow-up/desk/7',
  });
  expect(await targetOf(among(noted(['R-2', 'R-3']), ...became), event())).toEqual({
    park: expect.stringContaining('R-2, R-3'),
  });
});

test('what cannot be read, or has no case, is parked and holds nobody up', async () => {
  for (const payload of [undefined, {}, { by: 'api:all', event: { type: 'deleted' } }]) {
    const { payload: _, ...rest } = event();
    const odd = payload === undefined ? rest : { ...rest, payload };
    expect(await targetOf(among(aCase('R-1')), odd as WebhookRecord)).toEqual({ park: expect.any(String) });
  }
  expect(await targetOf(among(), event())).toEqual({ park: expect.stringContaining('no case') });
});
