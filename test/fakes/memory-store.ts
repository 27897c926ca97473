/** A store in this process's memory, for tests of what stands before the store; the store's own tests use real ones. */
import type {
  AuditEntry,
  CallRecord,
  CaseRecord,
  MessageRecord,
  TurnTimingRecord,
  WebhookRecord,
} from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { createMemoryIntakes } from './memory-intakes';
import { createMemoryMailboxes } from './memory-mailboxes';
import { createMemoryOutbox } from './memory-outbox';
import { createMemoryReach } from './memory-reach';
import { createMemoryRegister } from './memory-register';
import { createMemoryWebhookLog } from './memory-webhook-log';

const settled = new Set<CaseRecord['state']>(['refused', 'withdrawn', 'settled']);
const newestFirst = <T>(items: Iterable<T>): T[] => [...items].toReversed();

/** Makes an empty one. */
export function createMemoryStore(): Store {
  const calls = new Map<string, CallRecord>();
  const timings = new Map<string, TurnTimingRecord>();
  const cases = new Map<string, CaseRecord>();
  const audit = new Map<string, AuditEntry>();
  const messages = new Map<string, MessageRecord>();
  const webhooks = new Map<string, WebhookRecord>();
  const add = (entries: AuditEntry[]): void => {
    for (const entry of entries) {
      const key = `${entry.subject} ${entry.number}`;
      if (!audit.has(key)) audit.set(key, entry);
    }
  };
  return {
    async saveCall(call) {
      if ((calls.get(call.callId)?.version ?? 0) <= call.version) calls.set(call.callId, call);
    },
    findCall: async (callId) => calls.get(callId),
    listCalls: async ({ limit, state }) =>
      newestFirst(calls.values())
        .filter((call) => state === undefined || call.state === state)
        .slice(0, limit),
    async saveTiming(timing) {
      const key = `${timing.callId} ${timing.turnId}`;
      if (!timings.has(key)) timings.set(key, timing);
    },
    timingsOf: async (callId) => [...timings.values()].filter((timing) => timing.callId === callId),
    async saveCase(record, entries) {
      if ((cases.get(record.code)?.version ?? 0) <= record.version) cases.set(record.code, record);
      add(entries);
    },
    findCase: async (code) => cases.get(code),
    findCaseByRecord: async (connection, recordId) =>
      [...cases.values()].find((record) => record.connection === connection && record.recordId === recordId),
    listCases: async ({ limit, open, flagged, callerKey, connections, tenants }) =>
      newestFirst(cases.values())
        .filter((record) => callerKey === undefined || record.callerKey === callerKey)
        .filter(({ connection }) => connections?.includes(connection) ?? true)
        .filter(({ tenant }) => tenants?.includes(tenant) ?? true)
        .filter(({ state }) => !open || !settled.has(state))
        .filter((record) => flagged === undefined || record.flagged === flagged)
        .slice(0, limit),
    listAudit: async (subject) => [...audit.values()].filter((entry) => entry.subject === subject),
    addAudit: async (entries) => add(entries),
    putMessage: async (message) => void messages.set(message.id, message),
    listMessages: async ({ to, limit }) =>
      [...messages.values()].filter((message) => message.to === to).slice(-limit),
    async takeWebhook(arrival) {
      const key = `${arrival.connection} ${arrival.eventId}`;
      const before = webhooks.get(key);
      const times = (before?.times ?? 0) + 1;
      webhooks.set(key, { ...(before ?? { ...arrival, state: 'waiting', tries: 0 }), times });
      return before ? 'doubled' : 'new';
    },
    waitingWebhooks: async (limit) =>
      [...webhooks.values()].filter(({ state }) => state === 'waiting').slice(0, limit),
    async settleWebhook(connection, eventId, change) {
      const key = `${connection} ${eventId}`;
      const found = webhooks.get(key);
      if (found) webhooks.set(key, { ...found, ...change });
    },
    ...createMemoryWebhookLog(webhooks, add),
    register: createMemoryRegister(),
    ...createMemoryOutbox(),
    reach: createMemoryReach(),
    mailboxes: createMemoryMailboxes(),
    ...createMemoryIntakes(cases, add),
    ping: async () => undefined,
    close: async () => undefined,
  };
}
