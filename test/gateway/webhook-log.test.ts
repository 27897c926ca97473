/** The delivery log over HTTP. Nothing here needs Temporal: the forwarder finds it away, and what came in waits. */
import { createHmac } from 'node:crypto';
import { createMemoryStore } from '../fakes/memory-store';
import { eventually } from '../fakes/caller';
import { senders, sent } from '../fakes/webhook-senders';
import { webhookWish } from '../../src/webhook-schemes/settings';
import type { Store } from '../../src/store/store';
import { aProblem, build, type House, send } from './house';

let house: House;
let store: Store;
const declared = (scheme: 'zendesk' | 'hubspot-v3', more: object) => ({
  system: 'webhooks-only',
  webhook: webhookWish.parse({ ...senders[scheme].check, secret: senders[scheme].secret, ...more }),
});

beforeEach(async () => {
  store = createMemoryStore();
  house = await build({
    ...{ temporalAddress: '127.0.0.1:1', withoutWorker: true, store },
    config: {
      connections: {
        crm: declared('zendesk', { record: 'ticket.id', event: 'id' }),
        shop: declared('hubspot-v3', { record: '*.objectId', event: '*.eventId' }),
      },
    },
  });
});
afterEach(() => house.stop());

type Item = Record<string, unknown>;
const list = async (query = ''): Promise<{ items: Item[]; next?: string }> => {
  const { status, body } = await send(`${house.url}/api/webhooks${query}`);
  expect(status).toBe(200);
  return body as { items: Item[]; next?: string };
};
const refusals = async (count: number): Promise<Item[]> => {
  await eventually('the log', async () => (await list('?state=refused')).items.length >= count);
  return (await list('?state=refused')).items;
};

async function post(body: string, { secret = senders.zendesk.secret, at = new Date(), came = body } = {}) {
  const { headers } = sent(senders.zendesk, body, at, secret);
  return await send(`${house.url}/webhooks/crm`, 'POST', came, headers as Record<string, string>);
}
const event = (id: string, record: number | string = 17): string =>
  JSON.stringify({ id, ticket: { id: record } });

test('refused ones are listed with the reason in plain words, and the sender hears the same whatever it was', async () => {
  const spoilt = [
    await post(event('e1'), { secret: senders.zendesk.other }),
    await post(event('e2'), { at: new Date(Date.now() - 3_600_000) }),
    await post(event('e3'), { came: `${event('e3')}\n` }),
    await send(`${house.url}/webhooks/crm`, 'POST', event('e4')),
  ];
  expect(new Set(spoilt.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(spoilt[0]).toMatchObject({ status: 401, body: aProblem });
  const found = await refusals(4);
  expect(found.map(({ why }) => why)).toEqual(['missing', 'body-reencoded', 'clock', 'wrong-key']);
  for (const one of found) {
    expect(one).toMatchObject({ state: 'refused', connection: 'crm', times: 1 });
    expect(one['reason']).toMatch(/^Its? .*\.$/);
    expect(one['fix']).toMatch(/\.$/);
    expect(one['sizeBytes']).toBeGreaterThan(20);
    expect(JSON.stringify(one)).not.toMatch(/"e[1-4]"|of this tenant|of the next one/);
  }
  expect((await list()).items).toEqual([]);
});

test('one that is genuine and makes no sense is answered 400 and listed with the place that was looked at', async () => {
  expect(await post('{"id":"e1"}')).toMatchObject({ status: 400, body: aProblem });
  expect(await refusals(1)).toMatchObject([
    { why: 'senseless', reason: expect.stringContaining('ticket.id') },
  ]);
  expect((await post(event('e2', 'a'.repeat(300)))).status).toBe(400);
});

test('of a flood all are refused, some are looked into, and none is missing in the count', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => post(event(`e${i}`), { secret: senders.zendesk.other })),
  );
  expect(answers.every(({ status }) => status === 401)).toBe(true);
  const before = await refusals(10);
  expect(before.length).toBeLessThan(30);
  await eventually('the rest', async () => {
    await post(event('last'), { secret: senders.zendesk.other });
    const counted = (await list('?state=refused')).items.reduce((sum, { times }) => sum + Number(times), 0);
    return counted >= 200;
  });
});

test('a refusal is answered although the store is away', async () => {
  house.doorStore.noteRefusal = () => Promise.reject(new Error('ECONNREFUSED'));
  expect((await post(event('e1'), { secret: senders.zendesk.other })).status).toBe(401);
  await eventually('a line in the log', async () =>
    house.logged.some((line) => line.includes('could not be written')),
  );
  expect(house.logged.join('')).not.toContain(senders.zendesk.secret);
});

test('the log is searched by connection, state, kind and ids, and paged through without a gap or a double', async () => {
  for (let i = 0; i < 25; i += 1) expect((await post(event(`evt_${i}`, 100 + i))).status).toBe(200);
  expect((await list('?text=EVT_7')).items).toMatchObject([{ eventId: 'evt_7', recordId: '107', times: 1 }]);
  expect((await list('?text=107&connection=crm&kind=record&state=waiting')).items).toHaveLength(1);
  for (const none of ['?connection=shop', '?kind=receipt', '?state=parked', '?text=%25'])
    expect((await list(none)).items).toEqual([]);
  const seen: unknown[] = [];
  let next: string | undefined;
  do {
    const page = await list(`?limit=7${next === undefined ? '' : `&before=${next}`}`);
    seen.push(...page.items.map(({ eventId }) => eventId));
    next = page.next;
  } while (next !== undefined);
  expect(seen).toHaveLength(25);
  expect(new Set(seen).size).toBe(25);
  for (const before of ['x', 'e30', Buffer.from('{"id":1}').toString('base64url')])
    expect(await send(`${house.url}/api/webhooks?before=${before}`)).toMatchObject({
      status: 404,
      body: aProblem,
    });
  expect((await send(`${house.url}/api/webhooks?colour=red`)).status).toBe(400);
});

test('an operator sends one on its way again, under their name', async () => {
  await post(event('evt/1 ä'));
  const way = `${house.url}/api/webhooks/crm/${encodeURIComponent('evt/1 ä')}/replay`;
  expect(await send(way, 'POST', { by: 'ana' })).toMatchObject({ status: 409, body: aProblem });
  for (const state of ['parked', 'handed-over'] as const) {
    await store.settleWebhook('crm', 'evt/1 ä', { state, tries: 3, note: 'nobody watched' });
    expect(await send(way, 'POST', { by: 'ana' })).toMatchObject({
      status: 200,
      body: { result: expect.stringContaining('waits') },
    });
    expect((await list()).items).toMatchObject([{ state: 'waiting', tries: 3 }]);
  }
  expect((await store.listAudit('webhook/crm/evt/1 ä')).map(({ who }) => who)).toContain('operator:ana');
  expect(await send(`${house.url}/api/webhooks/crm/none/replay`, 'POST', {})).toMatchObject({
    status: 404,
    body: aProblem,
  });
  expect((await send(way, 'POST', { by: 'ana', more: 1 })).status).toBe(400);
});

test('one request of several events is answered 2xx only when all of them are written down', async () => {
  const from = { ...senders['hubspot-v3'] };
  const body = JSON.stringify([1, 2, 3].map((id) => ({ eventId: id, objectId: 70 + id })));
  const request = sent(from, body, new Date());
  const { takeWebhook } = house.doorStore;
  house.doorStore.takeWebhook = async (arrival) => {
    if (arrival.eventId === '3') throw new Error('ECONNREFUSED');
    return await takeWebhook(arrival);
  };
  const headers = request.headers as Record<string, string>;
  // The sender signed /webhooks/crm, which is where our own settings make it come in.
  const address = `${house.url}${request.target.replace('crm', 'shop')}`;
  expect((await send(address, 'POST', body, headers)).status).toBe(401);
  const own = sent({ ...from, send: atShop }, body, new Date());
  const again = async () =>
    await send(`${house.url}${own.target}`, 'POST', body, own.headers as Record<string, string>);
  expect((await again()).status).toBe(503);
  house.doorStore.takeWebhook = takeWebhook;
  expect(await again()).toMatchObject({ status: 200, body: { result: 'new' } });
  expect((await list('?connection=shop')).items).toHaveLength(3);
  expect(await again()).toMatchObject({ status: 200, body: { result: 'doubled' } });
});

function atShop(secret: string, body: string, at: Date) {
  const target = '/webhooks/shop';
  const signed = `POST${senders['hubspot-v3'].check.url}${target}${body}${at.getTime()}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64');
  return {
    target,
    headers: { 'x-hubspot-request-timestamp': `${at.getTime()}`, 'x-hubspot-signature-v3': signature },
  };
}
