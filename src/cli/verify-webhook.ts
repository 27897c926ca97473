/** `recado verify-webhook`: whether a captured webhook is right, and if not, why and what to do. Contacts nobody. */
import { z } from 'zod';
import { loadConfig } from '../config';
import type { WebhookEvent } from '../connectors/connector';
import { agendaSystem } from '../connectors/agenda-errors';
import { registerSystem } from '../connectors/register';
import { openConnector } from '../connectors/registry';
import { ConnectorError, UsageError } from '../errors';
import { ForgedWebhook } from '../webhook-schemes/forged-webhook';
import { refusalInWords } from '../webhook-schemes/refusal';
import { schemeNames, schemeOf, signsUrl, type WebhookCheck } from '../webhook-schemes/table';
import { verifyWebhook } from '../webhook-schemes/verify';
import { type Capture, readCapture } from './captured-request';
import { exitCode } from './exit';
import type { Output } from './output';
import { readSecrets } from './secrets';

/** What is asked: a connection of recado.yaml, or a scheme whose secret is in the environment. */
export interface Verifying extends Capture {
  connection?: string;
  scheme?: string;
  secretHeader?: string;
  parameter?: string;
  home: string;
}

type Found =
  | { genuine: true; id?: string | undefined; sentAt?: string | undefined; events?: WebhookEvent[] }
  | { genuine: false; why: string; reason: string; fix: string };

/** Says it, and answers 0 where it is right and 1 where it is not. */
export async function verifyCaptured(asked: Verifying, output: Output): Promise<number> {
  const found = asked.connection === undefined ? byScheme(asked) : byConnection(asked, asked.connection);
  if (found.genuine) {
    output.print('It is genuine.');
    for (const { eventId, record, at } of found.events ?? [])
      output.print(`  Record ${record.id}, event ${eventId}, ${at}`);
  } else {
    output.print(`It would be refused (${found.why}).`);
    output.print(found.reason);
    output.print(`→ ${found.fix}`);
  }
  output.result(found);
  return found.genuine ? exitCode.ok : exitCode.failed;
}

/** The same check as at the door, with what recado.yaml says. */
function byConnection(asked: Verifying, connection: string): Found {
  const { connections } = loadConfig({ ...readSecrets(asked.home), ...process.env });
  const settings = Object.hasOwn(connections, connection) ? connections[connection] : undefined;
  if (!settings)
    throw new UsageError(
      `recado.yaml has no connection ${connection}.`,
      `Write one of ${Object.keys(connections).join(', ')}.`,
    );
  // Our own systems, which need the store, send no webhooks.
  const verbs = [agendaSystem, registerSystem].includes(settings.system)
    ? undefined
    : openConnector(connection, settings).verbs;
  if (!verbs?.readWebhook)
    throw new UsageError(
      `${connection} takes no webhooks.`,
      'Declare them with a webhook: key at this connection in recado.yaml; docs/webhooks.md tells how.',
    );
  const request = readCapture(asked, `/webhooks/${connection}`);
  try {
    return { genuine: true, events: verbs.readWebhook(request) };
  } catch (error) {
    if (error instanceof ForgedWebhook) return { genuine: false, ...error.diagnose() };
    if (!(error instanceof ConnectorError)) throw error;
    const fix = 'Its signature is right. Correct webhook.record and webhook.event in recado.yaml.';
    return { genuine: false, why: 'senseless', reason: error.message, fix };
  }
}

function byScheme(asked: Verifying): Found {
  const scheme = z.enum(schemeNames).safeParse(asked.scheme);
  if (!scheme.success)
    throw new UsageError(
      asked.scheme === undefined ? 'There is nothing to check it against.' : 'There is no such scheme.',
      `Name a connection of recado.yaml, or --scheme with one of ${schemeNames.join(', ')}.`,
    );
  const request = readCapture(asked, '/');
  const check = checkOf(scheme.data, asked);
  const verdict = verifyWebhook(check, request);
  if (!verdict.genuine) return { genuine: false, why: verdict.why, ...refusalInWords(verdict, check) };
  return { genuine: true, id: verdict.id, sentAt: verdict.sentAt?.toISOString() };
}

function checkOf(scheme: WebhookCheck['scheme'], { url, secretHeader, parameter }: Verifying): WebhookCheck {
  // Never on the command line, where everybody on the machine can read it.
  const secrets = [process.env['RECADO_WEBHOOK_SECRET'], process.env['RECADO_WEBHOOK_SECRET_OLD']].filter(
    (secret) => secret !== undefined && secret !== '',
  ) as string[];
  if (secrets.length === 0)
    throw new UsageError(
      'RECADO_WEBHOOK_SECRET is not set.',
      'Set it to the secret of this webhook; RECADO_WEBHOOK_SECRET_OLD may hold the one before.',
    );
  if (signsUrl(schemeOf(scheme)) && url === undefined)
    throw new UsageError(
      `Scheme ${scheme} signs the address.`,
      'Add --url with the whole address that the sender calls.',
    );
  if (scheme === 'header-secret' && secretHeader === undefined)
    throw new UsageError('The header of the secret is not known.', 'Add --secret-header with its name.');
  const base = /^[a-z]+:\/\/[^/?#]*/i.exec(url ?? '')?.[0];
  return { scheme, secrets, header: secretHeader, parameter: parameter ?? 'secret', url: base };
}
