/** `npm run bench -- peers`: the drill's plans against Recado, an agent built on @livekit/agents, and plain code. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../src/cli/project-root';
import { creationClass } from '../../src/domain/terms';
import { plans } from '../../src/drill/plans';
import { UsageError } from '../../src/errors';
import { flag, optionsIn } from '../options';
import { redials } from './peer-caller';
import { type Peer, type PeerOptions, runPeer } from './peer-run';
import { runRecado } from './recado';
import { sameForAll } from './same-plan';
import { brokenIn, type Row, tableOf } from './row';

const home = join(projectRoot(), 'bench', 'peers');
const livekitAgent = join(home, 'livekit-agent.mjs');
const peers: Record<'livekit' | 'livekit-again' | 'plain', Peer> = {
  livekit: { name: 'LiveKit agent, model tells', file: livekitAgent, manner: 'tells' },
  'livekit-again': { name: 'LiveKit agent, model tries again', file: livekitAgent, manner: 'tries-again' },
  plain: { name: 'plain code, 3 retries', file: join(__dirname, 'plain-agent.js'), manner: 'tells' },
};
const planNames = ['cut', 'menu', 'kill'] as const;
const contenderNames = ['recado', 'livekit', 'livekit-again', 'plain'] as const;

const list = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)))
    .default([...names]);
const count = z.coerce.number().int().min(1).max(10_000);
const wish = z.strictObject({
  plan: list(planNames),
  contender: list(contenderNames),
  class: creationClass.default('reference'),
  calls: count.default(60),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .default(1),
  /** How often a peer is killed; undefined: as often as Recado was. */
  kills: count.optional(),
  redial: z.enum(redials).default('next'),
  oracle: z.string().default(join(projectRoot(), '..', 'shared', 'oracle')),
  json: flag,
});
type Wish = z.infer<typeof wish>;
const fix =
  'Use: npm run bench -- peers [--plan cut,menu,kill] [--contender recado,livekit,livekit-again,plain] ' +
  '[--calls 60] [--seed 1] [--class reference] [--kills n] [--redial next|again] [--oracle folder] [--json]';

/** Calls at once: as the drill has them with Recado; a peer has as many processes, and a machine only so many. */
const atOnce = { recado: 12, peer: 3 };

/** Runs what the words ask for. Answers the exit code: 0 where Recado, if it took part, lost and doubled nothing. */
export async function benchPeers(words: string[]): Promise<number> {
  const asked = optionsIn(words, wish, fix);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const oracle = existsSync(asked.oracle) ? asked.oracle : undefined;
  if (!oracle) tell(`There are no reference calls in ${asked.oracle}: generated calls only.`);
  const versions = { node: process.version, '@livekit/agents': livekitVersion(asked) };
  const rows: Row[] = [];
  for (const name of asked.plan) {
    const options: PeerOptions = {
      ...{
        plan: sameForAll(plans[name]),
        creation: asked.class,
        calls: asked.calls,
        seed: asked.seed,
        oracle,
      },
      ...{ agents: join(projectRoot(), 'agents'), full: false, keep: false, atOnce: atOnce.recado },
      ...{ redial: asked.redial, strikes: asked.kills ?? Math.ceil(asked.calls / 4), onProgress: tell },
    };
    for (const contender of asked.contender) {
      const row = await run(contender, options);
      rows.push(row);
      // Whoever comes after Recado is killed as often as Recado was.
      if (contender === 'recado' && name === 'kill') options.strikes = asked.kills ?? brokenIn(row);
      tell(tableOf([row]));
    }
  }
  const { calls, seed, class: creation, redial } = asked;
  const result = { calls, seed, class: creation, redial, versions, rows };
  process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : `${tableOf(rows)}\n`);
  return rows.some(({ contender, lost, doubled }) => contender === 'Recado' && lost + doubled > 0) ? 1 : 0;
}

const run = async (contender: (typeof contenderNames)[number], options: PeerOptions): Promise<Row> =>
  contender === 'recado'
    ? await runRecado(options)
    : await runPeer(peers[contender], { ...options, atOnce: atOnce.peer });

/** The version that is installed; null where it takes no part. */
function livekitVersion({ contender }: Wish): string | null {
  if (!contender.some((one) => one.startsWith('livekit'))) return null;
  try {
    const file = join(home, 'node_modules', '@livekit', 'agents', 'package.json');
    return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  } catch {
    throw new UsageError(
      'The LiveKit agent is not installed.',
      'Run: npm ci --prefix bench/peers. Or leave it out: --contender recado,plain.',
    );
  }
}
