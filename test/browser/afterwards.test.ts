/** What an operator sees of the days after a call: whom the caller was told by, what they answered, and what became of it. */
import type { Browser } from 'playwright-core';
import { addressKey } from '../../src/address-key';
import { ours, startWrittenOffice, type WrittenOffice } from '../fakes/written-office';
import { buildConsole } from './built-console';
import { inBrowser, openChromium } from './chromium';
import { DevPhonePage } from './dev-phone';

const desk = 'town-hall-desk';

inBrowser('afterwards, in the console', () => {
  let built: Awaited<ReturnType<typeof buildConsole>>;
  let office: WrittenOffice;
  let browser: Browser;
  let phone: DevPhonePage;

  beforeAll(async () => {
    built = await buildConsole();
    office = await startWrittenOffice({
      ...{ ladder: ['whatsapp', 'sms'], errands: ['street_light', 'reopen_ticket'] },
      reach: { prices: { currency: 'EUR', sms: { ES: 0.07 } } },
      consoleFolder: built.folder,
    });
    browser = await openChromium();
    phone = await DevPhonePage.open(browser, office.system.url);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await office?.stop();
    await built?.remove();
  }, 60_000);

  test('the office closes a ticket, WhatsApp fails, an SMS arrives, the caller answers 1, and it is open again', async () => {
    const { page } = phone;
    const from = '+34600000401';
    await phone.call('town-hall', from);
    await phone.reportStreetLight('calle del Acebo 41');
    expect(await phone.say('sí')).toMatch(/\d{4,}/);
    const code = await page.locator('.transcript .delivery a').innerText();
    await page.getByRole('button', { name: 'End call' }).click();
    // We take WhatsApp's session for open; the carrier knows better and says so once it has taken the message.
    const { installation, config } = office.system;
    await installation.store.reach.heard(
      addressKey(config.secret, from),
      'whatsapp',
      new Date().toISOString(),
    );

    const ticket = (await phone.ticketsAt(desk, 'Acebo 41')).first();
    await ticket.getByLabel(/Comment or closing reason/).fill('Farola reparada');
    await ticket.getByRole('button', { name: 'Close' }).click();
    await ticket.getByRole('button', { name: 'Reopen' }).waitFor();
    expect(await office.got(from, /Responda 1/)).toContain(code);

    await ticket.getByRole('link', { name: code }).click();
    const told = page.getByRole('region', { name: 'Who was told' }).locator('.records > li');
    await told.filter({ hasText: 'SMS' }).getByText('delivered', { exact: true }).waitFor();
    expect(await told.allInnerTexts()).toMatchObject([
      expect.stringMatching(/WhatsApp[^]*failed/),
      expect.stringMatching(/SMS[^]*delivered[^]*about 0[.]07 EUR/),
    ]);
    expect(await page.locator('main').innerText()).not.toContain(from);
    await page.getByText('settled', { exact: true }).locator('visible=true').first().waitFor();

    await office.carrier.messages.say(from, ours, '1');
    await office.got(from, /reabrir|reabiert/);
    const again = (await phone.ticketsAt(desk, 'Acebo 41')).first();
    await again.getByRole('button', { name: 'Close' }).waitFor();
    await phone.goTo('Webhooks');
    await page.getByText('handed over').first().waitFor();
    expect(phone.faults).toEqual([]);
  }, 120_000);
});
