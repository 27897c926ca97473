/** `recado webhooks`, `recado replay`: the delivery log, from the shell. */
import { operatorAnswer, type RefusedView, type WebhookView, webhooksListed } from '../gateway/shapes';
import type { Api } from './api';
import { exitCode } from './exit';
import type { Output } from './output';

const part = encodeURIComponent;

/** What to look for. */
export interface WebhookSearch {
  limit: number;
  state?: string;
  connection?: string;
  kind?: string;
  text?: string;
  before?: string;
}

/** Lists webhooks, newest first; with state `refused` those that were refused, and why. */
export async function listWebhooks(api: Api, search: WebhookSearch, output: Output): Promise<number> {
  const { limit, ...wanted } = search;
  const query = new URLSearchParams({ limit: `${limit}`, ...wanted });
  const { items, next } = await api.get(`/api/webhooks?${query.toString()}`, webhooksListed);
  for (const item of items)
    for (const line of item.state === 'refused' ? refusedLines(item) : takenLines(item)) output.print(line);
  if (items.length === 0) output.print('There is no such webhook.');
  if (next !== undefined) output.print(`There are more: add --before ${next}`);
  output.result({ webhooks: items, ...(next === undefined ? {} : { next }) });
  return exitCode.ok;
}

/** Has one handed over again. */
export async function replayWebhook(
  api: Api,
  { connection, eventId, by }: { connection: string; eventId: string; by: string },
  output: Output,
): Promise<number> {
  const path = `/api/webhooks/${part(connection)}/${part(eventId)}/replay`;
  const { result } = await api.post(path, operatorAnswer, { body: { by } });
  output.print(result);
  output.result({ connection, eventId, result });
  return exitCode.ok;
}

const times = (count: number): string => (count > 1 ? `  came ${count} times` : '');

const takenLines = (item: WebhookView): string[] => [
  `${item.receivedAt}  ${item.state.padEnd(11)}  ${item.connection}  ${item.kind} ${item.recordId}${times(item.times)}`,
  `  Event  ${item.eventId}`,
  ...(item.note === undefined ? [] : [`  Note   ${item.note}`]),
];

const refusedLines = ({
  receivedAt,
  connection,
  reason,
  fix,
  sizeBytes,
  times: count,
}: RefusedView): string[] => [
  `${receivedAt}  refused      ${connection}  ${sizeBytes} bytes${times(count)}`,
  `  Reason ${reason}`,
  `  Fix    ${fix}`,
];
