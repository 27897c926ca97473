/** A letter answers its own thread: what another case asked the same person is not answered by it. */
import { join } from 'node:path';
import { createWriting } from '../../activities/writing';
import { addressKey } from '../../src/address-key';
import { loadAssistants } from '../../src/agent/assistants';
import type { CallStart } from '../../src/domain/call';
import type { Chat } from '../../src/domain/chat';
import { createMemoryStore } from '../fakes/memory-store';

const secret = 'a secret of the tests';
const from = 'ana@example.org';
const [first, later] = ['R-AAAA-AAAA', 'R-BBBB-BBBB'];

const writing = async () => {
  const store = createMemoryStore();
  const asked = {
    addressKey: addressKey(secret, from),
    channel: 'email' as const,
    kind: 'ticket-closed' as const,
  };
  await store.reach.asked({ ...asked, code: first, askedAt: '2026-11-23T10:00:00.000Z' });
  await store.reach.asked({ ...asked, code: later, askedAt: '2026-11-23T11:00:00.000Z' });
  return createWriting({
    assistants: loadAssistants(
      join(__dirname, '../../agents'),
      new Set(['town-hall-desk', 'shop-desk', 'it-desk', 'agenda']),
    ),
    tools: { propose: () => Promise.reject(new Error('nothing is proposed here')) },
    claim: () => Promise.reject(new Error('nothing is claimed here')),
    startOf: async (_, chat) => await Promise.resolve({ callId: '', email: chat.from } as CallStart),
    ...{ store, secret },
  });
};
const chat = (about: string): Chat => ({
  ...{ assistant: 'town-hall', channel: 'email', from, key: 'k', about, since: 0 },
  ...{ taken: [], calls: 0, replies: 0 },
});
const message = { id: 'm', text: 'gracias', at: '2026-11-23T12:00:00.000Z' };

test('thanks are for the case whose letter is answered, though another one asked later', async () => {
  const { sortMessage } = await writing();
  expect(await sortMessage(chat(first), message)).toMatchObject({ is: 'noted', question: { code: first } });
  expect(await sortMessage(chat(later), message)).toMatchObject({ is: 'noted', question: { code: later } });
});

test('where the case of a letter has asked nothing, its words are talked about', async () => {
  const { sortMessage } = await writing();
  expect(await sortMessage(chat('R-CCCC-CCCC'), message)).toMatchObject({
    is: 'talk',
    start: { email: from },
  });
});

test('who wants nothing more by e-mail says so for the address and not for its case alone', async () => {
  const { sortMessage } = await writing();
  expect(await sortMessage(chat(first), { ...message, text: 'Baja' })).toMatchObject({ is: 'stop' });
  expect(await sortMessage(chat(first), { ...message, text: 'BAJA TODO' })).toMatchObject({
    is: 'stop everywhere',
  });
  // What a mail program's button sends is no more than that, whatever its letter says.
  expect(await sortMessage(chat(first), { ...message, text: 'BAJA TODO', optOut: 'STOP' })).toMatchObject({
    is: 'stop',
  });
});
