import { openConnector } from '../../src/connectors/registry';
import { signWebhook } from '../../src/signature';
import { sandboxSecret, sandboxToken, startSandbox } from '../fakes/sandbox';
import { ticketingContract, webhookContract } from './contract';

const otherSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const connect = (url: string, webhookSecret: unknown = sandboxSecret) =>
  openConnector('under-test', {
    system: 'sandbox-desk',
    url,
    token: sandboxToken,
    webhookSecret,
    timeoutMs: 1000,
  }).verbs;

interface Listed {
  tickets: { id: string; reference?: string; status: string }[];
}

ticketingContract({
  system: 'sandbox-desk',
  secret: sandboxToken,
  connect: (url) => connect(`${url}/desks/shop`),

  async start() {
    const sandbox = await startSandbox({ slowMs: 1800 });
    const act = (id: string, what: string, body: object) =>
      sandbox.admin('POST', `desks/shop/tickets/${id}/${what}`, body).then(() => undefined);
    return {
      url: sandbox.url,
      turn: (mood) => sandbox.admin('PUT', 'desks/shop/mood', { mood }).then(() => undefined),
      async open(key) {
        const { tickets } = (await sandbox.admin('GET', 'desks/shop/tickets')) as Listed;
        return tickets
          .filter(({ reference, status }) => reference === key && status === 'open')
          .map(({ id }) => id);
      },
      comment: (id, text) => act(id, 'comment', { text }),
      close: (id) => act(id, 'close', {}),
      reopen: (id) => act(id, 'reopen', {}),
      stop: () => sandbox.remove(),
    };
  },
});

const at = '2026-11-21T10:00:00.000Z';
webhookContract({
  system: 'sandbox-desk',
  verbs: connect('http://127.0.0.1:9'),
  whileChanging: connect('http://127.0.0.1:9', [otherSecret, sandboxSecret]),
  body: JSON.stringify({ type: 'ticket.updated', timestamp: at, data: { id: '1001', reference: 'R-1' } }),
  event: { record: { connection: 'under-test', id: '1001' }, at },
  sign: (rawBody, id, sentAt) => signWebhook(sandboxSecret, id, sentAt, rawBody),
  forge: (rawBody, id, sentAt) => signWebhook(otherSecret, id, sentAt, rawBody),
});
