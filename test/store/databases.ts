/** The databases that one suite runs over. */
import { makeHome, removeHome, startEmbeddedStore } from '../fakes/embedded-store';
import { postgresIsMissing, startPostgres } from '../fakes/postgres';

/** Where a suite's data are: what `openStore` takes. */
export interface TestDatabase {
  place: { databaseUrl: string | undefined; home: string };
  stop(): Promise<void>;
}

async function embedded(): Promise<TestDatabase> {
  const home = makeHome();
  const store = await startEmbeddedStore(home);
  return {
    place: { databaseUrl: undefined, home },
    async stop() {
      await store.kill('SIGTERM');
      removeHome(home);
    },
  };
}

async function postgres(): Promise<TestDatabase> {
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  return { place: { databaseUrl, home: '/nowhere' }, stop: () => server.stop() };
}

/** Runs a suite over PGlite and over PostgreSQL; says so where there is no PostgreSQL. */
export function describeDatabases(name: string, suite: (open: () => Promise<TestDatabase>) => void): void {
  describe(`${name}, on PGlite`, () => suite(embedded));
  const missing = postgresIsMissing();
  if (missing) process.stderr.write(`${name}: not run on PostgreSQL, for ${missing}.\n`);
  (missing ? describe.skip : describe)(`${name}, on PostgreSQL`, () => suite(postgres));
}
