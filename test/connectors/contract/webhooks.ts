/** The contract of connectors whose systems send webhooks. */
import type { Verbs } from '../../../src/connectors/connector';
import { canary, faultOf } from './subject';

/** How a system's genuine webhook is made. */
export interface WebhookSubject {
  system: string;
  verbs: Verbs;
  /** Verbs of a connection that takes a new secret and, still, the one `sign` uses. */
  whileChanging: Verbs;
  body: string;
  /** What reading it must give, besides the event's id. */
  event: { record: { connection: string; id: string }; at: string };
  sign: (rawBody: string, eventId: string, sentAt: Date) => Record<string, string>;
  forge: (rawBody: string, eventId: string, sentAt: Date) => Record<string, string>;
}

/** Declares the suite for a system that sends webhooks. */
export function webhookContract({
  system,
  verbs,
  whileChanging,
  body,
  event,
  sign,
  forge,
}: WebhookSubject): void {
  const read = (headers: Record<string, string>, rawBody = body, by = verbs) =>
    by.readWebhook?.({
      ...{ method: 'POST', target: '/webhooks/desk', headers },
      ...{ body: Buffer.from(rawBody), receivedAt: new Date() },
    });
  const kindOf = async (reading: () => unknown) => (await faultOf((async () => reading())())).kind;
  const now = new Date();

  describe(`${system} keeps the contract of webhooks`, () => {
    test('a genuine webhook tells which record changed and when', () => {
      expect(read(sign(body, 'msg_1', now))).toEqual([{ eventId: 'msg_1', ...event }]);
    });

    test('a webhook sent again, signed anew, is known by its id', () => {
      const later = new Date(now.getTime() + 60_000);
      expect(read(sign(body, 'msg_1', later))?.[0]?.eventId).toBe('msg_1');
    });

    test('while the secret is being changed the old one still holds', () => {
      expect(read(sign(body, 'msg_1', now), body, whileChanging)?.[0]?.eventId).toBe('msg_1');
    });

    test('a forged, altered, unsigned or late webhook is refused', async () => {
      const late = new Date(now.getTime() - 6 * 60_000);
      expect(await kindOf(() => read(forge(body, 'msg_1', now)))).toBe('unauthorized');
      expect(await kindOf(() => read(sign(body, 'msg_1', now), body.replace('1', '2')))).toBe('unauthorized');
      expect(await kindOf(() => read({}))).toBe('unauthorized');
      expect(await kindOf(() => read(sign(body, 'msg_1', late)))).toBe('unauthorized');
    });

    test('a genuine webhook that makes no sense is malformed, and is not quoted', async () => {
      for (const senseless of ['', '{', 'null', '[]', '{}', `{"type":"${canary}"}`]) {
        const fault = await faultOf((async () => read(sign(senseless, 'msg_1', now), senseless))());
        expect(fault.kind).toBe('malformed');
        expect(fault.message).not.toContain(canary);
      }
    });

    test('what is forged is refused before it is parsed', async () => {
      expect(await kindOf(() => read(forge('{', 'msg_1', now), '{'))).toBe('unauthorized');
    });
  });
}
