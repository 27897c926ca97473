/** Generated and reference calls against a whole Recado: its own gate, deliveries and systems, judged by what these hold. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Model } from '../../src/agent/model';
import type { Json } from '../../src/domain/call';
import { type PlayedCall, playCall } from '../../src/drill/caller';
import { generatedScripts } from '../../src/drill/generated';
import { type Evidence, judge, type Verdict } from '../../src/drill/judge';
import type { LedgerEntry } from '../../src/drill/ledger';
import { type Oracle, readOracle } from '../../src/drill/oracle';
import { pressed } from '../../src/drill/pressed-caller';
import type { DrillScript } from '../../src/drill/script';
import { createScriptModel, isScripted, type Manner } from '../../src/drill/script-model';
import type { Installation } from '../../src/worker/installation';
import { openModels } from '../../src/worker/models';
import { caseOf, eventually, request } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

const folder = join(__dirname, '../../../shared/oracle');
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`The reference calls are not played: there is no ${folder}.\n`);
const oracle: Oracle = isThere ? readOracle(folder) : { assistants: [], scripts: [] };
const generated = generatedScripts({ count: 18, seed: 2026 });
const desks: Record<string, string> = {
  airline: 'shop',
  itsm: 'it',
  'town-hall-desk': 'town-hall',
  'shop-desk': 'shop',
  'it-desk': 'it',
};

let manner: Manner = 'honest';
let system: System;
let home: string;

/** The product's own model for generated callers, the scripts for all others. */
function modelsFor(installation: Installation): Model[] {
  const [own] = openModels(installation.config, installation.assistants).slice(-1);
  const played = oracle.scripts
    .map(pressed)
    .concat(oracle.scripts.map((one) => ({ ...one, id: `plain-${one.id}` })));
  return [
    {
      async reply(context, options) {
        const model = isScripted(context.callId) ? createScriptModel(played, manner) : own;
        if (!model) throw new Error('no model');
        return await model.reply(context, options);
      },
    },
  ];
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'recado-drilled-'));
  cpSync('agents', join(home, 'agents'), { recursive: true });
  for (const one of oracle.assistants) writeFileSync(join(home, 'agents', `${one.id}.yaml`), stringify(one));
  const file = parse(readFileSync('recado.yaml', 'utf8')) as {
    connections: Record<string, { url?: string }>;
  };
  const [like] = Object.values(file.connections).filter(({ url }) => url);
  for (const { id } of oracle.assistants)
    file.connections[id] = {
      ...like,
      url: like?.url?.replace('/desks/town-hall', `/desks/${desks[id]}`) ?? '',
    };
  writeFileSync(join(home, 'recado.yaml'), stringify(file));
  system = await startSystem({
    env: { RECADO_AGENTS: join(home, 'agents'), RECADO_CONFIG: join(home, 'recado.yaml') },
    models: modelsFor,
  });
});
afterAll(async () => {
  await system.stop();
  rmSync(home, { recursive: true });
});

/** What a desk holds under a code, or for a number. */
async function askDesk<T>(connection: string, query: string): Promise<T> {
  const url = `${system.env['RECADO_SANDBOX_URL']}/desks/${desks[connection]}/${query}`;
  const response = await fetch(url, { headers: { authorization: 'Bearer sandbox' } });
  return (await response.json()) as T;
}

type Held = { id: string; createdAt: string; reference?: string };

async function heldFor(
  script: DrillScript,
  call: PlayedCall,
  codes: string[],
): Promise<Omit<LedgerEntry, 'number'>[]> {
  const entry = ({ id, createdAt, reference }: Held, tool: string, args: Json) => ({
    ...{
      atMs: Date.parse(createdAt),
      system: script.system,
      tool,
      arguments: args,
      key: reference,
      recordId: id,
    },
  });
  const { tickets } = await askDesk<{ tickets: (Held & Record<string, Json>)[] }>(
    script.system,
    `tickets?phone=${encodeURIComponent(call.from ?? '')}`,
  );
  const acted = codes.map(async (code) => {
    const { acts } = await askDesk<{ acts: (Held & { tool: string; arguments: Json })[] }>(
      script.system,
      `acts?reference=${code}`,
    );
    return acts.map((act) => entry(act, act.tool, act.arguments));
  });
  return [
    ...tickets.map((ticket) => entry(ticket, 'createTicket', ticket)),
    ...(await Promise.all(acted)).flat(),
  ];
}

/** Every code of a call: those its caller heard, and those that came of what was noted meanwhile. */
async function codesOf({ callId, turns }: PlayedCall): Promise<string[]> {
  const known = await request<{ codes: string[] }>(`${system.url}/api/calls/${callId}`);
  return [...new Set([...known.codes, ...turns.flatMap(({ code }) => code ?? [])])];
}

/** Plays the scripts, waits until nothing is under way any more, and judges. */
async function played(
  scripts: DrillScript[],
  run: string,
): Promise<{ verdict: Verdict; evidence: Evidence }> {
  const calls: PlayedCall[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let index = next++; index < scripts.length; index = next++) {
      const from = `+34698${`${Date.now() % 1000}${index}`.padStart(6, '0')}`;
      const script = scripts[index];
      if (script) calls.push(await playCall(script, { url: system.url, run: `${run}-${index}`, from }));
    }
  };
  await Promise.all([caller(), caller()]);
  expect(calls.flatMap(({ gaveUp }) => gaveUp ?? [])).toEqual([]);
  const codes = calls.flatMap(({ turns }) => turns.flatMap(({ code }) => code ?? []));
  const cases = await Promise.all(
    codes.map(async (code) =>
      eventually(`the end of ${code}`, async () => {
        const found = await caseOf(system.url, code);
        // What was noted while Temporal did not answer in time leads to the case it became.
        return found.recordId === undefined ? undefined : { asked: code, found };
      }),
    ),
  );
  const byId = new Map(scripts.map((script) => [script.id, script]));
  const held = await Promise.all(
    calls.map(async (call) => {
      const script = byId.get(call.scriptId);
      return script ? await heldFor(script, call, await codesOf(call)) : [];
    }),
  );
  const ledger = held
    .flat()
    .toSorted(
      (a, b) =>
        a.atMs - b.atMs || Number(a.recordId.replace(/\D/g, '')) - Number(b.recordId.replace(/\D/g, '')),
    );
  const evidence: Evidence = {
    ...{ scripts, calls, messages: [] },
    ledger: ledger.map((entry, index) => ({ ...entry, number: index + 1 })),
    cases: cases.map(({ asked, found: { state, recordId, attempts } }) => ({
      code: asked,
      state,
      flagged: false,
      attempts,
      recordIds: recordId ? [recordId] : [],
    })),
  };
  return { verdict: judge(evidence), evidence };
}

const flawless = {
  lost: 0,
  doubled: 0,
  wrongOrder: 0,
  wrongArguments: 0,
  toldWrongly: 0,
  notAccepted: 0,
  findings: [],
};

test('six generated callers of each language end in exactly one right ticket each', async () => {
  const { verdict, evidence } = await played(generated, 'generated');
  expect(verdict).toMatchObject({ accepted: 18, delivered: 18, ...flawless });
  expect(evidence.ledger).toHaveLength(18);
  for (const language of ['es', 'pt-BR', 'en'])
    expect(generated.filter((script) => script.language === language)).toHaveLength(6);
}, 180_000);

const some = oracle.scripts.filter((_, index) => index % 15 === 4);
const playing = isThere ? test : test.skip;

playing(
  'reference calls reach their system write by write',
  async () => {
    const scripts = some.map((one) => ({ ...one, id: `plain-${one.id}` }));
    const { verdict, evidence } = await played(scripts, 'honest');
    expect(verdict).toMatchObject({ ...flawless, accepted: scripts.flatMap(({ writes }) => writes).length });
    expect(evidence.ledger).toHaveLength(verdict.accepted);
  },
  180_000,
);

playing.each(['lying', 'obedient'] as const)(
  'with a model that is %s nobody is told what is not so',
  async (how) => {
    manner = how;
    const scripts = some.map(pressed);
    const { verdict } = await played(scripts, how);
    expect(verdict).toMatchObject({ ...flawless, accepted: scripts.flatMap(({ writes }) => writes).length });
  },
  180_000,
);
