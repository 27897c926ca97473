/** Serves a PGlite in memory at the socket of its argument; cuts clients off that leave a transaction open for 300 ms. */
import { PGlite } from '@electric-sql/pglite';
import { serveWire } from '../../src/store/wire-server';

async function main(): Promise<void> {
  const database = await PGlite.create();
  await serveWire(database, process.argv[2] ?? '', {
    idleInTransactionMs: 300,
    onFault: (error) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(70);
    },
  });
  process.send?.({ ready: true });
  process.on('disconnect', () => process.exit(0));
}

void main();
