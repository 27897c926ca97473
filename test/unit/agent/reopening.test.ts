import { loadAssistants } from '../../../src/agent/assistants';
import { createTools } from '../../../src/agent/tools';
import type { Ticket } from '../../../src/domain/ticket';
import { terms } from '../../../src/domain/terms';
import { phrasesOf } from '../../../src/language/phrases-of';

const from = '+34600000001';
const at = '2026-11-21T10:00:00.000Z';
const phrases = phrasesOf('es');

/** The wish of this caller for a ticket of `owner` that stands like this. */
const wishFor = async (status: Ticket['status'], { owner = from, reason = 'Sigue apagada.' } = {}) => {
  const ticket: Ticket = {
    ...{ ref: { connection: 'town-hall-desk', id: '1042' }, status, priority: 'normal', subject: 'Farola' },
    ...{ contact: { phone: owner }, comments: [], createdAt: at, updatedAt: at },
  };
  const tools = createTools({
    assistants: loadAssistants('agents'),
    connections: {
      verbsOf: () => ({ readTicket: async (id) => (id === '1042' ? ticket : undefined) }),
      termsOf: () =>
        terms.parse({ creation: 'reference', indexLagMs: 0, settleMs: 0, atOnce: 4, policy: {} }),
    },
    recordOfCode: async () => undefined,
    secret: 'a secret',
  });
  const args = { number: '1042', ...(reason === '' ? {} : { reason }) };
  return await tools.propose(
    { callId: 'c1', assistant: 'town-hall', channel: 'dev', language: 'es', from, now: at },
    { id: 't1', name: 'reopen_ticket', args },
  );
};

test('a closed ticket of the caller is read back before it is opened again', async () => {
  expect(await wishFor('closed')).toMatchObject({
    proposal: {
      needsYes: true,
      readBack: 'Voy a reabrir la solicitud 1042. Motivo: Sigue apagada. ¿La reabro?',
      order: { verb: 'reopenTicket', args: { id: '1042', reason: 'Sigue apagada.' } },
    },
  });
  expect(await wishFor('closed', { reason: '' })).toMatchObject({
    proposal: { readBack: 'Voy a reabrir la solicitud 1042. ¿La reabro?' },
  });
});

test.each(['open', 'pending'] as const)(
  'one that is %s needs no opening, and is not proposed',
  async (status) => {
    expect(await wishFor(status)).toEqual({
      result: { data: { refused: 'already open' }, say: phrases.notAllowed('already-open') },
    });
  },
);

test('somebody else’s ticket is not there, closed or not', async () => {
  for (const status of ['closed', 'open'] as const)
    expect(await wishFor(status, { owner: '+34600000002' })).toMatchObject({
      result: { say: phrases.notFound() },
    });
});
