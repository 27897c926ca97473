import { Client } from 'pg';
import { UsageError } from '../../src/errors';
import { openStore } from '../../src/store/open-store';
import { postgresIsMissing, startPostgres, type TestPostgres } from '../fakes/postgres';

const missing = postgresIsMissing();
if (missing) process.stderr.write(`Opening the store: not run on PostgreSQL, for ${missing}.\n`);

(missing ? describe.skip : describe)('Opening the store on a PostgreSQL', () => {
  let server: TestPostgres;
  let databaseUrl: string;

  beforeAll(async () => {
    server = await startPostgres();
    databaseUrl = await server.createDatabase();
  });
  afterAll(() => server?.stop());

  const opening = (url: string): Promise<unknown> =>
    openStore({ databaseUrl: url, home: '/nowhere' }, { comeUpMs: 2000 });

  test('whose database does not exist is refused at once, with what to correct', async () => {
    const from = Date.now();
    const refused = opening(databaseUrl.replace(/recado_test_\w+/, 'no_such_database'));
    await expect(refused).rejects.toThrow('database "no_such_database" does not exist');
    await expect(refused).rejects.toMatchObject({ fix: expect.stringContaining('DATABASE_URL') });
    expect(Date.now() - from).toBeLessThan(1500);
  });

  test('where our user may not create tables says what an administrator must do', async () => {
    const user = `recado_guest_${Date.now()}`;
    const admin = new Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`create role ${user} login password 'guest'`);
    await admin.query('revoke create on schema public from public');
    const asGuest = new URL(databaseUrl.replace('@/', '@localhost/'));
    asGuest.username = user;
    asGuest.password = 'guest';
    const url = databaseUrl.includes('@/') ? asGuest.href.replace('@localhost/', '@/') : asGuest.href;
    const refused = opening(url);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toMatchObject({
      fix: expect.stringContaining('create extension btree_gist'),
    });
    await admin.query(`drop role ${user}`);
    await admin.end();
  });
});
