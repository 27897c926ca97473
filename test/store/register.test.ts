import { openConnector, defineSystems } from '../../src/connectors/registry';
import { registerConnector } from '../../src/connectors/register';
import type { Verbs } from '../../src/connectors/connector';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { draftOf, faultOf } from '../connectors/contract';
import { describeDatabases, type TestDatabase } from './databases';

let last = 0;
const newKey = (): string => `R-TEST-${String((last += 1)).padStart(4, '0')}`;

const verbsOf = (store: Store, connection = 'register'): Required<Verbs> =>
  openConnector(connection, { system: 'register' }, defineSystems(registerConnector(store.register)))
    .verbs as Required<Verbs>;

describeDatabases('Our own case register', (open) => {
  let database: TestDatabase;
  let stores: Store[];
  let verbs: Required<Verbs>;
  let others: Required<Verbs>;

  beforeAll(async () => {
    database = await open();
    stores = [await openStore(database.place), await openStore(database.place)];
    [verbs, others] = stores.map((store) => verbsOf(store)) as [Required<Verbs>, Required<Verbs>];
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.stop();
  });

  const file = async (key = newKey(), draft = draftOf()) => await verbs.createTicket(draft, key);

  test('a ticket is filed under the caller’s code, and read back as it was filed', async () => {
    const key = newKey();
    const ticket = await file(key);
    expect(ticket).toMatchObject({
      ref: { connection: 'register', id: key },
      reference: key,
      status: 'open',
      priority: 'normal',
      subject: 'Farola apagada',
      team: 'lighting',
      contact: { phone: '+34600000001' },
      comments: [],
    });
    expect(await verbs.readTicket(key)).toEqual(ticket);
    expect(await verbs.readTicket('R-0000-0000')).toBeUndefined();
  });

  test('what the caller named is kept as it was named', async () => {
    const draft = draftOf();
    const key = newKey();
    const entities = { lamp_post: 'la\0 vieja', Plaza: 'Mayor' };
    await file(key, { ...draft, origin: { ...draft.origin, entities } });
    const kept = await stores[0]?.register.find('register', key);
    expect(kept?.draft.origin.entities).toEqual({ lamp_post: 'la vieja', Plaza: 'Mayor' });
  });

  test('one key files one ticket, also from two processes at the same moment', async () => {
    const key = newKey();
    const filed = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        (nth % 2 ? verbs : others).createTicket(draftOf('+34600888001'), key),
      ),
    );
    expect(new Set(filed.map(({ ref }) => ref.id))).toEqual(new Set([key]));
    expect(await verbs.listTickets({ phone: '+34600888001' })).toHaveLength(1);
  });

  test('each register keeps its tickets to itself', async () => {
    const key = newKey();
    await file(key, draftOf('+34600888002'));
    const second = verbsOf(stores[1] as Store, 'second');
    expect(await second.readTicket(key)).toBeUndefined();
    expect(await second.listTickets({ phone: '+34600888002' })).toEqual([]);
    await second.createTicket(draftOf('+34600888002'), key);
    expect(await verbs.listTickets({ phone: '+34600888002' })).toHaveLength(1);
  });

  test('a comment is made once per key, also from two processes at the same moment', async () => {
    const { ref } = await file();
    const key = newKey();
    await Promise.all([verbs, others, verbs].map((one) => one.commentTicket(ref.id, 'Sigue apagada.', key)));
    await verbs.commentTicket(ref.id, 'Sigue apagada.', newKey());
    const read = await verbs.readTicket(ref.id);
    expect(read?.comments.map(({ author, text }) => [author, text])).toEqual([
      ['caller', 'Sigue apagada.'],
      ['caller', 'Sigue apagada.'],
    ]);
    expect(new Set(read?.comments.map(({ id }) => id)).size).toBe(2);
  });

  test('twenty changes at the same moment are all kept', async () => {
    const { ref } = await file();
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        (nth % 2 ? verbs : others).commentTicket(ref.id, `nota ${nth}`, newKey()),
      ),
    );
    expect((await verbs.readTicket(ref.id))?.comments).toHaveLength(20);
  });

  test('priority is raised and never lowered', async () => {
    const { ref } = await file();
    expect((await verbs.raisePriority(ref.id, 'urgent', newKey())).priority).toBe('urgent');
    expect((await verbs.raisePriority(ref.id, 'high', newKey())).priority).toBe('urgent');
  });

  test('a ticket is closed with its reason, and stays reopened when the same key comes again', async () => {
    const { ref } = await file();
    const key = newKey();
    expect(await verbs.closeTicket(ref.id, ' Ya funciona. ', key)).toMatchObject({
      status: 'closed',
      comments: [{ author: 'caller', text: 'Ya funciona.' }],
    });
    await stores[0]?.register.change('register', ref.id, 'office-1', () => ({ status: 'open' }));
    expect(await verbs.closeTicket(ref.id, 'Ya funciona.', key)).toMatchObject({ status: 'open' });
    expect((await verbs.closeTicket(ref.id, '', newKey())).comments).toHaveLength(1);
  });

  test('a closed ticket is opened again once per key, also from two processes, and an open one only takes the reason', async () => {
    const { ref } = await file();
    await verbs.closeTicket(ref.id, '', newKey());
    const key = newKey();
    await Promise.all([verbs, others, verbs].map((one) => one.reopenTicket(ref.id, ' Sigue apagada. ', key)));
    expect(await verbs.readTicket(ref.id)).toMatchObject({
      status: 'open',
      comments: [{ author: 'caller', text: 'Sigue apagada.' }],
    });
    await stores[0]?.register.change('register', ref.id, 'office-2', () => ({ status: 'closed' }));
    expect(await verbs.reopenTicket(ref.id, 'Sigue apagada.', key)).toMatchObject({ status: 'closed' });

    await stores[0]?.register.change('register', ref.id, 'office-3', () => ({ status: 'pending' }));
    const pending = await verbs.reopenTicket(ref.id, 'De verdad.', newKey());
    expect(pending.status).toBe('pending');
    expect(pending.comments).toHaveLength(2);
    expect((await verbs.reopenTicket(ref.id, ' ', newKey())).comments).toHaveLength(2);
  });

  test('a ticket that is not there is missing for every change', async () => {
    for (const change of [
      () => verbs.commentTicket('none', 'x', newKey()),
      () => verbs.raisePriority('none', 'high', newKey()),
      () => verbs.closeTicket('none', 'x', newKey()),
      () => verbs.reopenTicket('none', 'x', newKey()),
    ])
      expect(await faultOf(change())).toMatchObject({ kind: 'missing', system: 'register' });
  });

  test('a person’s tickets are listed newest first, at most 20, and nobody else’s', async () => {
    const mine = '+34600888003';
    for (let nth = 1; nth <= 21; nth += 1) await file(newKey(), draftOf(mine, `número ${nth}`));
    await file(newKey(), draftOf('+34600888004'));
    const listed = await verbs.listTickets({ phone: mine });
    expect(listed).toHaveLength(20);
    expect(listed[0]?.subject).toBe('número 21');
    expect(await verbs.listTickets({})).toEqual([]);
    expect(await verbs.listTickets({ email: 'nobody@example.org' })).toEqual([]);
  });

  test('operators list the open ones apart', async () => {
    const [open, closed] = [await file(), await file()];
    await verbs.closeTicket(closed.ref.id, '', newKey());
    const ids = (await stores[0]?.register.list('register', { limit: 500, open: true }))?.map(({ id }) => id);
    expect(ids).toContain(open.ref.id);
    expect(ids).not.toContain(closed.ref.id);
  });

  test('possible doubles can be listed apart', async () => {
    const store = stores[0] as Store;
    const at = '2026-11-21T10:00:00.000Z';
    const aCase = (code: string, flagged: boolean) => ({
      ...{
        code,
        tenant: 't',
        channel: 'dev',
        assistant: 'a',
        language: 'es' as const,
        callId: 'c',
        workflowId: 'w',
      },
      ...{
        connection: 'desk',
        verb: 'createTicket',
        title: 'x',
        state: 'parked' as const,
        attempts: 1,
        flagged,
      },
      ...{ createdAt: at, updatedAt: at, version: 1, parkedFor: 'no se entiende', deadline: at },
    });
    await store.saveCase(aCase('R-FLAG-0001', true), []);
    await store.saveCase(aCase('R-FLAG-0002', false), []);
    expect((await store.listCases({ limit: 10, flagged: true })).map(({ code }) => code)).toEqual([
      'R-FLAG-0001',
    ]);
    expect(await store.findCase('R-FLAG-0002')).toMatchObject({
      ...{ flagged: false, parkedFor: 'no se entiende', deadline: at },
    });
  });

  test('a database that is away is told as such, so that the delivery goes on trying', async () => {
    const doomed = await open();
    const store = await openStore(doomed.place);
    const lost = verbsOf(store);
    await lost.ping();
    await doomed.stop();
    for (const ask of [() => lost.createTicket(draftOf(), newKey()), () => lost.ping()])
      expect(await faultOf(ask())).toMatchObject({ kind: 'unavailable', system: 'register' });
    await store.close();
  });
});
