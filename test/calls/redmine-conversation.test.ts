/** The whole conversation against a real Redmine, whose answer to the first POST is lost; `npm run test:redmine` makes one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { dial, request } from '../fakes/caller';
import { cuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

const { REDMINE_URL: url = '', REDMINE_API_KEY: apiKey = '' } = process.env;
const withRedmine = url === '' ? test.skip : test;
if (url === '') {
  process.stdout.write(
    'skipped: a conversation with a real Redmine needs REDMINE_URL; npm run test:redmine sets it\n',
  );
}

let proxy: CuttingProxy;
let system: System;
let folder: string;

beforeAll(async () => {
  if (url === '') return;
  proxy = await cuttingProxy(url);
  folder = mkdtempSync(join(tmpdir(), 'recado-redmine-'));
  const file = parse(readFileSync('recado.yaml', 'utf8')) as { connections: Record<string, object> };
  file.connections['town-hall-desk'] = {
    ...{ system: 'redmine', url: proxy.url, apiKey, project: 'town-hall', tracker: 3 },
    ...{ stampField: 'Recado', phoneField: 'Recado phone' },
    // The proxy loses an answer only after the work is done, and the caller is still on the line for the next try.
    settleMs: 1000,
  };
  writeFileSync(join(folder, 'recado.yaml'), stringify(file));
  system = await startSystem({ env: { RECADO_CONFIG: join(folder, 'recado.yaml') } });
});
afterAll(async () => {
  if (url === '') return;
  await system.stop();
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

withRedmine(
  'a caller’s street light becomes one issue, although the answer to the first POST is cut off',
  async () => {
    const caller = await dial(system.url, 'town-hall', '+34600000081');
    await askForStreetLight(caller, 'calle Mayor 12');
    proxy.next(['POST'], 'cut');
    const done = await caller.say('sí');
    expect(done.delivery).toBe('delivered');
    expect(done.words).toContain(done.recordId);

    expect(proxy.passed.filter((line) => line.startsWith('POST '))).toHaveLength(1);
    const stamped = `${url}/issues.json?cf_1=${done.code}&status_id=*&key=${apiKey}`;
    const { issues } = await request<{ issues: { id: number; subject: string }[] }>(stamped);
    expect(issues.map(({ id }) => `${id}`)).toEqual([done.recordId]);
    expect(issues[0]?.subject).toMatch(/Mayor 12/);
    const asked = await caller.say(`¿cómo va mi aviso ${done.recordId}?`);
    expect(asked.words).toMatch(new RegExp(`${done.recordId}|abiert|tramit`));
  },
  60_000,
);
