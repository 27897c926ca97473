/** `recado ring`: has an assistant call somebody up, and says what became of it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import * as shapes from '../gateway/shapes';
import { type Api, Refusal } from './api';
import { add, openApi, type Run } from './command';
import { exitCode } from './exit';
import type { Output } from './output';

/** Who is called, by which assistant. */
export interface RingWish {
  to: string;
  assistant: string;
  /** First words, instead of the assistant's greeting. */
  say?: string;
}

const lookEveryMs = 500;
/** It rings for 30 s; then whoever picked up is told from a machine. */
const knownWithinMs = 120_000;
const patienceMs = 20_000;

/** Adds the command. */
export function addRing(recado: Command, run: Run): void {
  const ring = add(recado, 'ring <number>', 'have an assistant call somebody up by telephone')
    .requiredOption('--assistant <id>', 'assistant that calls')
    .option('--say <text>', 'first words, behind the sentence that says that it is an AI');
  ring.action(
    run(async (output, to = '') => {
      const { assistant, say } = ring.opts<{ assistant: string; say?: string }>();
      return await ringUp(openApi(), { to, assistant, ...(say === undefined ? {} : { say }) }, output);
    }),
  );
}

/** Calls, waits until it is known who picked up, and answers the exit code: 0 for a person or a message left. */
export async function ringUp(api: Api, wish: RingWish, output: Output): Promise<number> {
  // The id is ours, so that a request that is sent again calls nobody twice.
  const callId = `ring-${randomUUID()}`;
  const body = { ...wish, callId };
  const { workflowUrl } = await api.post('/api/calls/outbound', shapes.callBegun, { body, patienceMs });
  output.progress(`Calling; ${workflowUrl}`);
  const outbound = await outcomeOf(api, callId);
  const doubt =
    outbound?.outcome === 'unknown' ? '  !! possible double: look whether it rang before you call again' : '';
  const told = outbound?.messageLeft === undefined ? '' : outbound.messageLeft ? ', message left' : '';
  output.print(
    `${outbound?.outcome ?? 'unknown'}${told}${outbound?.fault ? ` (${outbound.fault})` : ''}${doubt}`,
  );
  output.result({ callId, workflowUrl, ...outbound });
  const isReached = outbound?.outcome === 'person' || outbound?.messageLeft === true;
  return isReached ? exitCode.ok : exitCode.failed;
}

async function outcomeOf(
  api: Api,
  callId: string,
): Promise<NonNullable<shapes.CallDetail['phone']>['outbound']> {
  const until = performance.now() + knownWithinMs;
  for (;;) {
    const seen = await api
      .get(`/api/calls/${callId}`, shapes.callDetail, { patienceMs })
      .catch((error: unknown) => {
        // The store hears of a call a moment after it was begun.
        if (error instanceof Refusal && error.status === 404) return undefined;
        throw error;
      });
    const outbound = seen?.phone?.outbound;
    const isKnown = outbound !== undefined && outbound.outcome !== 'ringing';
    if (isKnown || performance.now() > until) return outbound;
    await pause(lookEveryMs);
  }
}
