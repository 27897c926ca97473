import { openConnector } from '../../src/connectors/registry';
import { cuttingProxy } from '../fakes/cutting-proxy';
import { publishedDescription } from '../fakes/published-description';
import { redmineKey, redmineServer, type RedmineServer, type RedmineTraps } from '../fakes/redmine-server';
import { draftOf, faultOf, ticketingContract } from './contract';

const settings = {
  system: 'redmine',
  apiKey: redmineKey,
  project: 'town-hall',
  tracker: 3,
  stampField: 'Recado',
  phoneField: 'Recado phone',
  teams: { lighting: { category: 1 } },
  timeoutMs: 1000,
};
const connect = (url: string, more: object = {}) =>
  openConnector('under-test', { ...settings, url, ...more }).verbs;

const exchanges: RedmineServer['exchanges'] = [];
ticketingContract({
  system: 'redmine',
  secret: redmineKey,
  classes: ['reference'],
  timeoutMs: settings.timeoutMs,
  connect: (url) => connect(url),

  async start() {
    const redmine = await redmineServer();
    return {
      url: redmine.url,
      async turn(mood) {
        redmine.mood = mood;
      },
      made: async (key) =>
        redmine.issues
          .filter(({ fields }) => fields.get(1) === key)
          .map(({ id, status_id: status }) => ({ id: `${id}`, isOpen: status < 5 })),
      comment: async (id, notes) => redmine.office(Number(id), { notes }),
      close: async (id) => redmine.office(Number(id), { status_id: 5 }),
      reopen: async (id) => redmine.office(Number(id), { status_id: 1 }),
      async stop() {
        exchanges.push(...redmine.exchanges);
        await redmine.close();
      },
    };
  },
});

const check = publishedDescription('redmine/redmine.openapi.json');
if (!check)
  console.log('Not checked against Redmine’s published description: ../shared/specs is not at hand.');
(check ? test : test.skip)('what went to and fro fits Redmine’s published description', () => {
  expect(exchanges.length).toBeGreaterThan(100);
  expect(new Set(exchanges.flatMap((exchange) => check?.(exchange) ?? []))).toEqual(new Set());
});

describe('redmine', () => {
  let redmine: RedmineServer | undefined;
  afterEach(async () => {
    await redmine?.close();
    redmine = undefined;
  });
  const open = async (traps: RedmineTraps = {}, more: object = {}) => {
    redmine = await redmineServer(traps);
    return { redmine, verbs: connect(redmine.url, more) };
  };

  test('a ticket’s text says everything that was learnt, in the caller’s language', async () => {
    const { redmine: server, verbs } = await open();
    await verbs.createTicket?.(draftOf(), 'R-1');
    expect(server.issues[0]?.description).toBe(
      [
        'La farola no luce desde el lunes.',
        '',
        'Lugar: Calle de la Amargura 99',
        'Persona de contacto: Ana Ñúñez',
        'Teléfono: +34600000001',
        'Categoría: alumbrado / farola',
        'Equipo: lighting',
        'Pendiente de preguntar: correo electrónico',
        'Respuesta prometida hasta: 2026-11-24T10:00:00.000Z',
        'Recibido: dev, 2026-11-21T10:00:00.000Z',
        'Número desde el que se contactó: +34600000001',
        'Motivo: report_street_light',
        'Datos recogidos: place: Calle de la Amargura 99',
        'Resumen: Una farola apagada.',
      ].join('\n'),
    );
    expect(server.issues[0]).toMatchObject({
      start_date: '2026-11-21',
      due_date: '2026-11-24',
      category_id: 1,
    });
  });

  test('where a day is promised, the issue is due on that day of the office, whatever day it is in UTC', async () => {
    const { redmine: server, verbs } = await open();
    await verbs.createTicket?.(
      { ...draftOf(), dueAt: '2026-12-01T02:59:59.000Z', dueDay: '2026-11-30' },
      'R-1',
    );
    expect(server.issues[0]).toMatchObject({ due_date: '2026-11-30' });
    expect(server.issues[0]?.description).toContain('Respuesta prometida hasta: 2026-11-30\n');
  });

  test('a ticket delivered days after its promise had passed is still taken', async () => {
    const { verbs } = await open();
    const draft = { ...draftOf(), dueAt: '2026-01-03T10:00:00.000Z' };
    draft.origin.at = '2026-01-01T10:00:00.000Z';
    expect((await verbs.createTicket?.(draft, 'R-1'))?.status).toBe('open');
  });

  test('a field that is no filter is refused before anything is made', async () => {
    const { redmine: server, verbs } = await open({ notFilters: [1] });
    for (const attempt of [() => verbs.checkSetup?.(), () => verbs.createTicket?.(draftOf(), 'R-1')]) {
      const fault = await faultOf(attempt());
      expect(fault).toMatchObject({ kind: 'rejected' });
      expect(fault.message).toContain('tick "Used as a filter"');
    }
    expect(server.issues).toHaveLength(0);
  });

  test.each([
    [{ stampField: 'Nobody' }, /no custom field "Nobody"/],
    [{ stampField: 77 }, /no custom field "77"/],
    [{ tracker: 9 }, /not used in tracker 9/],
  ])('settings that do not fit, %j, are refused with what to change', async (more, words) => {
    const { verbs } = await open({}, more);
    const fault = await faultOf(verbs.checkSetup?.());
    expect(fault.kind).toBe('rejected');
    expect(fault.message).toMatch(words);
  });

  test('the setup is checked again after it was mended', async () => {
    const traps: RedmineTraps = { notFilters: [1] };
    const { verbs } = await open(traps);
    await faultOf(verbs.checkSetup?.());
    traps.notFilters = [];
    await expect(verbs.checkSetup?.()).resolves.toBeUndefined();
    expect((await verbs.createTicket?.(draftOf(), 'R-1'))?.reference).toBe('R-1');
  });

  test('a key that is no administrator’s needs the numbers of the fields', async () => {
    const { verbs } = await open({ notAdministrator: true });
    expect((await faultOf(verbs.createTicket?.(draftOf(), 'R-1'))).kind).toBe('unauthorized');
    await redmine?.close();
    const numbered = await open({ notAdministrator: true }, { stampField: 1, phoneField: 2 });
    const made = await numbered.verbs.createTicket?.(draftOf(), 'R-1');
    expect(await numbered.verbs.listTickets?.({ phone: '+34600000001' })).toEqual([made]);
  });

  test('an ignored filter never gives a caller somebody else’s ticket', async () => {
    const { redmine: server, verbs } = await open(
      { notAdministrator: true, notFilters: [1, 2] },
      { stampField: 1, phoneField: 2 },
    );
    await verbs.createTicket?.(draftOf(), 'R-1');
    expect((await faultOf(verbs.createTicket?.(draftOf(), 'R-2'))).kind).toBe('rejected');
    expect((await faultOf(verbs.listTickets?.({ phone: '+34600000002' }))).kind).toBe('rejected');
    expect(server.issues).toHaveLength(1);
  });

  test('a dropped stamp is not passed over: a person is told which issue to mend', async () => {
    const { verbs } = await open({ unused: [1] });
    const fault = await faultOf(verbs.createTicket?.(draftOf(), 'R-1'));
    expect(fault).toMatchObject({ kind: 'rejected', outcome: 'unknown' });
    expect(fault.message).toContain('issue 1 without our stamp');
  });

  test('a close that Redmine dropped is never told as done, however often it is tried', async () => {
    const { verbs } = await open({ mayNotSet: ['status_id', 'priority_id'] });
    await verbs.createTicket?.(draftOf(), 'R-1');
    for (const _ of [1, 2]) {
      const fault = await faultOf(verbs.closeTicket?.('1', 'Ya funciona.', 'R-2'));
      expect(fault).toMatchObject({ kind: 'rejected' });
      expect(fault.message).toContain('status_id');
    }
    expect((await faultOf(verbs.raisePriority?.('1', 'high', 'R-3'))).message).toContain('priority_id');
  });

  test('a reopening that Redmine dropped is never told as done, however often it is tried', async () => {
    const { redmine: server, verbs } = await open({ mayNotSet: ['status_id'] });
    await verbs.createTicket?.(draftOf(), 'R-1');
    server.office(1, { status_id: 5 });
    for (const _ of [1, 2])
      expect(await faultOf(verbs.reopenTicket?.('1', 'Sigue apagada.', 'R-2'))).toMatchObject({
        kind: 'rejected',
      });
  });

  test('who has a ticket opened again that is in somebody’s work does not throw it back to new', async () => {
    const { redmine: server, verbs } = await open();
    await verbs.createTicket?.(draftOf(), 'R-1');
    server.office(1, { status_id: 4 });
    const ticket = await verbs.reopenTicket?.('1', 'Sigue apagada.', 'R-2');
    expect(ticket).toMatchObject({
      status: 'pending',
      comments: [{ author: 'caller', text: 'Sigue apagada.' }],
    });
    expect(server.issues[0]?.status_id).toBe(4);
  });

  test('the status of a reopened ticket is the office’s choice', async () => {
    const { redmine: server, verbs } = await open({}, { reopenedStatus: 2 });
    await verbs.createTicket?.(draftOf(), 'R-1');
    server.office(1, { status_id: 6 });
    expect((await verbs.reopenTicket?.('1', '', 'R-2'))?.status).toBe('open');
    expect(server.issues[0]?.status_id).toBe(2);
  });

  test('a change whose reading back fails may have been done, and is found by the next try', async () => {
    const server = await redmineServer();
    redmine = server;
    const proxy = await cuttingProxy(server.url);
    const verbs = connect(proxy.url);
    await verbs.createTicket?.(draftOf(), 'R-1');
    proxy.next(['GET'], { delayMs: 0 });
    proxy.next(['GET'], { status: 503 });
    expect(await faultOf(verbs.commentTicket?.('1', 'Sigue apagada.', 'R-2'))).toMatchObject({
      kind: 'unavailable',
      outcome: 'unknown',
    });
    expect((await verbs.commentTicket?.('1', 'Sigue apagada.', 'R-2'))?.comments).toHaveLength(1);
    await proxy.close();
  });

  test('a change after which the fields cannot be looked up may have been done', async () => {
    const server = await redmineServer();
    redmine = server;
    await connect(server.url).createTicket?.(draftOf(), 'R-1');
    const proxy = await cuttingProxy(server.url);
    proxy.next(['GET'], { status: 503 }, /custom_fields/);
    expect(await faultOf(connect(proxy.url).commentTicket?.('1', 'Sigue apagada.', 'R-2'))).toMatchObject({
      kind: 'unavailable',
      outcome: 'unknown',
    });
    expect(server.issues[0]?.journals).toHaveLength(1);
    await proxy.close();
  });

  test('where the fields cannot be looked up before the first ticket, nothing was done', async () => {
    const { redmine: server, verbs } = await open();
    server.mood = 'down';
    expect(await faultOf(verbs.createTicket?.(draftOf(), 'R-1', { fresh: true }))).toMatchObject({
      outcome: 'not-done',
    });
  });

  test('private notes are never told, and quoting our mark makes nobody the caller', async () => {
    const { redmine: server, verbs } = await open();
    await verbs.createTicket?.(draftOf(), 'R-1');
    await verbs.commentTicket?.('1', 'Sigue apagada.', 'R-2');
    server.office(1, { notes: 'Este vecino llama mucho.', private: true });
    server.office(1, { notes: '> Sigue apagada.\n> \n> [Recado: R-2]\n\nVamos mañana.' });
    server.office(1, { notes: 'Visto.\n> [Recado: R-2]' });
    const ticket = await verbs.readTicket?.('1');
    expect(ticket?.comments.map(({ author }) => author)).toEqual(['caller', 'office', 'office']);
    expect(JSON.stringify(ticket)).not.toContain('llama mucho');
    expect(ticket?.comments[0]?.text).toBe('Sigue apagada.');
  });

  test('a status in which the office waits is pending, and a priority above ours is urgent', async () => {
    const { redmine: server, verbs } = await open();
    await verbs.createTicket?.(draftOf(), 'R-1');
    server.office(1, { status_id: 4 });
    const [issue] = server.issues;
    if (issue) issue.priority_id = 5;
    expect(await verbs.readTicket?.('1')).toMatchObject({ status: 'pending', priority: 'urgent' });
    await verbs.raisePriority?.('1', 'high', 'R-2');
    expect(issue?.priority_id).toBe(5);
  });
});
