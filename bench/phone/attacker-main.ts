/** The attacker's process: tells what came of its attacks whenever it comes to rest. Started by `attacker.ts`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { findStream, fuzz, type FuzzName, fuzzNames } from '../../src/phone/fuzz';
import type { Attacked } from './attacker';
import { account } from './home';
import { assistantId } from './talk';

const restMs = 250;
const outcomes = new Map<FuzzName, Attacked>();
let isOn = false;

async function attackOnce(name: FuzzName, at: number): Promise<void> {
  const outcome = outcomes.get(name) ?? { name, times: 0, sent: 0, closed: 0 };
  outcomes.set(name, outcome);
  const target = await findStream(`${process.env['BENCH_GATEWAY_URL']}/twilio/voice/${assistantId}`, {
    authToken: account.TWILIO_AUTH_TOKEN,
    accountSid: account.TWILIO_ACCOUNT_SID,
    from: `+3469${1_000_000 + at}`,
  });
  const { sent, closedWith } = await fuzz(name, target);
  outcome.times += 1;
  outcome.sent += sent;
  if (closedWith !== undefined) outcome.closed += 1;
}

async function main(): Promise<void> {
  process.on('message', (word: 'begin' | 'rest') => void (isOn = word === 'begin'));
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
  let wasOn = false;
  for (let at = 0; ;) {
    const name = fuzzNames[at % fuzzNames.length];
    if (isOn && name) {
      await attackOnce(name, at).catch((error: unknown) => console.error(name, error));
      at += 1;
    } else if (wasOn) process.send?.({ outcomes: [...outcomes.values()] });
    wasOn = isOn;
    await sleep(restMs);
  }
}

void main();
