import { mintCode } from '../../src/domain/code';
import type { CaseRecord } from '../../src/store/records';
import type { NewSend } from '../../src/store/reach-records';
import { build, type House, send } from './house';

const [at, later] = ['2025-11-25T09:30:00.000Z', '2025-11-25T09:31:00.000Z'];
const code = mintCode(() => 0.4);
const key = 'f'.repeat(32);
const caps = { personPerDay: 6, tenantPerDay: 500, perDay: 2000 };

let house: House;
beforeAll(async () => {
  house = await build({ withoutWorker: true });
  const record: CaseRecord = {
    ...{ code, tenant: 'villanueva', channel: 'dev', assistant: 'town-hall', language: 'es', callId: 'c1' },
    ...{
      workflowId: `delivery/${code}`,
      connection: 'town-hall-desk',
      verb: 'createTicket',
      title: 'una farola',
    },
    ...{ state: 'delivered', attempts: 1, flagged: false, createdAt: at, updatedAt: at, version: 1 },
  };
  await house.store.saveCase(record, []);
});
afterAll(() => house.stop());

const aSend = (channel: NewSend['channel'], number: number): NewSend => ({
  ...{
    id: `reach/${code}/${number}/${channel}`,
    outreach: `reach/${code}/${number}`,
    code,
    tenant: 'villanueva',
  },
  ...{ channel, personKey: key, addressKey: key, toMasked: '+34 ••• •••• 01', at },
  ...{ estimateMicros: 70_000, currency: 'EUR' },
});

test('a case shows what people were sent about it, how far it got and what it cost, and no keys', async () => {
  expect((await send(`${house.url}/api/cases/${code}`)).body).toMatchObject({ sends: [] });
  const [first, second] = [aSend('whatsapp', 1), aSend('sms', 1)];
  for (const one of [first, second]) await house.store.reach.admit(one, caps, '2025-11-25');
  const failed = { state: 'undelivered', at: later, error: '63016: outside of the window' } as const;
  await house.store.reach.note(first.id, { receipt: failed, flagged: true });
  const delivered = { state: 'delivered', at: later } as const;
  await house.store.reach.note(second.id, { providerId: 'SM1', receipt: delivered, costMicros: 65_100 });

  const { body, status } = await send(`${house.url}/api/cases/${code}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    sends: [
      {
        channel: 'whatsapp',
        state: 'undelivered',
        error: failed.error,
        flagged: true,
        estimateMicros: 70_000,
      },
      {
        ...{ id: second.id, channel: 'sms', toMasked: '+34 ••• •••• 01', state: 'delivered', at: later },
        ...{ reached: { leaving: at, delivered: later }, providerId: 'SM1', costMicros: 65_100 },
        ...{ currency: 'EUR', flagged: false, createdAt: at },
      },
    ],
  });
  expect(JSON.stringify(body)).not.toContain(key);
  expect(JSON.stringify((await send(`${house.url}/api/cases`)).body)).not.toContain('sends');
});

test('a store that does not answer about them is told as such', async () => {
  const { reach } = house.doorStore;
  Object.assign(house.doorStore, { reach: { ...reach, sendsOf: () => Promise.reject(new Error('away')) } });
  expect((await send(`${house.url}/api/cases/${code}`)).status).toBe(503);
  Object.assign(house.doorStore, { reach });
});
