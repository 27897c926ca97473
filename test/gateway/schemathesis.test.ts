/** The whole API against its own description, asked by Schemathesis what nobody would think of asking. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { cacheFolder } from '../../src/cli/temporal-cache';
import { startSystem, type System } from '../fakes/system';

const program = join(cacheFolder(), 'schemathesis-4.32.5', 'bin', 'schemathesis');
const missing = existsSync(program)
  ? undefined
  : 'Schemathesis is not installed (sh scripts/install-schemathesis.sh)';
if (missing) console.warn(`not tried: ${missing}`);

const seed = 17;
const key = 'a-key-for-everything-0000000000000000';
let system: System | undefined;
beforeAll(async () => {
  if (!missing) system = await startSystem({ env: { RECADO_API_KEY: key } });
});
afterAll(async () => await system?.stop());

(missing ? test.skip : test)(
  'whatever the API is asked, it answers as it says it does',
  async () => {
    const asking = spawn(program, [
      ...['run', `${system?.url}/openapi.json`, '--checks', 'all', '--seed', `${seed}`],
      ...['--max-examples', process.env['RECADO_SCHEMATHESIS_EXAMPLES'] ?? '15', '--continue-on-failure'],
      ...['--header', `Authorization: Bearer ${key}`, '--no-color', '--warnings', 'off'],
      ...['--request-timeout', '20', '--suppress-health-check', 'all', '--generation-database', 'none'],
    ]);
    const [out, err] = [text(asking.stdout), text(asking.stderr)];
    const [exit] = (await once(asking, 'close')) as [number | null];
    expect({ exit, told: exit === 0 ? '' : `${await out}${await err}`.slice(-20_000) }).toEqual({
      exit: 0,
      told: '',
    });
  },
  900_000,
);
