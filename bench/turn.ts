/** `npm run bench -- turn`: what Temporal adds to a spoken turn, and how long an answer takes beside a peer's. */
import { rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../src/errors';
import type { Carrier } from '../src/phone/carrier';
import { startBare } from './phone/bare';
import type { Contender } from './phone/contender';
import { type Growth, watchGrowth } from './phone/history';
import { makeHome } from './phone/home';
import { startPipecat } from './phone/pipecat';
import { type Recado, startRecado } from './phone/recado';
import { noTurns, openBenchCarrier, playRound, quantilesOf, type Turns } from './phone/rounds';
import { type Services, startServices } from './phone/services';

const wish = z.strictObject({
  json: z.boolean().default(false),
  turns: z.coerce.number().int().min(12).max(1000).default(200),
  live: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'numbers of live calls, as in 10,40')
    .default('10,40')
    .transform((text) => text.split(',').map(Number)),
  report: z.string().optional(),
  keep: z.boolean().default(false),
});
type Wish = z.infer<typeof wish>;
const fix = 'Use: npm run bench -- turn [--json] [--turns 200] [--live 10,40] [--report file.json] [--keep]';

/** Turns of a round of many calls: enough for a quantile, however few the calls. */
const turnsOf = (calls: number): number => Math.max(5, Math.min(10, Math.round(200 / calls)));

/** One side at one number of calls. */
interface Side {
  calls: number;
  name: string;
  turns: number;
  p50Ms: number;
  p95Ms: number;
  failures: number;
  simulatorLagMs: number;
  /** Of a peer: turns that its detector took for unfinished, so that it waited 3 s; they are not among `turns`. */
  heldUp?: number;
}

/** What `--report` writes, besides the object of `--json`. */
export interface TurnReport {
  figures: Figures;
  sides: Side[];
  history: Growth;
  /** Answers of the model by contender: more begun than turns were prepared in vain. */
  model: Record<string, { begun: number; whole: number }>;
}

interface Figures {
  live: { calls: number; addedP50Ms: number; addedP95Ms: number }[];
  voiceToVoiceP50Ms: number;
  peers: { name: string; voiceToVoiceP50Ms: number; ratio: number }[];
  eventsPerTurn: number;
  bytesPerTurn: number;
}

/** Runs it; answers the exit code. */
export async function benchTurn(words: string[]): Promise<number> {
  const asked = wishIn(words);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const { home, logs } = makeHome();
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const services = await startServices(logs);
    ends.push(() => services.process.end());
    const recado = await startRecado({ home, logs, services, tell });
    ends.push(() => recado.end());
    const bare = await startBare(home, logs, services);
    ends.push(() => bare.end());
    const pipecat = await startPipecat(logs, services);
    if (pipecat) ends.push(() => pipecat.end());
    else tell('Pipecat is not installed (sh bench/peers-voice/install.sh): no figures of it.');
    const report = await measure({ recado, bare, pipecat, services }, asked, tell);
    if (asked.report !== undefined) await writeFile(asked.report, JSON.stringify(report, null, 2));
    process.stdout.write(`${JSON.stringify(report.figures, null, asked.json ? 0 : 2)}\n`);
    return 0;
  } finally {
    for (const end of ends.reverse()) await end().catch(() => undefined);
    if (asked.keep) tell(`Logs: ${logs}`);
    else await rm(home, { recursive: true, force: true });
  }
}

interface Contenders {
  recado: Recado;
  bare: Contender;
  pipecat: Contender | undefined;
  services: Services;
}

async function measure(
  { recado, bare, pipecat, services }: Contenders,
  { turns, live }: Wish,
  tell: (line: string) => void,
): Promise<TurnReport> {
  const sides: Side[] = [];
  const note = (calls: number, name: string, came: Turns): Side => {
    const { failures, simulatorLagMs } = came;
    const side = { calls, name, ...quantilesOf(came), failures: failures.length, simulatorLagMs };
    sides.push(side);
    tell(JSON.stringify(side));
    for (const failure of failures.slice(0, 3)) tell(`  ${failure}`);
    return side;
  };
  const open = async (one: Contender): Promise<Carrier> => await openBenchCarrier(one, services);
  const carriers = { recado: await open(recado), bare: await open(bare) };
  const carrierOfPeer = pipecat && (await open(pipecat));
  // What is compiled and connected at the first call is none of a turn's.
  for (const carrier of [carriers.recado, carriers.bare, carrierOfPeer])
    if (carrier) await playRound(carrier, { calls: 2, turns: 3 }, noTurns());

  // One call at each of them, all in the same minutes: whatever else this machine does meets all alike.
  const play = async (carrier: Carrier, length: number): Promise<Turns> => {
    const came = noTurns();
    await playRound(carrier, { calls: 1, turns: length }, came);
    return came;
  };
  const longCall = play(carriers.recado, turns);
  const growing = watchGrowth(recado.temporal, longCall);
  const [ours, theirs, peers] = await Promise.all([
    longCall,
    play(carriers.bare, turns),
    carrierOfPeer && play(carrierOfPeer, turns),
  ]);
  const history = await growing;
  const added = [addedBy(note(1, 'recado', ours), note(1, 'bare', theirs))];
  const answeredAtOnce = peers && withoutHeldUp(peers);
  const peer = answeredAtOnce && note(1, 'pipecat', answeredAtOnce);
  if (peer && peers) peer.heldUp = peers.voiceToVoiceMs.length - peer.turns;

  for (const calls of live) {
    const [durable, plain] = [noTurns(), noTurns()];
    const round = { calls, turns: turnsOf(calls) };
    // In turn and back, so that a machine that grows slower does so for both.
    for (const side of ['recado', 'bare', 'bare', 'recado'] as const)
      await playRound(carriers[side], round, side === 'recado' ? durable : plain);
    added.push(addedBy(note(calls, 'recado', durable), note(calls, 'bare', plain)));
  }
  await Promise.all([carriers.recado.close(), carriers.bare.close(), carrierOfPeer?.close()]);
  const mine = quantilesOf(ours).p50Ms;
  return {
    figures: {
      live: added,
      voiceToVoiceP50Ms: mine,
      peers: peer
        ? [
            {
              name: 'pipecat',
              voiceToVoiceP50Ms: peer.p50Ms,
              ratio: Math.round((mine / peer.p50Ms) * 100) / 100,
            },
          ]
        : [],
      eventsPerTurn: history.eventsPerTurn,
      bytesPerTurn: history.bytesPerTurn,
    },
    ...{ sides, history, model: await services.counts() },
  };
}

/** Pipecat answers 3 s after the end of a turn that its detector takes for unfinished. */
const heldUpFromMs = 2500;

/**
 * Without the turns that the peer's detector took for unfinished: it was made for people's voices, and these callers are
 * espeak-ng. What is left is the peer at its best.
 */
const withoutHeldUp = (turns: Turns): Turns => ({
  ...turns,
  voiceToVoiceMs: turns.voiceToVoiceMs.filter((ms) => ms < heldUpFromMs),
});

/** The differences of the quantiles. */
const addedBy = (durable: Side, plain: Side): Figures['live'][number] => ({
  calls: durable.calls,
  addedP50Ms: tenth(durable.p50Ms - plain.p50Ms),
  addedP95Ms: tenth(durable.p95Ms - plain.p95Ms),
});

const tenth = (value: number): number => Math.round(value * 10) / 10;

function wishIn(words: string[]): Wish {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  let values: unknown;
  try {
    ({ values } = parseArgs({
      args: words,
      options: { turns: text, live: text, report: text, json: flag, keep: flag },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), fix);
  }
  const parsed = wish.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`, fix);
}
