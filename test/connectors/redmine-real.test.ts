/** Our connector against a real Redmine; `npm run test:redmine` makes one. */
import { openConnector } from '../../src/connectors/registry';
import { cuttingProxy, type ProxyFault } from '../fakes/cutting-proxy';
import { type DeskUnderTest, draftOf, faultOf, type Mood, ticketingContract } from './contract';

const {
  REDMINE_URL: url = '',
  REDMINE_API_KEY: apiKey = '',
  REDMINE_REPORTER_KEY: reporterKey,
} = process.env;
const timeoutMs = 3000;

interface Answer {
  issues: { id: number; status: { is_closed: boolean } }[];
  issue_categories: { id: number }[];
  custom_fields: { id: number; name: string }[];
}

async function ask(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: { 'x-redmine-api-key': apiKey, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`Redmine answered ${response.status} to ${method} ${path}`);
  const text = await response.text();
  return (text === '' ? {} : JSON.parse(text)) as Answer;
}

const office = async (id: string, issue: object): Promise<void> =>
  void (await ask('PUT', `issues/${id}.json`, { issue }));

const moods: Record<Mood, ProxyFault | undefined> = {
  well: undefined,
  down: { status: 503 },
  slow: { delayMs: timeoutMs + 1000 },
  mute: 'cut',
};

let category = 1;
const connect = (address: string, more: object = {}) =>
  openConnector('under-test', {
    system: 'redmine',
    url: address,
    apiKey,
    project: 'town-hall',
    tracker: 3,
    stampField: 'Recado',
    phoneField: 'Recado phone',
    teams: { lighting: { category } },
    timeoutMs,
    ...more,
  }).verbs;

async function start(): Promise<DeskUnderTest> {
  category = (await ask('GET', 'projects/town-hall/issue_categories.json')).issue_categories[0]?.id ?? 1;
  const proxy = await cuttingProxy(url);
  return {
    url: proxy.url,
    turn: async (mood) => proxy.always(moods[mood]),
    async made(key) {
      const { issues } = await ask('GET', `issues.json?cf_1=${key}&status_id=*&sort=id`);
      return issues.map(({ id, status }) => ({ id: `${id}`, isOpen: !status.is_closed }));
    },
    comment: (id, notes) => office(id, { notes }),
    close: (id) => office(id, { status_id: 5 }),
    reopen: (id) => office(id, { status_id: 1 }),
    stop: () => proxy.close(),
  };
}

if (url === '') {
  console.log('Not tried against a real Redmine: REDMINE_URL is not set. npm run test:redmine sets it.');
  test.skip('a real Redmine', () => undefined);
} else {
  ticketingContract({
    system: 'redmine',
    secret: apiKey,
    classes: ['reference'],
    timeoutMs,
    connect: (address) => connect(address),
    start,
  });

  describe('a real Redmine', () => {
    test('the issue holds what was learnt, as its office reads it', async () => {
      const made = await connect(url).createTicket?.(draftOf(), 'R-REAL-0001');
      const { issue } = (await ask('GET', `issues/${made?.ref.id}.json`)) as unknown as { issue: object };
      expect(issue).toMatchObject({
        subject: 'Farola apagada',
        tracker: { id: 3 },
        priority: { name: 'Normal' },
        category: { id: category },
        start_date: '2026-11-21',
        due_date: '2026-11-24',
        description: expect.stringContaining('Persona de contacto: Ana Ñúñez') as string,
      });
    });

    test('private notes are never told', async () => {
      const verbs = connect(url);
      const made = await verbs.createTicket?.(draftOf(), 'R-REAL-0002');
      const id = made?.ref.id ?? '';
      await office(id, { notes: 'Este vecino llama mucho.', private_notes: true });
      await office(id, { notes: 'Vamos mañana.' });
      expect((await verbs.readTicket?.(id))?.comments.map(({ text }) => text)).toEqual(['Vamos mañana.']);
    });

    test('a field that is no filter is refused', async () => {
      const fault = await faultOf(connect(url, { stampField: 'No filter' }).checkSetup?.());
      expect(fault).toMatchObject({ kind: 'rejected' });
      expect(fault.message).toContain('Used as a filter');
    });

    test('what is wrong with a ticket is rejected, and a wrong key unauthorized', async () => {
      const nowhere = connect(url, { project: 'no-such-project' });
      expect((await faultOf(nowhere.createTicket?.(draftOf(), 'R-REAL-0003'))).kind).toBe('rejected');
      const stranger = connect(url, { apiKey: 'wrong' });
      expect((await faultOf(stranger.readTicket?.('1'))).kind).toBe('unauthorized');
    });

    (reporterKey ? test : test.skip)(
      'a key that may only report makes tickets and is told what it may not',
      async () => {
        const fields = (await ask('GET', 'custom_fields.json')).custom_fields;
        const numberOf = (name: string): number => fields.find((field) => field.name === name)?.id ?? 0;
        const numbers = { stampField: numberOf('Recado'), phoneField: numberOf('Recado phone') };
        const reporter = connect(url, { apiKey: reporterKey, ...numbers });

        expect((await faultOf(connect(url, { apiKey: reporterKey }).checkSetup?.())).kind).toBe(
          'unauthorized',
        );
        const made = await reporter.createTicket?.(draftOf('+34600555001'), 'R-REAL-0004');
        expect((await reporter.createTicket?.(draftOf('+34600555001'), 'R-REAL-0004'))?.ref).toEqual(
          made?.ref,
        );
        expect(await reporter.listTickets?.({ phone: '+34600555001' })).toHaveLength(1);
        const id = made?.ref.id ?? '';
        expect((await reporter.commentTicket?.(id, 'Sigue apagada.', 'R-REAL-0005'))?.comments).toHaveLength(
          1,
        );
        const fault = await faultOf(reporter.closeTicket?.(id, 'Ya funciona.', 'R-REAL-0006'));
        expect(fault).toMatchObject({ kind: 'rejected' });
        expect(fault.message).toContain('status_id');
        await office(id, { status_id: 5 });
        const reopening = await faultOf(reporter.reopenTicket?.(id, 'Sigue apagada.', 'R-REAL-0008'));
        expect(reopening).toMatchObject({ kind: 'rejected' });

        const unfiltered = connect(url, {
          apiKey: reporterKey,
          ...numbers,
          stampField: numberOf('No filter'),
        });
        expect((await faultOf(unfiltered.createTicket?.(draftOf(), 'R-REAL-0007'))).message).toContain(
          'as a filter',
        );
      },
    );
  });
}
