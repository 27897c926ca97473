/** The webhooks of a connection whose connector knows none: checked and read as recado.yaml declares. */
import { createHash } from 'node:crypto';
import { ConnectorError } from '../errors';
import { foundAt, readable, type Readable } from '../webhook-schemes/body-path';
import { requireGenuine } from '../webhook-schemes/forged-webhook';
import type { SignedRequest } from '../webhook-schemes/scheme';
import { checkOf, type WebhookSettings } from '../webhook-schemes/settings';
import type { Genuine } from '../webhook-schemes/verify';
import type { WebhookEvent } from './connector';

/** Events that one request may report. */
const most = 100;

/** The verb `readWebhook` of such a connection. */
export function declaredWebhook(
  connection: string,
  settings: WebhookSettings,
): (request: SignedRequest) => WebhookEvent[] {
  const check = checkOf(settings);
  const senseless = (what: string): ConnectorError =>
    new ConnectorError(connection, 'malformed', `A webhook of ${connection} ${what}.`);
  return (request) => {
    const genuine = requireGenuine(connection, check, request);
    const content = readable(request);
    const records = foundAt(content, settings.record);
    if (records.length === 0) throw senseless(`has no number of a record at ${settings.record}`);
    if (records.length > most) throw senseless(`reports more than ${most} events`);
    const eventIds = eventIdsOf(settings, content, genuine, records.length);
    if (eventIds.length !== records.length)
      throw senseless(`has ${records.length} records and ${eventIds.length} ids at ${settings.event}`);
    const moments = settings.at === undefined ? [] : foundAt(content, settings.at);
    return records.map((id, place) => ({
      eventId: eventIds[place] ?? '',
      record: { connection, id },
      at: toInstant(moments[place]) ?? (genuine.sentAt ?? request.receivedAt).toISOString(),
    }));
  };
}

function eventIdsOf(
  { event }: WebhookSettings,
  content: Readable,
  { id, sentAt }: Genuine,
  count: number,
): string[] {
  if (event !== undefined) return foundAt(content, event);
  const { body, receivedAt } = content.request;
  // Without an id and a signed moment a repeat cannot be told from the next change with the same words. To look once too
  // often is harmless.
  const whole =
    id ?? `${createHash('sha256').update(body).digest('hex').slice(0, 32)}-${+(sentAt ?? receivedAt)}`;
  return Array.from({ length: count }, (_, place) => (count === 1 ? whole : `${whole}#${place}`));
}

function toInstant(text: string | undefined): string | undefined {
  const isIso = text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);
  const instant = new Date(isIso ? text : Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}
