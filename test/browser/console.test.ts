import type { Browser, WebSocketRoute } from 'playwright-core';
import { eventually } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';
import { buildConsole } from './built-console';
import { inBrowser, openChromium } from './chromium';
import { DevPhonePage } from './dev-phone';

const desk = 'town-hall-desk';
const code = /R-[0-9A-Z]{4}-[0-9A-Z]{4}/;

inBrowser('the console in a browser', () => {
  let built: Awaited<ReturnType<typeof buildConsole>>;
  let system: System;
  let browser: Browser;
  let phone: DevPhonePage;

  beforeAll(async () => {
    built = await buildConsole();
    system = await startSystem({ consoleFolder: built.folder });
    browser = await openChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    await built?.remove();
  }, 60_000);
  beforeEach(async () => {
    phone = await DevPhonePage.open(browser, system.url);
  });
  afterEach(async () => {
    const { faults } = phone;
    await phone.close();
    expect(faults).toEqual([]);
  });

  test('a street light is reported by typing, and its number is told', async () => {
    await phone.call('town-hall', '+34600000011');
    const readBack = await phone.reportStreetLight('calle Mayor 12');
    expect(readBack).toContain('Ana Ruiz');

    const done = await phone.say('sí');
    const number = /\d{4,}/.exec(done)?.[0] ?? 'no number was told';
    const progress = phone.page.getByRole('region', { name: 'Set going in this call' });
    await progress.getByText(`number ${number}`).waitFor();
    await progress.getByText('delivered', { exact: true }).waitFor();

    const tickets = await phone.ticketsAt(desk, 'Mayor');
    await tickets.first().waitFor();
    expect(await tickets.first().getByRole('heading').innerText()).toContain(number);
  });

  test('with the desk down the caller gets code and promise, and one ticket and a message when it is back', async () => {
    await phone.turn(desk, 'Down');
    await phone.goTo('Phone');
    await phone.call('town-hall', '+34600000012');
    await phone.reportStreetLight('calle del Sol 7');
    const promise = await phone.say('sí');
    expect(promise).not.toMatch(/\b\d{4,}\b/);
    const link = phone.page.locator('.transcript .delivery a');
    expect(await link.innerText()).toMatch(code);
    await phone.page.locator('.transcript .delivery').getByText('being delivered').waitFor();
    await phone.page.getByRole('button', { name: 'End call' }).click();
    await phone.page.getByText('The call is over.').waitFor();
    expect(await phone.messages.count()).toBe(0);

    await phone.turn(desk, 'Well');
    await phone.goTo('Phone');
    const message = phone.messages.first();
    await message.waitFor({ timeout: 40_000 });
    expect(await message.innerText()).toContain(await link.innerText());
    await phone.page.locator('.transcript .delivery').getByText('delivered', { exact: true }).waitFor();

    const tickets = await phone.ticketsAt(desk, 'Sol');
    await tickets.first().waitFor();
    expect(await tickets.count()).toBe(1);
  }, 120_000);

  test('the caller reads in the inbox that the office closed the ticket, and why', async () => {
    await phone.call('town-hall', '+34600000013');
    await phone.reportStreetLight('calle Luna 3');
    expect(await phone.say('sí')).toMatch(/\d{4,}/);
    const ticket = (await phone.ticketsAt(desk, 'Luna')).first();
    await ticket.getByLabel(/Comment or closing reason/).fill('Farola reparada');
    await ticket.getByRole('button', { name: 'Close' }).click();
    await ticket.getByRole('button', { name: 'Reopen' }).waitFor();

    await phone.goTo('Phone');
    const message = phone.messages.filter({ hasText: 'Farola reparada' });
    await message.waitFor({ timeout: 30_000 });
    await phone.goTo('Webhooks');
    await phone.page.getByText('handed over').first().waitFor();
  }, 90_000);

  test('a turn whose connection is lost is said again under its own id, and is done once', async () => {
    const turns: string[] = [];
    let cuts = 0;
    await phone.page.routeWebSocket(/\/socket$/, (route: WebSocketRoute) => {
      const server = route.connectToServer();
      route.onMessage((frame) => {
        const { turnId, text } = JSON.parse(String(frame)) as { turnId: string; text: string };
        if (text === 'sí') turns.push(turnId);
        server.send(frame);
        if (text !== 'sí' || cuts > 0) return;
        cuts += 1;
        void route.close();
      });
      server.onMessage((frame) => route.send(frame));
    });
    await phone.call('town-hall', '+34600000014');
    await phone.reportStreetLight('calle Estrella 9');
    const done = await phone.say('sí');
    expect(done).toMatch(/\d{4,}/);
    expect(cuts).toBe(1);
    expect(turns).toHaveLength(2);
    expect(new Set(turns).size).toBe(1);

    const tickets = await phone.ticketsAt(desk, 'Estrella');
    await tickets.first().waitFor();
    expect(await tickets.count()).toBe(1);
  }, 90_000);

  test('a reload of the page goes on with the same call', async () => {
    await phone.call('town-hall', '+34600000015');
    const question = await phone.say('hay una farola apagada');
    await phone.page.reload();
    await phone.page.getByText('Connected').waitFor();
    await phone.answers.filter({ hasText: question }).first().waitFor();
    expect(await phone.answerUntilReadBack(question, 'calle Norte 5')).toContain('Ana Ruiz');
  });

  test('the phone, the switch and the desk are worked with the keyboard alone', async () => {
    const { page } = phone;
    const press = async (key: string, until: string) => {
      for (let nth = 0; nth < 40; nth += 1) {
        await page.keyboard.press(key);
        if (await page.locator(`:focus:is(${until})`).count()) return;
      }
      throw new Error(`${key} did not reach ${until}`);
    };
    await page.getByRole('button', { name: 'Start call' }).waitFor();
    await press('Tab', 'a.skip');
    await page.keyboard.press('Enter');
    await press('Tab', '.setup .primary');
    await page.keyboard.press('Enter');
    await phone.answers.first().waitFor();
    // The field has the focus already.
    await page.keyboard.type('hay una farola apagada');
    await page.keyboard.press('Enter');
    await phone.answers.nth(1).waitFor();

    await press('Shift+Tab', '.call-head button');
    await page.keyboard.press('Enter');
    await page.getByText('The call is over.').waitFor();
    await press('Tab', '.over button');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Start call' }).waitFor();

    await press('Shift+Tab', 'nav a[href="#/systems"]');
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Systems' }).waitFor();
    await press('Tab', `[aria-label="Outage switch of ${desk}"] .slow`);
    await page.keyboard.press('Space');
    await page.locator(`[aria-label="Outage switch of ${desk}"] .slow[aria-pressed="true"]`).waitFor();
    await press('Shift+Tab', `[aria-label="Outage switch of ${desk}"] .well`);
    await page.keyboard.press('Enter');
    await eventually('the desk to be well again', async () =>
      page.locator(`[aria-label="Outage switch of ${desk}"] .well[aria-pressed="true"]`).isVisible(),
    );
  });

  test('nothing is wider than a phone of 360 pixels', async () => {
    await phone.page.setViewportSize({ width: 360, height: 740 });
    await phone.call('town-hall', '+34600000016');
    await phone.reportStreetLight('calle Sur 2');
    await phone.say('sí');
    const width = async () => await phone.page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
    expect(await width()).toBeLessThanOrEqual(360);
    for (const view of ['Systems', 'Calls', 'Cases', 'Webhooks'] as const) {
      await phone.goTo(view);
      await phone.page.locator('.card:visible').first().waitFor();
      expect(await width()).toBeLessThanOrEqual(360);
      if (view !== 'Cases') continue;
      await phone.page.locator('.records h2 a').first().click();
      await phone.page.getByRole('heading', { name: 'What happened' }).waitFor();
      expect(await width()).toBeLessThanOrEqual(360);
    }
  });

  test('what is away is said in a banner, and the banner goes when it is back', async () => {
    await phone.page.getByRole('button', { name: 'Start call' }).waitFor();
    await phone.page.route('**/api/status', (route) => route.abort());
    await phone.page.getByRole('alert').getByText('Recado does not answer').waitFor();
    await phone.page.unroute('**/api/status');
    await phone.page.getByRole('alert').waitFor({ state: 'detached' });
  });
});
