import {
  afterSending,
  openTry,
  type Outreach,
  sendAgainAfterMs,
  toldBy,
  type Tried,
  withReceipt,
} from '../../../src/domain/outreach';
import { outreachCard } from '../../../src/domain/outreach-card';

const at = (minute: number): string => `2026-11-22T10:${`${minute}`.padStart(2, '0')}:00.000Z`;
const sms = { channel: 'sms', to: '+34600000001' } as const;
const whatsapp = { channel: 'whatsapp', to: '+34600000001', as: 'text' } as const;
const sent = (tried: Tried, state: 'accepted' | 'sent' | 'delivered' | 'failed'): Tried =>
  withReceipt(tried, { state, at: at(2) });

test('it is told by the channel that arrived, whatever failed before or after', () => {
  const failed = sent(openTry(whatsapp, at(0)), 'failed');
  const arrived = sent(openTry(sms, at(1)), 'delivered');
  expect(toldBy({ tried: [failed, arrived], missing: [] })).toBe('told by sms');
  expect(toldBy({ tried: [failed, sent(openTry(sms, at(1)), 'sent')], missing: [] })).toBe('sent by sms');
  expect(toldBy({ tried: [failed], missing: [] })).toBe('unreachable');
  expect(toldBy({ tried: [], missing: [] })).toBe('unreachable');
});

test('a receipt that overtook the answer to the send is not undone by it', () => {
  const overtaken = withReceipt(openTry(sms, at(0)), { state: 'delivered', at: at(1) });
  const after = afterSending(overtaken, { receipt: { state: 'accepted', at: at(2) } }, at(2));
  expect(after.progress.state).toBe('delivered');
});

test('a refusal fails the rung at once and says why; a possible double stays marked', () => {
  expect(afterSending(openTry(sms, at(0)), { refused: 'opted-out: 21610' }, at(1))).toMatchObject({
    progress: { state: 'failed' },
    why: 'opted-out: 21610',
  });
  const doubled = { receipt: { state: 'sent' as const, at: at(1) }, flagged: true as const };
  const flagged = afterSending(openTry(sms, at(0)), doubled, at(1));
  expect(withReceipt(flagged, { state: 'delivered', at: at(3) })).toMatchObject({ flagged: true });
});

test('tries grow rarer up to five minutes, and what the carrier asks for is kept', () => {
  expect([1, 2, 3, 10, 50].map((tries) => sendAgainAfterMs(tries))).toEqual([
    5_000, 10_000, 20_000, 300_000, 300_000,
  ]);
  expect(sendAgainAfterMs(1, 600_000)).toBe(600_000);
});

test('the card tells each channel, why one was passed over, and when it leaves', () => {
  const outreach: Outreach = {
    tried: [sent(openTry(whatsapp, at(0)), 'failed')],
    missing: [{ channel: 'email', why: 'no address' }],
  };
  const card = outreachCard('R-7K3F-92QD', 'closed', outreach);
  expect(card).toContain('**whatsapp**: failed');
  expect(card).toContain('**email**: not tried, the caller left no address for it');
  expect(card).not.toContain('+34');
  const night = outreachCard('R-7K3F-92QD', 'closed', { tried: [], missing: [], leavesAt: at(30) });
  expect(night).toContain(`leaves at ${at(30)}: it is night there`);
});
