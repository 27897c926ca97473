import { targetOf } from '../../src/gateway/event-target';
import type { CaseRecord, WebhookRecord } from '../../src/store/records';

const at = '2026-11-21T10:00:00.000Z';
const code = 'R-7K3F-92QD';
const seen = {
  ...{ connection: 'api', eventId: 'e1', recordId: code, at },
  payload: { by: 'api:crm', event: { type: 'status', status: 'closed' } },
} as unknown as WebhookRecord;

/** A store whose one case stands like this. */
const storeOf = (change: Partial<CaseRecord>) => ({
  findCase: async (asked: string) =>
    asked === code ? ({ code, connection: 'desk', ...change } as CaseRecord) : undefined,
});

test('an event of a settled case goes to whoever watches its record: the caller may have had it opened again', async () => {
  expect(await targetOf(storeOf({ state: 'settled', recordId: '1042' }), seen)).toMatchObject({
    workflowId: 'follow-up/desk/1042',
    seen: { eventId: 'e1', event: { type: 'status', status: 'closed' } },
  });
});

test.each<CaseRecord['state']>(['refused', 'withdrawn', 'settled'])(
  'an event of a case that is %s without a record is parked',
  async (state) => {
    expect(await targetOf(storeOf({ state }), seen)).toMatchObject({ park: expect.stringContaining(state) });
  },
);

test('before its delivery it waits', async () => {
  expect(await targetOf(storeOf({ state: 'delivering' }), seen)).toHaveProperty('wait');
});
