/** One drill: a house is built, calls are played while the plan breaks things, and the ledger judges. */
import { quantile } from '../quantile';
import type { CreationClass } from '../domain/terms';
import type { PlayedCall } from './caller';
import { type Cast, castOf } from './cast';
import { type House, openHouse } from './house/house';
import { judge, type Verdict } from './judge';
import type { Drill, Plan } from './plan';
import { playCalls } from './play-calls';
import type { DrillResult, DrillRun } from './result';
import type { DrillScript } from './script';
import { randomOf } from './seeded-random';
import { casesOf, messagesTo, settled, type SettledCase } from './settle';

/** What one drill is to be. */
export interface DrillOptions {
  plan: Plan;
  creation: CreationClass;
  calls: number;
  seed: number;
  full: boolean;
  /** Folder of reference calls; undefined: generated calls only. */
  oracle: string | undefined;
  /** Folder of assistants' YAML files. */
  agents: string;
  /** Calls at the same time. */
  atOnce: number;
  /** Keeps the installation's folder with its logs. */
  keep: boolean;
  onProgress: (line: string) => void;
}

/**
 * Bounds of the look-up's lag with systems of class `reference`: a minute in a full drill. Writes of one call wait for
 * one another, so that eight of them, each with its answer lost, take eight times as long.
 */
const indexLagMs = ({ creation, full }: DrillOptions): [number, number] =>
  creation === 'reference' ? [0, full ? 60_000 : 8_000] : [0, 0];
const settleWithinMs = 15 * 60_000;

/** Runs a drill to its end. Throws only where it cannot be run; what did not hold is in the findings. */
export async function runDrill(options: DrillOptions): Promise<DrillRun> {
  const { plan, creation, seed, onProgress } = options;
  const beganMs = Date.now();
  const cast = castOf(options);
  onProgress(`${plan.name}, class ${creation}, seed ${seed}: ${plan.breaks}.`);
  const house = await openHouse({
    ...{ seed, creation, onProgress, agents: options.agents, keep: options.keep },
    indexLagMs: indexLagMs(options),
    assistants: cast.assistants,
    connections: cast.connections(plan),
    scripts: cast.scripts,
    answer: cast.answer,
    model: plan.house?.model ?? 'honest',
    postgres: plan.house?.postgres ?? false,
    temporalSettings: plan.house?.temporalSettings ?? [],
    sessionSeconds: 20,
    gateways: plan.house?.gateways ?? 1,
    spoken: plan.house?.spoken ?? false,
  });
  try {
    const counts: Record<string, number> = {};
    const acted = await (plan.play ?? play)(house, cast, options, counts);
    const { result, findings } = await verdictOf(house, cast, options, acted, counts);
    return { result, findings, counts, callers: cast.callers, tookMs: Date.now() - beganMs };
  } finally {
    await house.close();
  }
}

/** What was played, and when the last break was mended. Epoch milliseconds. */
export interface Acted {
  calls: PlayedCall[];
  mendedAtMs: number;
  capUsed?: number;
  findings?: string[];
  /** What is judged instead of what was cast. */
  scripts?: DrillScript[];
  /** Where there is no stand-in whose ledger would say it. */
  accepted?: number;
  delivered?: number;
  doubled?: number;
}

/** Plays every call while the plan breaks things. */
async function play(
  house: House,
  cast: Cast,
  options: DrillOptions,
  counts: Record<string, number>,
): Promise<Acted> {
  const { plan, onProgress, seed } = options;
  const over = new AbortController();
  const listeners: (() => void)[] = [];
  const drill: Drill = {
    ...{ house, onProgress, full: options.full, random: randomOf(seed), over: over.signal },
    count: (what) => void (counts[what] = (counts[what] ?? 0) + 1),
    onYes: (listener) => void listeners.push(listener),
  };
  house.standIn.setFaults(plan.faults?.(drill, options.creation, seed));
  const findings: string[] = [];
  const breaking = plan.breakThings?.(drill).catch((error: unknown) => {
    findings.push(`broken for good: ${error instanceof Error ? error.message : String(error)}`);
  });
  const calls = await playCalls(house, cast, options, () => {
    for (const listener of listeners.splice(0)) listener();
  });
  over.abort();
  await breaking;
  return { calls, mendedAtMs: Date.now(), findings };
}

async function verdictOf(
  house: House,
  cast: Cast,
  { plan, creation, seed, calls: wanted, onProgress }: DrillOptions,
  acted: Acted,
  counts: Record<string, number>,
): Promise<{ result: DrillResult; findings: string[] }> {
  const { calls, mendedAtMs } = acted;
  const isSettled = await settled(house.temporal.client, settleWithinMs, onProgress);
  const recoveryMs = Date.now() - mendedAtMs;
  const codes = calls.flatMap(({ turns }) => turns.flatMap(({ code }) => (code === undefined ? [] : [code])));
  const cases = await casesOf(house.url, [...new Set(codes)]);
  const messages = await messagesTo(
    house.url,
    calls.flatMap(({ from }) => (from === undefined ? [] : [from])),
  );
  const ledger = house.standIn.entries();
  const verdict = judge({ scripts: acted.scripts ?? cast.scripts, calls, ledger, cases, messages });
  const receipts = receiptTimes(cases);
  const result: DrillResult = {
    ...{ plan: plan.name, class: creation, seed, calls: wanted },
    ...pick(verdict),
    ...only(acted),
    receiptP50Ms: receipts.length > 0 ? quantile(receipts, 0.5) : null,
    receiptP95Ms: receipts.length > 0 ? quantile(receipts, 0.95) : null,
    recoveryMs,
    capUsed: acted.capUsed ?? null,
  };
  const gaveUp = calls.flatMap(({ callId, gaveUp: why }) =>
    why === undefined ? [] : [`call ${callId}: ${why}`],
  );
  return {
    result,
    findings: [
      ...(isSettled ? [] : ['settled: some workflow still owed something when the drill gave up waiting']),
      ...verdict.findings,
      ...(verdict.notAccepted > 0 ? [`accepted: ${verdict.notAccepted} wishes got no code`] : []),
      ...cases
        .filter(({ state }) => state === 'parked')
        .map(({ code }) => `parked: ${code} waits for people`),
      ...gaveUp,
      ...(acted.findings ?? []),
      ...(plan.verdict?.(result, { house }, counts) ?? []),
    ],
  };
}

const pick = ({ accepted, delivered, lost, doubled, flagged, toldWrongly }: Verdict) => ({
  ...{ accepted, delivered, lost, doubled, flagged, toldWrongly },
});

const only = ({ accepted, delivered, doubled }: Acted) => ({
  ...(accepted === undefined ? {} : { accepted }),
  ...(delivered === undefined ? {} : { delivered }),
  ...(doubled === undefined ? {} : { doubled }),
});

const receiptTimes = (cases: readonly SettledCase[]): number[] =>
  cases.flatMap(({ createdAt, deliveredAt }) =>
    deliveredAt === undefined ? [] : [Date.parse(deliveredAt) - Date.parse(createdAt)],
  );
