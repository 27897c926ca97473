import { randomUUID } from 'node:crypto';
import type { Arrival, AuditEntry, CallRecord, CaseRecord, WebhookRecord } from '../../src/store/records';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from './databases';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString();

function aCall(change: Partial<CallRecord> = {}): CallRecord {
  const callId = randomUUID();
  return {
    callId,
    workflowId: `call/dev/${callId}`,
    channel: 'dev',
    tenant: 'town-hall',
    assistant: 'town-hall',
    language: 'es',
    state: 'live',
    turns: 0,
    codes: [],
    startedAt: at(0),
    version: 1,
    ...change,
  };
}

function aCase(change: Partial<CaseRecord> = {}): CaseRecord {
  const code = `R-${randomUUID().slice(0, 8)}`;
  return {
    code,
    tenant: 'town-hall',
    channel: 'dev',
    assistant: 'town-hall',
    language: 'es',
    callId: 'call-1',
    workflowId: `delivery/${code}`,
    connection: 'town-hall-desk',
    verb: 'createTicket',
    title: 'avisar de una farola apagada',
    state: 'delivering',
    attempts: 0,
    flagged: false,
    createdAt: at(0),
    updatedAt: at(0),
    version: 1,
    ...change,
  };
}

function anEntry(subject: string, number: number, change: Partial<AuditEntry> = {}): AuditEntry {
  return { subject, number, at: at(number), who: 'system', what: 'tried', detail: 'mute', ...change };
}

function anArrival(change: Partial<Arrival> = {}): Arrival {
  return {
    connection: 'town-hall-desk',
    kind: 'record',
    eventId: randomUUID(),
    recordId: '1042',
    at: at(0),
    receivedAt: at(1),
    ...change,
  };
}

describeDatabases('The store', (open) => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await open();
    store = await openStore(database.place);
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  test('where the time of a spoken turn went is kept once, in the order of the turns', async () => {
    const callId = randomUUID();
    const second = { callId, turnId: 'v2', at: at(2), spans: { workflowHopMs: 8, userBotLatencyMs: 700 } };
    const first = { callId, turnId: 'v1', at: at(1), spans: { ttftMs: 300 } };
    await store.saveTiming(second);
    await store.saveTiming(first);
    await store.saveTiming({ ...first, spans: { ttftMs: 999 } });
    expect(await store.timingsOf(callId)).toEqual([first, second]);
    expect(await store.timingsOf(randomUUID())).toEqual([]);
  });

  test('gives a call back as it was saved, with nothing added for what it lacks', async () => {
    const call = aCall({
      ...{ codes: ['R-7K3F-92QD', 'R-1111-2222'], fromMasked: '+34 6•• ••• •01' },
      phone: {
        outbound: { outcome: 'machine', messageLeft: true },
        transfers: [{ kind: 'warm', outcome: 'no-answer', at: at(1) }],
        recording: { consent: 'yes', at: at(0), recordingSid: `RE${'0'.repeat(32)}` },
      },
    });
    await store.saveCall(call);
    expect(await store.findCall(call.callId)).toEqual(call);
    expect(await store.findCall('no-such-call')).toBeUndefined();
  });

  test('keeps the newer of two versions of a call, whichever is saved last', async () => {
    const live = aCall({ version: 4, turns: 4, fromMasked: '+34 6••' });
    const { fromMasked: _, ...rest } = live;
    const ended: CallRecord = { ...rest, version: 5, state: 'ended', endedAt: at(9), endedBy: 'caller' };
    await store.saveCall(live);
    await store.saveCall(ended);
    await store.saveCall(live);
    expect(await store.findCall(live.callId)).toEqual(ended);
  });

  test('lists calls newest first, and only the live ones when asked', async () => {
    const early = aCall({ startedAt: '2090-01-01T10:00:00.000Z', state: 'ended' });
    const late = aCall({ startedAt: '2090-01-01T11:00:00.000Z' });
    await store.saveCall(early);
    await store.saveCall(late);
    expect((await store.listCalls({ limit: 2 })).map((call) => call.callId)).toEqual([
      late.callId,
      early.callId,
    ]);
    const live = await store.listCalls({ limit: 50, state: 'live' });
    expect(live.map((call) => call.callId)).toContain(late.callId);
    expect(live.map((call) => call.callId)).not.toContain(early.callId);
  });

  test('a case and its audit lines, saved again and out of order, change nothing twice', async () => {
    const first = aCase();
    const subject = `case/${first.code}`;
    const second: CaseRecord = { ...first, version: 2, state: 'delivered', recordId: '1042', attempts: 3 };
    await store.saveCase(first, [anEntry(subject, 1)]);
    await store.saveCase(second, [anEntry(subject, 1), anEntry(subject, 2)]);
    await store.saveCase(second, [anEntry(subject, 2)]);
    await store.saveCase(first, [anEntry(subject, 1, { what: 'something else' })]);
    expect(await store.findCase(first.code)).toEqual(second);
    expect(await store.listAudit(subject)).toEqual([anEntry(subject, 1), anEntry(subject, 2)]);
  });

  test('saves a case together with its audit lines, or neither', async () => {
    const record = aCase();
    const broken = anEntry(`case/${record.code}`, 1, { at: 'the day before yesterday, more or less' });
    await expect(store.saveCase(record, [broken])).rejects.toThrow();
    expect(await store.findCase(record.code)).toBeUndefined();
  });

  test('many savings of one case at once end in the newest version with every line', async () => {
    const record = aCase();
    const subject = `case/${record.code}`;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.saveCase({ ...record, version: index + 1, attempts: index + 1 }, [anEntry(subject, index + 1)]),
      ),
    );
    expect((await store.findCase(record.code))?.version).toBe(20);
    expect((await store.listAudit(subject)).map((entry) => entry.number)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test('finds the case that made a record, not a later one about it', async () => {
    const recordId = randomUUID();
    const made = aCase({ recordId, createdAt: at(1) });
    const comment = aCase({ recordId, createdAt: at(2), verb: 'commentTicket' });
    await store.saveCase(comment, []);
    await store.saveCase(made, []);
    expect((await store.findCaseByRecord('town-hall-desk', recordId))?.code).toBe(made.code);
    expect(await store.findCaseByRecord('shop-desk', recordId)).toBeUndefined();
  });

  test('lists the cases of one caller, and leaves out the settled ones when asked', async () => {
    const callerKey = randomUUID();
    const states = ['delivering', 'parked', 'delivered', 'refused', 'withdrawn', 'settled'] as const;
    for (const [index, state] of states.entries())
      await store.saveCase(aCase({ callerKey, state, createdAt: at(index) }), []);
    const all = await store.listCases({ limit: 10, callerKey });
    expect(all.map(({ state }) => state)).toEqual([...states].reverse());
    const open = await store.listCases({ limit: 10, callerKey, open: true });
    expect(open.map(({ state }) => state)).toEqual(['delivered', 'parked', 'delivering']);
    expect(await store.listCases({ limit: 1, callerKey })).toEqual(all.slice(0, 1));
  });

  test('an instant written with an offset is read as the same instant in UTC', async () => {
    const record = aCase({ dueAt: '2026-11-23T10:30:00+01:00', nextStepAt: '2026-11-23T09:30:00.123Z' });
    await store.saveCase(record, []);
    const found = await store.findCase(record.code);
    expect(found?.dueAt).toBe('2026-11-23T09:30:00.000Z');
    expect(found?.nextStepAt).toBe('2026-11-23T09:30:00.123Z');
  });

  test('a message sent twice is in the inbox once; the inbox shows the newest, newest last', async () => {
    const to = `+34${Date.now()}`.slice(0, 15);
    const message = { id: randomUUID(), code: 'R-1', channel: 'sms', to, text: 'Hecho: 1042', sentAt: at(1) };
    await store.putMessage(message);
    await store.putMessage({ ...message, text: 'another text' });
    await store.putMessage({ ...message, id: randomUUID(), text: 'second', sentAt: at(2) });
    await store.putMessage({ ...message, id: randomUUID(), text: 'third', sentAt: at(3) });
    const texts = async (limit: number) => (await store.listMessages({ to, limit })).map(({ text }) => text);
    expect(await texts(10)).toEqual(['Hecho: 1042', 'second', 'third']);
    expect(await texts(2)).toEqual(['second', 'third']);
  });

  test('a webhook that comes twenty times at once is new once', async () => {
    const webhook = anArrival();
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.takeWebhook(webhook)));
    expect(answers.filter((answer) => answer === 'new')).toHaveLength(1);
    const sameIdElsewhere = await store.takeWebhook({ ...webhook, connection: 'shop-desk' });
    expect(sameIdElsewhere).toBe('new');
  });

  test('waiting webhooks come oldest first and leave when settled; a doubled one does not bring them back', async () => {
    for (const webhook of await store.waitingWebhooks(1000))
      await store.settleWebhook(webhook.connection, webhook.eventId, { state: 'handed-over', tries: 1 });
    const late = anArrival({ receivedAt: at(5) });
    const early = anArrival({ receivedAt: at(4) });
    await store.takeWebhook(late);
    await store.takeWebhook(early);
    const asTaken = { state: 'waiting', tries: 0, times: 1 };
    expect(await store.waitingWebhooks(10)).toEqual([early, late].map((one) => ({ ...one, ...asTaken })));
    await store.settleWebhook(early.connection, early.eventId, {
      state: 'parked',
      tries: 3,
      note: 'no case',
    });
    expect(await store.takeWebhook(early)).toBe('doubled');
    expect(await store.waitingWebhooks(10)).toEqual([{ ...late, ...asTaken }]);
    expect(await store.listWebhooks({ limit: 10, state: 'parked' })).toEqual([
      { ...early, state: 'parked', tries: 3, times: 2, note: 'no case' },
    ]);
    expect((await store.listWebhooks({ limit: 1 }))[0]).toEqual({ ...late, ...asTaken });
  });

  test('the log of webhooks is searched, and paged through although many came at one moment', async () => {
    const connection = `desk-${randomUUID()}`;
    const all = Array.from({ length: 23 }, (_, i) =>
      anArrival({ connection, eventId: `Evt_${i}%`, recordId: `${500 + i}`, receivedAt: at(i % 3) }),
    );
    for (const one of all) await store.takeWebhook(one);
    const find = async (query: object) =>
      (await store.listWebhooks({ limit: 500, connection, ...query })).map(({ eventId }) => eventId);
    expect(await find({ text: 'eVT_7%' })).toEqual(['Evt_7%']);
    expect(await find({ text: '507' })).toEqual(['Evt_7%']);
    expect(await find({ text: '507\0' })).toEqual(['Evt_7%']);
    expect(await find({ text: '%%' })).toEqual([]);
    expect(await find({ text: "' or 1=1 --" })).toEqual([]);
    expect(await find({ kind: 'receipt' })).toEqual([]);
    expect(await find({ state: 'waiting', text: 'evt_1' })).toHaveLength(11);
    const seen: string[] = [];
    for (let before: WebhookRecord | undefined; ;) {
      const page = await store.listWebhooks({ limit: 5, connection, before });
      seen.push(...page.map(({ eventId }) => eventId));
      before = page.at(-1);
      if (page.length < 5) break;
    }
    expect(seen).toEqual(await find({}));
    expect(new Set(seen).size).toBe(23);
  });

  test('a webhook is put back to waiting once however many wish it, and each time is on record', async () => {
    const one = anArrival();
    const { connection, eventId } = one;
    const replay = async (by: string) => await store.replayWebhook(connection, eventId, { by, at: at(7) });
    expect(await replay('ana')).toBeUndefined();
    await store.takeWebhook(one);
    expect(await replay('ana')).toBe('waiting');
    await store.settleWebhook(connection, eventId, { state: 'parked', tries: 4, note: 'nobody' });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => replay(`op${i}`)));
    expect(answers.filter((answer) => answer === 'parked')).toHaveLength(1);
    await store.settleWebhook(connection, eventId, { state: 'handed-over', tries: 5 });
    expect(await replay('eva')).toBe('handed-over');
    const lines = await store.listAudit(`webhook/${connection}/${eventId}`);
    expect(lines).toMatchObject([
      { number: 1, what: 'replayed', detail: 'it was parked' },
      { number: 2, who: 'operator:eva', what: 'replayed', detail: 'it was handed-over' },
    ]);
    const [found] = await store.listWebhooks({ limit: 1, text: eventId });
    expect(found).toMatchObject({ state: 'waiting', tries: 5 });
    expect(found?.note).toBeUndefined();
  });

  test('the newest thousand refusals of each connection are kept', async () => {
    const [flooded, quiet] = [`desk-${randomUUID()}`, `desk-${randomUUID()}`];
    const refusal = (connection: string, sizeBytes: number) => ({
      ...{ connection, receivedAt: at(1), why: 'clock' as const, sizeBytes, times: 1 },
      ...{ reason: 'It is late.', fix: 'Put the clock right.' },
    });
    await store.noteRefusal(refusal(quiet, 1));
    for (let i = 0; i < 101; i += 1)
      await Promise.all(
        Array.from({ length: 10 }, (_, j) => store.noteRefusal(refusal(flooded, i * 10 + j))),
      );
    const kept = await store.listRefusals({ limit: 2_000, connection: flooded });
    expect(kept).toHaveLength(1_000);
    expect(kept.some(({ sizeBytes }) => sizeBytes < 5)).toBe(false);
    expect(await store.listRefusals({ limit: 9, connection: quiet })).toMatchObject([refusal(quiet, 1)]);
    const page = await store.listRefusals({ limit: 10, connection: flooded, before: kept[9]?.id });
    expect(page).toEqual(kept.slice(10, 20));
  });

  test('a zero character, which PostgreSQL cannot keep, is left out instead of stopping the write for ever', async () => {
    const record = aCase({ title: 'una\0 farola' });
    await store.saveCase(record, [anEntry(`case/${record.code}`, 1, { detail: '\0' })]);
    expect((await store.findCase(record.code))?.title).toBe('una farola');
    expect((await store.listAudit(`case/${record.code}`))[0]?.detail).toBe('');
  });

  test('words with quotes, letters of other tongues and SQL in them are kept as they are', async () => {
    const title = `"; drop table cases; -- 'ção' ¿Ñandú? $1 \\ 日本`;
    const record = aCase({ title });
    await store.saveCase(record, []);
    expect((await store.findCase(record.code))?.title).toBe(title);
  });

  test('several processes may open the same new database at once', async () => {
    const fresh = await open();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(fresh.place)));
    const record = aCase();
    await Promise.all(stores.map((each) => each.saveCase(record, [])));
    expect(await stores[3]?.findCase(record.code)).toEqual(record);
    await Promise.all(stores.map((each) => each.close()));
    await fresh.stop();
  });
});
