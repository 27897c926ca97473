/** Streams that are broken or hostile, one kind after the other and several at a time, until it is ended; tells by IPC what it sent. */
import { setPriority } from 'node:os';
import { z } from 'zod';
import { findStream, fuzz, fuzzNames } from '../../src/phone/fuzz';
import { account } from './home';

const { BENCH_ATTACKED: voiceUrl } = z.object({ BENCH_ATTACKED: z.url() }).parse(process.env);

const atOnce = 5;
const forMs = 2_000;
/** Attackers have a machine of their own: here they take only what the others leave. */
const leastPriority = 19;

const told = { attacks: 0, frames: 0, closed: 0, failed: 0 };
setPriority(leastPriority);
process.send?.('ready');
setInterval(() => process.send?.(told), 250).unref();

let next = 0;
async function attackOn(attacker: number): Promise<never> {
  for (;;) {
    const name = fuzzNames[next++ % fuzzNames.length] ?? 'flood';
    try {
      const from = `+3460099${`${(next * atOnce + attacker) % 10_000}`.padStart(4, '0')}`;
      const { TWILIO_AUTH_TOKEN: authToken, TWILIO_ACCOUNT_SID: accountSid } = account;
      const target = await findStream(voiceUrl, { authToken, accountSid, from });
      const { sent, closedWith } = await fuzz(name, target, { forMs });
      told.frames += sent;
      if (closedWith !== undefined) told.closed += 1;
    } catch {
      told.failed += 1;
    }
    told.attacks += 1;
  }
}

for (let attacker = 0; attacker < atOnce; attacker += 1) void attackOn(attacker);
