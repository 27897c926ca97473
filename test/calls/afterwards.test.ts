/** What happens when the call is long over: the office closes, the caller is told, answers, and what they answer is done. */
import { createWriting } from '../../activities/writing';
import { addressKey } from '../../src/address-key';
import type { CallStart } from '../../src/domain/call';
import type { Chat } from '../../src/domain/chat';
import type { CaseDetail } from '../../src/gateway/shapes';
import { dial, eventually, office as deed, request, ticketsOf } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { ours, startWrittenOffice, type WrittenOffice } from '../fakes/written-office';
import { chatWorkflowId } from '../../workflows/ids';

let office: WrittenOffice;
beforeAll(async () => {
  const reach = { caps: { personPerDay: 8 }, prices: { currency: 'EUR', sms: { ES: 0.07 } } };
  const errands = ['street_light', 'reopen_ticket'];
  office = await startWrittenOffice({ ladder: ['whatsapp', 'sms'], errands, reach });
}, 120_000);
afterAll(async () => await office?.stop());

const caseOf = async (code: string): Promise<CaseDetail> =>
  await request<CaseDetail>(`${office.system.url}/api/cases/${code}`);

/** A caller with a ticket: its number and its code. */
async function withTicket(from: string, street: string): Promise<{ id: string; code: string }> {
  const caller = await dial(office.system.url, 'town-hall', from);
  await askForStreetLight(caller, street);
  const { recordId = '', code = '' } = await caller.say('sí');
  await caller.hangUp();
  return { id: recordId, code };
}

test('closed by the office, WhatsApp fails, SMS arrives, the caller answers 1, and the ticket is open again', async () => {
  const { url, installation, config: settings } = office.system;
  const from = '+34600000301';
  const { id, code } = await withTicket(from, 'calle del Acebo 1');
  // We take WhatsApp's session for open; the carrier knows better and says so once it has taken the message.
  const key = addressKey(settings.secret, from);
  await installation.store.reach.heard(key, 'whatsapp', new Date().toISOString());
  await deed(url, id, 'close');
  expect(await office.got(from, /Responda 1/)).toContain(code);

  const { sends } = await eventually('the receipt of the SMS', async () => {
    const found = await caseOf(code);
    return found.sends.some(({ channel, state }) => channel === 'sms' && state === 'delivered') && found;
  });
  expect(sends).toMatchObject([
    { channel: 'whatsapp', state: 'failed', flagged: false },
    { channel: 'sms', state: 'delivered', estimateMicros: 70_000, currency: 'EUR', flagged: false },
  ]);
  expect(JSON.stringify(sends)).not.toContain(from);

  await office.carrier.messages.say(from, ours, '1');
  await eventually('it to be open again', async () =>
    (await ticketsOf(url)).some((ticket) => ticket.id === id && ticket.status === 'open'),
  );
  await office.got(from, /reabrir|reabiert/);
  // The office closes it once more: the caller hears of that too, and the ticket is still one.
  await deed(url, id, 'close');
  await eventually(
    'word of the second closing',
    async () => office.textsOf(from).filter((text) => /Responda 1/.test(text)).length === 2,
  );
  expect((await ticketsOf(url)).filter((ticket) => ticket.id === id)).toHaveLength(1);
}, 90_000);

test('who writes talks with the assistant, is told first that it is a machine, and gets a ticket by the same rules', async () => {
  const from = '+34600000302';
  const write = async (text: string): Promise<string> => {
    const before = office.textsOf(from).length;
    await office.carrier.messages.say(from, ours, text);
    return await eventually(`an answer to "${text}"`, async () => office.textsOf(from)[before]);
  };
  expect(await write('hay una farola apagada')).toMatch(/inteligencia artificial|asistente automático/i);
  for (const text of ['en la calle del Acebo 2', 'no lo sé', 'no, nada más']) await write(text);
  expect(await write('me llamo Ana Ruiz')).toMatch(/Acebo 2.*\?$/);
  await write('sí');
  const done = await office.got(from, /número \d{4,}/);
  const [, number] = /número (\d{4,})/.exec(done) ?? [];
  expect((await ticketsOf(office.system.url)).map(({ id }) => id)).toContain(number);
  expect(
    office.textsOf(from).filter((text) => /asistente automático|inteligencia artificial/i.test(text)),
  ).toHaveLength(1);
}, 90_000);

test('who writes again when their chat has long ended is answered again', async () => {
  const from = '+34600000305';
  const { config: settings, temporal } = office.system;
  const write = async (text: string): Promise<string> => {
    const before = office.textsOf(from).length;
    await office.carrier.messages.say(from, ours, text);
    return await eventually(`an answer to "${text}"`, async () => office.textsOf(from)[before]);
  };
  await write('hay una farola apagada');
  const key = addressKey(settings.secret, from);
  await temporal.workflow.getHandle(chatWorkflowId('sms', 'town-hall', key)).terminate('a day went by');
  expect(await write('hay una farola apagada')).toMatch(/calle/i);
}, 90_000);

test('an answer whose sorting was lost on its way is sorted again as what it was', async () => {
  const { installation, config: settings } = office.system;
  const from = '+34600000306';
  const { id, code } = await withTicket(from, 'calle del Acebo 6');
  await deed(office.system.url, id, 'close');
  await office.got(from, /Responda 1/);
  const { sortMessage } = createWriting({
    ...{ assistants: installation.assistants, tools: installation.tools, store: installation.store },
    claim: async () => await Promise.resolve({ code: 'R-TEST-CLAIM' }),
    startOf: async () => await Promise.resolve({} as CallStart),
    secret: settings.secret,
  });
  const chat: Chat = {
    ...{ assistant: 'town-hall', channel: 'sms', from, key: 'k', since: 0 },
    ...{ taken: [], calls: 0, replies: 0 },
  };
  const message = { id: 'SM1', text: '1', at: new Date().toISOString() };
  const first = await sortMessage(chat, message);
  expect(first).toMatchObject({ is: 'order', question: { code } });
  expect(await sortMessage(chat, message)).toEqual(first);
}, 90_000);

test('BAJA is confirmed once, and nothing more is sent there, until ALTA', async () => {
  const { url } = office.system;
  const from = '+34600000303';
  const { id } = await withTicket(from, 'calle del Acebo 3');
  await office.carrier.messages.say(from, ours, 'baja');
  await office.got(from, /no le escribiremos más/);
  await eventually('the wish to be kept', async () => {
    const key = addressKey(office.system.config.secret, from);
    return (await office.system.installation.store.reach.optedOut(key)).includes('sms');
  });
  await deed(url, id, 'comment', 'El técnico pasa mañana');
  await eventually('the outreach to end', async () => {
    const { audit } = await request<CaseDetail>(`${url}/api/cases/${(await openCaseOf(id)).code}`);
    return audit.some(({ what, detail }) => what === 'notice: commented' && detail === 'unreachable');
  });
  expect(office.textsOf(from)).toHaveLength(1);
  await office.carrier.messages.say(from, ours, 'alta');
  await office.got(from, /volverá a recibir/);
  await deed(url, id, 'comment', 'Ya está el repuesto');
  await office.got(from, /Ya está el repuesto/);
}, 90_000);

async function openCaseOf(recordId: string): Promise<{ code: string }> {
  const { items } = await request<{ items: { code: string; recordId?: string }[] }>(
    `${office.system.url}/api/cases`,
  );
  const found = items.find((one) => one.recordId === recordId);
  if (!found) throw new Error(`no case has record ${recordId}`);
  return found;
}

test('no more messages a day than anybody may get; a receipt that comes twice changes nothing', async () => {
  const { url } = office.system;
  const from = '+34600000304';
  office.carrier.messages.callbacks = { shuffled: true, doubled: true };
  const { id, code } = await withTicket(from, 'calle del Acebo 4');
  for (let number = 1; number <= 10; number += 1) {
    await deed(url, id, 'comment', `Nota ${number}`);
    await eventually(`note ${number} to be told or refused`, async () => {
      const { audit } = await caseOf(code);
      return audit.filter(({ what }) => what === 'notice: commented').length >= number;
    });
  }
  await eventually('eight to have arrived', async () => office.textsOf(from).length === 8);
  const { sends, audit } = await caseOf(code);
  expect(sends.filter(({ channel }) => channel === 'sms')).toHaveLength(8);
  expect(audit.filter(({ detail }) => detail === 'unreachable')).toHaveLength(2);
  office.carrier.messages.callbacks = {};
}, 120_000);
