/** `delivery.limit` of recado.yaml, judged by what really arrives: two processes' worth of Recado at one account. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config';
import type { Verbs } from '../../src/connectors/connector';
import { createStandIn, type StandIn } from '../../src/drill/stand-in';
import { type Installation, openInstallation } from '../../src/worker/installation';
import { type EmbeddedStore, makeHome, removeHome, startEmbeddedStore } from '../fakes/embedded-store';

const perMinute = 600;
/** Those of the example assistants. */
const desks = ['town-hall-desk', 'shop-desk', 'it-desk'];
let store: EmbeddedStore;
let standIn: StandIn;
let installations: Installation[];

beforeAll(async () => {
  const home = makeHome();
  const systems = Object.fromEntries(desks.map((name) => [name, { class: 'reference' as const }]));
  standIn = await createStandIn({ systems, indexLagMs: [0, 0], seed: 1 });
  const connection = (name: string): string => `
  ${name}:
    system: sandbox-desk
    url: ${standIn.urlOf(name)}
    token: ${standIn.token}
    webhookSecret: whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==
    delivery:
      limit: { perMinute: ${perMinute}, account: vendor }
`;
  writeFileSync(
    join(home, 'recado.yaml'),
    `connections:\n  agenda: { system: agenda }${desks.map(connection).join('')}`,
  );
  store = await startEmbeddedStore(home);
  const config = loadConfig({
    ...{ RECADO_HOME: home, RECADO_CONFIG: join(home, 'recado.yaml'), LOG_LEVEL: 'silent' },
  });
  installations = [await openInstallation(config), await openInstallation(config)];
});
afterAll(async () => {
  for (const one of installations ?? []) await one.store.close();
  await standIn?.close();
  await store?.kill('SIGTERM');
  if (store) removeHome(store.home);
});

const verbsOf = (index: number, connection: string): Required<Verbs> =>
  installations[index]?.connectors.get(connection)?.verbs as Required<Verbs>;

test('the requests of three connections and two processes keep the pace of their account', async () => {
  const until = Date.now() + 4000;
  const look = async (index: number, connection: string): Promise<void> => {
    while (Date.now() < until) await verbsOf(index, connection).listTickets({ phone: '+34600000001' });
  };
  await Promise.all([0, 1].flatMap((index) => desks.flatMap((name) => [1, 2].map(() => look(index, name)))));
  const at = standIn.requests().map(({ atMs }) => atMs);
  const intervals = (at.at(-1) ?? 0) - (at[0] ?? 0);
  const used = (at.length - 1) / ((intervals * perMinute) / 60_000);
  expect(new Set(standIn.requests().map(({ system }) => system))).toEqual(new Set(desks));
  // Places are no nearer than the cap allows; how long a request travels is the machine's affair.
  expect(used).toBeLessThanOrEqual(1.1);
  expect(used).toBeGreaterThan(0.9);
});

test('a Retry-After that one of them is given keeps the others away too', async () => {
  standIn.setFaults(({ system }) =>
    system === 'shop-desk' ? { kind: 'status', status: 429, retryAfterSeconds: 2 } : undefined,
  );
  const refused = await verbsOf(0, 'shop-desk')
    .listTickets({ phone: '+34600000001' })
    .catch((fault: unknown) => fault);
  expect(refused).toMatchObject({ kind: 'throttled', retryAfterMs: 2000 });
  const begun = Date.now();
  await verbsOf(1, 'it-desk').listTickets({ phone: '+34600000001' });
  expect(Date.now() - begun).toBeGreaterThan(1500);
});
