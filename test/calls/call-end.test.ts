import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, dial, Refused } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** What became of a turn: answered, or the refusal's status. */
const fateOf = async (turn: Promise<unknown>): Promise<string | number> => {
  try {
    await turn;
    return 'answered';
  } catch (error) {
    return error instanceof Refused ? error.status : String(error);
  }
};

test('turns that cross the end of a call are answered or told that it is over; none hangs and the call ends', async () => {
  const late = async (caller: Caller, afterMs: number): Promise<unknown> => {
    await sleep(afterMs);
    return await caller.say('hello');
  };
  for (let round = 0; round < 12; round += 1) {
    const caller = await dial(system.url, 'help-desk', '+353861234570');
    const turns = [
      caller.say('goodbye'),
      caller.say('hello'),
      late(caller, round * 6),
      late(caller, round * 12),
    ];
    for (const fate of await Promise.all(turns.map(fateOf))) expect(['answered', 409]).toContain(fate);
    await expect(system.temporal.workflow.getHandle(caller.workflowId).result()).resolves.toBeDefined();
  }
}, 60_000);
