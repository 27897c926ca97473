/** The commands about webhooks: the delivery log, and why one is refused. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { add, openApi, type Run, toCount } from './command';
import { verifyCaptured, type Verifying } from './verify-webhook';
import { listWebhooks, replayWebhook, type WebhookSearch } from './webhooks';

/** Adds them. */
export function addWebhookCommands(recado: Command, run: Run): void {
  addList(recado, run);
  addReplay(recado, run);
  addVerify(recado, run);
}

function addList(recado: Command, run: Run): void {
  const webhooks = add(
    recado,
    'webhooks',
    'list the webhooks that came in, or those that were refused and why',
  )
    .option('--state <state>', 'waiting, handed-over, parked or refused')
    .option('--connection <name>', 'only of this connection')
    .option('--kind <kind>', 'record, receipt, message or event')
    .option('--text <text>', 'what is in the id of event or record')
    .option('--before <place>', 'go on behind an earlier list')
    .option('--limit <n>', 'at most that many', toCount, 20);
  webhooks.action(
    run(async (output) => {
      const { json: _, ...search } = webhooks.opts<WebhookSearch & { json?: boolean }>();
      return listWebhooks(openApi(), search, output);
    }),
  );
}

function addReplay(recado: Command, run: Run): void {
  const replay = add(recado, 'replay <connection> <event>', 'hand a webhook over again').option(
    '--by <name>',
    'who you are',
    'shell',
  );
  replay.action(
    run(async (output, connection = '', eventId = '') => {
      const { by } = replay.opts<{ by: string }>();
      return replayWebhook(openApi(), { connection, eventId, by }, output);
    }),
  );
}

const collect = (value: string, before: string[]): string[] => [...before, value];

function addVerify(recado: Command, run: Run): void {
  const verify = add(
    recado,
    'verify-webhook [connection]',
    'say whether a captured webhook is right, and why it is not',
  )
    .option('--request <file>', 'file with headers, an empty line and the body')
    .option('--header <name: value>', 'a header; may be given several times', collect, [])
    .option('--body-file <file>', 'file with the body, byte for byte')
    .option('--url <address>', 'the whole address that the sender called')
    .option('--method <method>', 'the method, where it was not POST')
    .option('--at <instant>', 'when it came, for one that was kept; now by default')
    .option('--scheme <name>', 'check by this scheme with RECADO_WEBHOOK_SECRET, without recado.yaml')
    .option('--secret-header <name>', 'for scheme header-secret: the header that carries it')
    .option('--parameter <name>', 'for scheme url-secret: the parameter that carries it');
  verify.action(
    run(async (output, connection) => {
      const options = verify.opts<Omit<Verifying, 'home' | 'connection'>>();
      const home = resolve(process.env['RECADO_HOME'] ?? '.recado');
      return verifyCaptured({ ...options, home, ...(connection ? { connection } : {}) }, output);
    }),
  );
}
