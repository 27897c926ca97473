/** GreenMail in a process of its own: a real mail server, whose mailboxes are read over IMAP. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/cli/free-port';
import { cacheFolder } from '../../src/cli/temporal-cache';

const jar = process.env['GREENMAIL_JAR'] ?? join(cacheFolder(), 'greenmail-standalone-2.1.3.jar');

/** Why it cannot be run here; undefined where it can. */
export function greenMailIsMissing(): string | undefined {
  if (!existsSync(jar)) return 'GreenMail is not installed (sh scripts/install-greenmail.sh)';
  if (spawnSync('java', ['-version']).error) return 'there is no java';
  return undefined;
}

/** A server that runs. */
export interface GreenMail {
  smtpPort: number;
  /** TLS from the first byte, with a certificate that nobody vouches for. */
  smtpsPort: number;
  imapPort: number;
  stop(): Promise<void>;
}

const startWithinMs = 60_000;

/** Starts it on free ports of loopback. @param users - `name:password@domain` */
export async function startGreenMail(users: string[]): Promise<GreenMail> {
  const [smtpPort, smtpsPort, imapPort] = [await freePort(), await freePort(), await freePort()];
  const settings = {
    ...{ 'smtp.port': smtpPort, 'smtps.port': smtpsPort, 'imap.port': imapPort },
    ...{ 'smtp.hostname': '127.0.0.1', 'smtps.hostname': '127.0.0.1', 'imap.hostname': '127.0.0.1' },
    ...{ users: users.join(','), 'users.login': 'local_part' },
  };
  const properties = Object.entries(settings).map(([name, value]) => `-Dgreenmail.${name}=${value}`);
  const child = spawn('java', ['-Xmx128m', ...properties, '-jar', jar], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const port of [smtpPort, smtpsPort, imapPort]) await untilOpen(port, child);
  return {
    ...{ smtpPort, smtpsPort, imapPort },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilOpen(port: number, child: ChildProcess): Promise<void> {
  for (
    const end = Date.now() + startWithinMs;
    Date.now() < end && child.exitCode === null;
    await sleep(100)
  ) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
  }
  throw new Error(`GreenMail did not open port ${port}`);
}
