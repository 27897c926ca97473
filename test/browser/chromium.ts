/** The browser that console tests drive: one that is installed already; none is downloaded. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => folder !== '')
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path));
if (executablePath === undefined)
  console.warn('The console is not tested: no chromium is on the PATH (apt-get install chromium).');

/** Describes what is tried in a browser; skipped where none is installed, which is said. */
export const inBrowser = executablePath === undefined ? describe.skip : describe;

/** Starts it without a window. */
export const openChromium = async (): Promise<Browser> =>
  await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: flags });
