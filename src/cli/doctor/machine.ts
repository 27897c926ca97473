/** The data folder, the disk, the ports, the clock, the browser. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../errors';
import { neededMegabytes, requireHome } from '../disk';
import { portFault, portFix, portsOf, type PortUse, sharedPort, whyNotFree } from '../ports';
import { runningProcesses } from '../run-record';
import { findOnPath } from '../../search-path';
import { type Check, fault, ok, type Patient, warn } from './check';

/** Looks at what Recado needs of this machine. */
export async function checkMachine(patient: Patient): Promise<Check[]> {
  return [...checkHome(patient), ...(await checkPorts(patient)), checkClock(patient), checkBrowser(patient)];
}

const comfortableMegabytes = 1000;

function checkHome({ home, freeMegabytes }: Patient): Check[] {
  if (!existsSync(home)) {
    const free = freeMegabytes(nearestFolder(home));
    const state = free < neededMegabytes ? fault : ok;
    return [
      state('data folder', `${home} will be made at the first start; ${free} MB free`, 'Free some space.'),
    ];
  }
  try {
    requireHome(home, freeMegabytes);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [fault('data folder', error.message, error.fix)];
  }
  const free = freeMegabytes(home);
  if (free >= comfortableMegabytes) return [ok('data folder', `${home}; ${free} MB free`)];
  return [
    warn(
      'data folder',
      `${home}; only ${free} MB free`,
      'Free some space, or set RECADO_HOME to another disk.',
    ),
  ];
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

async function checkPorts({ config, home }: Patient): Promise<Check[]> {
  if (!config) return [];
  const uses = portsOf(config);
  const shared = sharedPort(uses);
  if (shared) {
    const [one, other] = shared;
    return [
      fault('ports', `${one.variable} and ${other.variable} are both ${one.port}`, 'Give each its own port.'),
    ];
  }
  const ours = runningProcesses(home);
  return Promise.all(uses.map((use) => checkPort(use, ours[use.owner]?.pid)));
}

async function checkPort(use: PortUse, ourPid: number | undefined): Promise<Check> {
  const name = `port ${use.port}`;
  const reason = await whyNotFree(use);
  if (!reason) {
    if (ourPid === undefined) return ok(name, `free for ${use.what}`);
    return fault(
      name,
      `${use.what} runs (process ${ourPid}) but does not listen there`,
      'Look into its log in the data folder; start Recado with the same RECADO_*_PORT variables that you give doctor.',
    );
  }
  if (reason === 'EADDRINUSE' && ourPid !== undefined)
    return ok(name, `${use.what} of ours, process ${ourPid}`);
  return fault(name, portFault(use, reason), portFix(use, reason));
}

/** No release of Recado is older than this, so a clock that shows an earlier day is wrong. */
const firstRelease = Date.UTC(2026, 10, 1);

function checkClock({ now }: Patient): Check {
  const shown = new Date(now()).toISOString();
  if (now() < firstRelease || now() > firstRelease + 20 * 365 * 24 * 3600_000) {
    return fault(
      'clock',
      `the clock shows ${shown}`,
      'Set the clock (timedatectl set-ntp true): dates told to callers come from it.',
    );
  }
  return ok('clock', shown);
}

function checkBrowser({ env }: Patient): Check {
  const path = findOnPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], env);
  return ok('browser', path ?? 'no chromium here; only the browser test needs one');
}
