/** The delivery log of the store in memory. */
import type { AuditEntry, RefusalRecord, WebhookPlace, WebhookRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';

type Log = Pick<Store, 'listWebhooks' | 'replayWebhook' | 'noteRefusal' | 'listRefusals'>;

const placeOf = ({ receivedAt, eventId, connection }: WebhookPlace): string =>
  `${receivedAt} ${eventId} ${connection}`;

/** Over the webhooks by `<connection> <event>`. */
export function createMemoryWebhookLog(
  webhooks: Map<string, WebhookRecord>,
  addAudit: (entries: AuditEntry[]) => void,
): Log {
  const refusals: RefusalRecord[] = [];
  return {
    listWebhooks: async ({ limit, state, connection, kind, text, before }) =>
      [...webhooks.values()]
        .filter((one) => state === undefined || one.state === state)
        .filter((one) => connection === undefined || one.connection === connection)
        .filter((one) => kind === undefined || one.kind === kind)
        .filter(
          (one) =>
            text === undefined ||
            `${one.eventId}\n${one.recordId}`.toLowerCase().includes(text.toLowerCase()),
        )
        .filter((one) => before === undefined || placeOf(one) < placeOf(before))
        .toSorted((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
        .slice(0, limit),
    async replayWebhook(connection, eventId, { by, at }) {
      const key = `${connection} ${eventId}`;
      const found = webhooks.get(key);
      if (!found || found.state === 'waiting') return found?.state;
      const { note: _note, ...rest } = found;
      webhooks.set(key, { ...rest, state: 'waiting' });
      const subject = `webhook/${connection}/${eventId}`;
      addAudit([{ subject, number: Date.now(), at, who: `operator:${by}`, what: 'replayed', detail: '' }]);
      return found.state;
    },
    async noteRefusal(refusal) {
      refusals.push({ ...refusal, id: (refusals.at(-1)?.id ?? 0) + 1 });
    },
    listRefusals: async ({ limit, connection, before }) =>
      refusals
        .filter((one) => connection === undefined || one.connection === connection)
        .filter(({ id }) => before === undefined || id < before)
        .toReversed()
        .slice(0, limit),
  };
}
