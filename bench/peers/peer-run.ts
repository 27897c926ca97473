/** One peer under one plan: stand-in systems, a model, its lines, the drill's callers, and the drill's judge. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlayedCall } from '../../src/drill/caller';
import { type Cast, castOf } from '../../src/drill/cast';
import { judge } from '../../src/drill/judge';
import { matchLedger } from '../../src/drill/judge-match';
import type { DrillOptions } from '../../src/drill/run';
import { randomOf } from '../../src/drill/seeded-random';
import { createStandIn, type StandIn } from '../../src/drill/stand-in';
import { openLine } from './line';
import { createModelServer } from './model-server';
import { playOnPeer, type Redial } from './peer-caller';
import type { Row } from './row';
import type { Manner } from './script-steps';
import { planStrikes, type Strikes } from './strikes';

/** A peer. */
export interface Peer {
  name: string;
  /** The file its processes run. */
  file: string;
  manner: Manner;
}

/** How it is run, beside the drill's own options. */
export interface PeerOptions extends DrillOptions {
  redial: Redial;
  /** How many writes meet kill -9; used by the plan `kill` only. */
  strikes: number;
}

/** As long as Recado's connector waits in the drill. */
const timeoutMs = 2000;
/** Until what a system does late is done. */
const lateMs = 4500;

/** Runs it and judges by the ledger. */
export async function runPeer(peer: Peer, options: PeerOptions): Promise<Row> {
  const beganMs = Date.now();
  const { plan, seed } = options;
  const cast = castOf(options);
  const broken: Record<string, number> = {};
  const strikes = plan.name === 'kill' ? planStrikes(cast.scripts, options.strikes) : undefined;
  const standIn = await openStandIn(cast, options, broken, strikes);
  const model = await createModelServer(cast.scripts);
  try {
    const calls = await playAll(peer, cast, options, { standIn, model: model.url, strikes });
    await sleep(plan.name === 'menu' ? lateMs : 0);
    const counts = verdictOf(cast, calls, standIn);
    Object.assign(broken, strikes?.counts);
    const { name: contender } = peer;
    return {
      ...{ plan: plan.name, contender, seed, calls: calls.length, ...counts, broken },
      tookMs: Date.now() - beganMs,
    };
  } finally {
    await model.close();
    await standIn.close();
  }
}

async function openStandIn(
  cast: Cast,
  { plan, creation, seed, full }: PeerOptions,
  broken: Record<string, number>,
  strikes: Strikes | undefined,
): Promise<StandIn> {
  const systems = [...new Set(cast.scripts.map(({ system }) => system))];
  const standIn = await createStandIn({
    ...{ seed, indexLagMs: [0, 0], answer: cast.answer },
    systems: Object.fromEntries(systems.map((name) => [name, { class: creation }])),
    onEvent: (event) => strikes?.onEvent(event),
  });
  const count = (what: string): void => void (broken[what] = (broken[what] ?? 0) + 1);
  const choose = plan.faults?.({ count, full, random: randomOf(seed) }, creation, seed);
  standIn.setFaults((request) => {
    strikes?.onRequest(request);
    return choose?.(request);
  });
  return standIn;
}

/** Each line takes the next call as soon as it is free. */
async function playAll(
  { file, manner }: Peer,
  { scripts }: Cast,
  { seed, atOnce, redial }: PeerOptions,
  { standIn, model, strikes }: { standIn: StandIn; model: string; strikes: Strikes | undefined },
): Promise<PlayedCall[]> {
  const calls: PlayedCall[] = [];
  let next = 0;
  const take = async (): Promise<void> => {
    const line = openLine(file, {
      ...{ PEER_MODEL_URL: model, PEER_MODEL: manner, PEER_TIMEOUT_MS: `${timeoutMs}` },
    });
    try {
      for (let index = next++; index < scripts.length; index = next++) {
        const script = scripts[index];
        if (!script) return;
        const callId = `d${seed}-${index}_${script.id}`;
        const system = standIn.urlOf(script.system);
        calls.push(await playOnPeer(script, { line, callId, system, token: standIn.token, redial, strikes }));
      }
    } finally {
      await line.close();
    }
  };
  await Promise.all([...Array(atOnce)].map(take));
  return calls;
}

function verdictOf(
  { scripts }: Cast,
  calls: PlayedCall[],
  standIn: StandIn,
): Pick<Row, 'wishes' | 'accepted' | 'done' | 'lost' | 'doubled' | 'toldWrongly'> {
  const evidence = { scripts, calls, ledger: standIn.entries(), cases: [], messages: [] };
  const { accepted, lost, doubled, toldWrongly } = judge(evidence);
  const { wanted } = matchLedger(evidence);
  const failedFalsely = wanted.filter(({ code, entry }) => code === undefined && entry).length;
  return {
    ...{ wishes: wanted.length, accepted, lost, doubled },
    done: wanted.filter(({ entry }) => entry).length,
    toldWrongly: toldWrongly + failedFalsely,
  };
}
