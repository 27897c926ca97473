/** Waiting until nothing is owed any more, and gathering what the installation itself says of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { type z } from 'zod';
import { caseDetail, listed, messageView } from '../gateway/shapes';
import type { JudgedCase, JudgedMessage } from './judge';

/** Workflows that owe something; a follow-up only watches. */
const owing = ['takeCall', 'takeIn', 'deliver', 'reachOut', 'keepCircuit'];

/** What is still owed, by type: workflows that run, without deliveries that wait for people. */
async function owed(client: Client): Promise<Record<string, number>> {
  const running = `ExecutionStatus = 'Running'`;
  const counts = await Promise.all(
    owing.map(async (type) => {
      const parked = type === 'deliver' ? ` AND State != 'parked'` : '';
      const { count } = await client.workflow.count(`WorkflowType = '${type}' AND ${running}${parked}`);
      return [type, count] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Waits until nothing is owed; false when that takes longer than `forMs`. */
export async function settled(
  client: Client,
  forMs: number,
  onProgress: (line: string) => void,
): Promise<boolean> {
  const until = Date.now() + forMs;
  let told = Date.now();
  let quiet = 0;
  while (Date.now() < until) {
    const open = await owed(client).catch(() => undefined);
    // Twice, since a list of workflows is a moment behind.
    quiet = open && Object.keys(open).length === 0 ? quiet + 1 : 0;
    if (quiet >= 3) return true;
    if (Date.now() - told > 10_000) {
      told = Date.now();
      onProgress(`Still owed: ${open ? wordsOf(open) : 'Temporal cannot say'}.`);
    }
    await sleep(400);
  }
  return false;
}

const wordsOf = (open: Record<string, number>): string =>
  Object.entries(open)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');

/** A case with what a drill asks of it. */
export interface SettledCase extends JudgedCase {
  /** ISO instants of the yes and of the receipt. */
  createdAt: string;
  deliveredAt?: string;
}

/** Every case of these codes, once the store has caught up; one that never comes is absent. */
export async function casesOf(url: string, codes: readonly string[]): Promise<SettledCase[]> {
  const found: SettledCase[] = [];
  for (let index = 0; index < codes.length; index += 16) {
    const some = await Promise.all(codes.slice(index, index + 16).map((code) => caseOf(url, code)));
    found.push(...some.filter((one) => one !== undefined));
  }
  return found;
}

const over = new Set(['delivered', 'settled', 'refused', 'withdrawn', 'parked']);

async function caseOf(url: string, code: string): Promise<SettledCase | undefined> {
  const found = await finalCase(url, code);
  if (!found) return undefined;
  const also = await Promise.all((found.also ?? []).map((other) => finalCase(url, other)));
  const all = [found, ...also.filter((one) => one !== undefined)];
  const receipt = found.audit.find(({ what, detail }) => what.startsWith('try ') && detail === 'delivered');
  return {
    // An intake's code leads to the cases it became; the caller knows them by the code they were given.
    code,
    state: worstOf(all.map(({ state }) => state)),
    flagged: all.some(({ flagged }) => flagged),
    attempts: all.reduce((sum, { attempts }) => sum + attempts, 0),
    createdAt: found.createdAt,
    recordIds: all.flatMap(({ recordId }) => recordId ?? []),
    ...(receipt ? { deliveredAt: receipt.at } : {}),
  };
}

/** Of several cases under one code: what waits for people first, then what is done. */
const worstOf = (states: string[]): string =>
  ['parked', 'delivering', 'delivered', 'settled'].find((state) => states.includes(state)) ?? states[0] ?? '';

async function finalCase(url: string, code: string): Promise<z.infer<typeof caseDetail> | undefined> {
  let found: z.infer<typeof caseDetail> | undefined;
  for (let tries = 0; tries < 60; tries += 1) {
    found = await get(`${url}/api/cases/${code}`, caseDetail);
    if (found && over.has(found.state)) break;
    await sleep(500);
  }
  return found;
}

/** Every message that was sent to these numbers. */
export async function messagesTo(url: string, numbers: readonly string[]): Promise<JudgedMessage[]> {
  const all: JudgedMessage[] = [];
  for (let index = 0; index < numbers.length; index += 16) {
    const some = await Promise.all(
      numbers
        .slice(index, index + 16)
        .map((to) => get(`${url}/api/messages?to=${encodeURIComponent(to)}`, listed(messageView))),
    );
    for (const { items } of some.filter((one) => one !== undefined))
      all.push(...items.map(({ code, text, sentAt }) => ({ code, text, sentAtMs: Date.parse(sentAt) })));
  }
  return all;
}

async function get<T>(address: string, shape: z.ZodType<T>): Promise<T | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? shape.parse(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}
