/** A person at the dev phone, in a browser. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

/** What the caller answers to each question of the town hall about a street light; the first that fits. */
const replies: [question: RegExp, reply: (street: string) => string][] = [
  [/en qué calle/i, (street) => `en la ${street}`],
  [/placa/i, () => 'no lo sé'],
  [/brigada/i, () => 'no, nada más'],
  [/nombre/i, () => 'me llamo Ana Ruiz'],
  [/teléfono/i, () => 'en este mismo número'],
];

/** The console in a tab of its own, as a person uses it. */
export class DevPhonePage {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
    /** What went wrong inside the page. */
    readonly faults: string[],
  ) {}

  /** Opens the console with nothing remembered. */
  static async open(browser: Browser, url: string): Promise<DevPhonePage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const phone = new DevPhonePage(context, page, url, faults);
    await page.goto(url);
    return phone;
  }

  get words(): Locator {
    return this.page.getByLabel('Your words');
  }

  /** Finished sentences of the assistant, oldest first. */
  get answers(): Locator {
    return this.page.locator('.transcript .words.assistant[aria-busy="false"] p');
  }

  get messages(): Locator {
    return this.page.getByRole('region', { name: 'Inbox' }).getByRole('listitem');
  }

  /** Begins a call from a number and waits for the greeting. */
  async call(assistant: string, number: string): Promise<void> {
    await this.page.getByLabel('Assistant').selectOption(assistant);
    await this.page.getByLabel('Your number').fill(number);
    await this.page.getByRole('button', { name: 'Start call' }).click();
    await this.answers.first().waitFor();
  }

  /** Types a turn and waits for its whole answer. */
  async say(text: string): Promise<string> {
    const before = await this.answers.count();
    await this.words.fill(text);
    await this.words.press('Enter');
    await this.answers.nth(before).waitFor();
    return await this.answers.nth(before).innerText();
  }

  /** Reports a street light and answers what is asked, up to the read-back, which is returned. */
  async reportStreetLight(street: string): Promise<string> {
    return await this.answerUntilReadBack(await this.say('hay una farola apagada'), street);
  }

  /** Answers this question and those after it, until the street is read back. */
  async answerUntilReadBack(question: string, street: string): Promise<string> {
    let heard = question;
    for (let turns = 0; turns < 8; turns += 1) {
      const reply = replies.find(([asked]) => asked.test(heard))?.[1];
      if (!reply) throw new Error(`The assistant asked what nobody expected: ${heard}`);
      heard = await this.say(reply(street));
      if (heard.toLowerCase().includes(street.toLowerCase())) return heard;
    }
    throw new Error(`Nothing was read back; the last words were: ${heard}`);
  }

  /** Turns a desk's outage switch under Systems. */
  async turn(system: string, mood: 'Well' | 'Down' | 'Slow' | 'Mute'): Promise<void> {
    await this.goTo('Systems');
    const button = this.page.getByRole('article', { name: system }).getByRole('button', { name: mood });
    await button.click();
    await button.and(this.page.locator('[aria-pressed="true"]')).waitFor();
  }

  async goTo(view: 'Phone' | 'Systems' | 'Calls' | 'Cases' | 'Webhooks'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: view }).click();
  }

  /** The tickets at a desk that name this place. */
  async ticketsAt(system: string, place: string): Promise<Locator> {
    await this.goTo('Systems');
    await this.page.getByRole('link', { name: `Open the desk of ${system}` }).click();
    return this.page.locator('.ticket').filter({ hasText: place });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
