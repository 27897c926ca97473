/** What operators see and do in the console, over a gateway with stand-in workflows behind it. */
import type { Browser, Page } from 'playwright-core';
import { mintCode } from '../../src/domain/code';
import type { CaseRecord } from '../../src/store/records';
import { circuitWorkflowId } from '../../workflows/ids';
import type { CircuitState } from '../../workflows/messages';
import { draftOf } from '../connectors/contract';
import { build, type House, webhookSecret } from '../gateway/house';
import { buildConsole } from './built-console';
import { inBrowser, openChromium } from './chromium';
import { DevPhonePage } from './dev-phone';

const at = '2026-11-21T10:00:00.000Z';
const away = 'away-desk';

inBrowser('operators at the console', () => {
  let built: Awaited<ReturnType<typeof buildConsole>>;
  let house: House;
  let browser: Browser;
  let phone: DevPhonePage;
  let page: Page;

  beforeAll(async () => {
    built = await buildConsole();
    const desk = { system: 'sandbox-desk', token: 'x', webhookSecret, url: 'http://127.0.0.1:1/desks/it' };
    house = await build({
      consoleFolder: built.folder,
      config: { connections: { [away]: desk, register: { system: 'register' } } },
    });
    browser = await openChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
    await built?.remove();
  }, 60_000);
  beforeEach(async () => {
    phone = await DevPhonePage.open(browser, house.url);
    ({ page } = phone);
  });
  afterEach(async () => {
    const { faults } = phone;
    await phone.close();
    expect(faults).toEqual([]);
  });

  async function aCase(more: Partial<CaseRecord>, what = 'try 3'): Promise<string> {
    const code = mintCode(Math.random);
    const record: CaseRecord = {
      ...{ code, tenant: 't', channel: 'dev', assistant: 'town-hall', language: 'es', callId: 'c1' },
      ...{ workflowId: `delivery/${code}`, connection: away, verb: 'createTicket' },
      ...{ title: 'avisar de una farola apagada', state: 'parked', attempts: 3, flagged: false },
      ...{ createdAt: at, updatedAt: at, version: 1 },
      ...more,
    };
    const entry = { subject: `case/${code}`, number: 1, at, who: 'system', what, detail: '' };
    await house.store.saveCase(record, [entry]);
    return code;
  }

  test('a system that is away tells since when, who waits, why and when it is looked at, and may be looked at now', async () => {
    const circuit: CircuitState = {
      ...{ connection: away, state: 'open', since: at, waiting: 12, underWay: 0, failures: 9, drained: 3 },
      ...{ lastError: 'The desk answers 503.', nextLookAt: at, oldestSince: at },
    };
    const { taskQueue } = house.config;
    const workflowId = circuitWorkflowId(taskQueue, away);
    await house.temporal.workflow.start('keepCircuit', { workflowId, taskQueue, args: [circuit] });
    await phone.goTo('Systems');
    const panel = page.getByRole('region', { name: `Circuit of ${away}` });
    await panel.getByText('away', { exact: true }).waitFor();
    for (const words of ['12 deliveries', 'The desk answers 503.', 'Nothing is sent.'])
      await panel.getByText(words).waitFor();
    for (const fact of ['Since', 'The oldest', 'Next look'])
      await panel.getByText(fact, { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Look now' }).click();
    await panel.getByText('look 1, for operator').waitFor();
    await page.getByRole('article', { name: away }).getByText('tried again by itself').waitFor();
    expect(await page.getByRole('region', { name: 'Circuit of register' }).count()).toBe(0);
  });

  test('possible doubles are marked in the list, can be shown alone, and stand out on the trail', async () => {
    const double = await aCase({ flagged: true }, 'possible double');
    const other = await aCase({});
    await phone.goTo('Cases');
    const listed = (code: string) => page.locator('.records > li').filter({ hasText: code });
    await listed(double).getByText('possible double').waitFor();
    await listed(other).waitFor();
    await page.getByRole('button', { name: 'Possible doubles' }).click();
    await listed(other).waitFor({ state: 'detached' });
    await listed(double).getByRole('link', { name: double, exact: true }).click();
    await page.locator('.timeline .alarming').getByText('Possible double').waitFor();
    await page.getByText('This may have been done twice').waitFor();
  });

  test('a parked case tells owner, reason, next step and deadline', async () => {
    const code = await aCase({
      ...{ owner: 'luz', parkedFor: 'The desk rejects the category.', nextStep: 'luz decides.' },
      ...{ deadline: at, lastError: '422 (rejected)' },
    });
    await page.goto(`${house.url}/#/cases/${code}`);
    const facts = page.locator('.card .facts').first();
    for (const [name, value] of [
      ['Owner', 'luz'],
      ['Parked for', 'The desk rejects the category.'],
      ['Next step', 'luz decides.'],
    ] as const)
      await facts.locator('div', { hasText: name }).getByText(value).first().waitFor();
    const deadline = facts.locator('div', { hasText: 'Deadline' }).locator('time');
    expect(await deadline.getAttribute('datetime')).toBe(at);
  });

  test('the office of the register reads a ticket and closes it', async () => {
    const { id } = await house.store.register.file('register', draftOf(), mintCode(Math.random));
    await phone.goTo('Systems');
    await page.getByRole('link', { name: 'Open the desk of register' }).click();
    const ticket = page.locator('.ticket').filter({ hasText: id });
    await ticket.getByLabel(/Comment or closing reason/).fill('Arreglada');
    await ticket.getByRole('button', { name: 'Close' }).click();
    await ticket.getByRole('button', { name: 'Reopen' }).waitFor();
    expect((await house.store.register.find('register', id))?.comments).toMatchObject([
      { author: 'office', text: 'Arreglada' },
    ]);
  });

  test('nothing of it is wider than a phone of 360 pixels', async () => {
    const code = await aCase(
      { flagged: true, parkedFor: 'x', deadline: at, owner: 'luz' },
      'possible double',
    );
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of ['systems', 'cases', `cases/${code}`, 'systems/register']) {
      await page.goto(`${house.url}/#/${address}`);
      await page.locator('.card:visible').first().waitFor();
      const width = await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
      expect(width).toBeLessThanOrEqual(360);
    }
  });
});
