/** A process that hangs in the middle of a booking: its host is frozen, or the cable is out. */
import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createAgenda } from '../../src/connectors/agenda';
import type { AgendaBook } from '../../src/connectors/agenda-book';
import { openStoreAndAgenda } from '../../src/store/open-store';
import { draftBy, start } from '../connectors/agenda-drafts';
import { townHallAgenda } from '../connectors/agenda-plans';
import { postgresIsMissing, startPostgres } from '../fakes/postgres';

const agendaOver = (book: AgendaBook, tenant: string) =>
  createAgenda({
    book,
    plans: [townHallAgenda({ tenant })],
    connection: 'agenda',
    now: () => new Date(start),
  });

/** Passes everything on, but nothing more of a client once it has asked for its turn at an agenda. */
async function freezingProxy(
  databaseUrl: string,
): Promise<{ url: string; frozen(): boolean; close(): void }> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const server: Server = createServer((client) => {
    const database = connectTo(databaseUrl);
    for (const socket of [client, database]) sockets.add(socket.on('error', () => undefined));
    database.pipe(client);
    let isHung = false;
    client.on('data', (bytes) => {
      if (isHung) return;
      database.write(bytes);
      isHung = bytes.includes('pg_advisory_xact_lock') && bytes.includes('recado agenda');
      frozen ||= isHung;
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl.replace('@/', '@unix/'));
  return {
    url: `postgresql://${url.username}:${url.password}@127.0.0.1:${port}${url.pathname}`,
    frozen: () => frozen,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function connectTo(databaseUrl: string): Socket {
  const url = new URL(databaseUrl.replace('@/', '@unix/'));
  const folder = url.searchParams.get('host');
  return folder ? connect(join(folder, '.s.PGSQL.5432')) : connect(Number(url.port || 5432), url.hostname);
}

(postgresIsMissing() ? test.skip : test)(
  'a process that hangs in its turn stops the other callers of its agenda for seconds, and does not book',
  async () => {
    const server = await startPostgres();
    const databaseUrl = await server.createDatabase();
    const proxy = await freezingProxy(databaseUrl);
    const well = await openStoreAndAgenda({ databaseUrl, home: '/nowhere' });
    const hung = await openStoreAndAgenda({ databaseUrl: proxy.url, home: '/nowhere' });
    const tenant = randomUUID();
    const agenda = agendaOver(well.book, tenant);
    const [slot] = await agenda.findSlots({
      ...{ service: 'papers', after: new Date(start).toISOString(), limit: 1 },
    });
    if (!slot) throw new Error('no time is free');

    const lost = agendaOver(hung.book, tenant)
      .bookAppointment(draftBy(1, slot), randomUUID())
      .catch((error: unknown) => error);
    while (!proxy.frozen()) await new Promise((resolve) => setTimeout(resolve, 20));
    const began = Date.now();
    expect((await agenda.bookAppointment(draftBy(2, slot), randomUUID())).outcome).toBe('booked');
    expect(Date.now() - began).toBeGreaterThan(1000);
    expect(await lost).toMatchObject({ kind: 'unavailable' });

    proxy.close();
    await Promise.all([well.store.close(), hung.store.close()]);
    await server.stop();
  },
  45_000,
);
