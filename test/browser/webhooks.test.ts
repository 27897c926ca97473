/** The delivery log in the console. Temporal is away, so that what came in waits. */
import type { Browser, Page } from 'playwright-core';
import type { Store } from '../../src/store/store';
import { webhookWish } from '../../src/webhook-schemes/settings';
import { createMemoryStore } from '../fakes/memory-store';
import { senders, sent } from '../fakes/webhook-senders';
import { build, type House, send } from '../gateway/house';
import { buildConsole } from './built-console';
import { inBrowser, openChromium } from './chromium';
import { DevPhonePage } from './dev-phone';

const from = senders.zendesk;

inBrowser('the log of webhooks', () => {
  let built: Awaited<ReturnType<typeof buildConsole>>;
  let house: House;
  let store: Store;
  let browser: Browser;
  let phone: DevPhonePage;
  let page: Page;

  beforeAll(async () => {
    built = await buildConsole();
    store = createMemoryStore();
    const webhook = webhookWish.parse({
      scheme: 'zendesk',
      secret: from.secret,
      record: 'id',
      event: 'event',
    });
    house = await build({
      ...{ temporalAddress: '127.0.0.1:1', withoutWorker: true, store, consoleFolder: built.folder },
      config: { connections: { crm: { system: 'webhooks-only', webhook } } },
    });
    browser = await openChromium();
    phone = await DevPhonePage.open(browser, house.url);
    ({ page } = phone);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
    await built?.remove();
  }, 60_000);

  const post = async (event: string, secret = from.secret): Promise<number> => {
    const body = JSON.stringify({ id: 17, event });
    const headers = sent(from, body, new Date(), secret).headers as Record<string, string>;
    return (await send(`${house.url}/webhooks/crm`, 'POST', body, headers)).status;
  };

  test('an operator reads why one was refused, finds one by its id, and hands it over again', async () => {
    expect(await post('evt_1', from.other)).toBe(401);
    for (const event of ['evt_2', 'evt_2', 'evt_3']) expect(await post(event)).toBe(200);
    await store.settleWebhook('crm', 'evt_2', { state: 'parked', tries: 3, note: 'nobody watched it' });
    await phone.goTo('Webhooks');
    await page.getByText('evt_3').waitFor();
    await page.getByText('2 times, counted once').waitFor();

    await page.getByRole('button', { name: 'Refused' }).click();
    await page.getByText('It was signed with another secret').waitFor();
    await page.getByText('Copy the secret from the sender once more').waitFor();
    expect(await page.getByText('evt_3').count()).toBe(0);

    await page.getByRole('button', { name: 'Taken', exact: true }).click();
    await page.getByLabel('Id of event or record').fill('EVT_2');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('nobody watched it').waitFor();
    expect(await page.getByText('evt_3').count()).toBe(0);
    await page.getByRole('button', { name: /^Hand over again/ }).click();
    await page.getByText('waiting', { exact: true }).waitFor();
    expect((await store.listAudit('webhook/crm/evt_2')).map(({ who }) => who)).toEqual(['operator:operator']);
    expect(phone.faults).toEqual([]);
  });
});
