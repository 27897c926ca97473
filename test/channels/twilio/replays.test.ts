import { createRecentRequests } from '../../../src/channels/twilio/recent-requests';
import { createLineTokens } from '../../../src/channels/twilio/token';

const key = { callSid: 'CA1', signature: 'sig', idempotencyToken: 'a' };

describe('webhooks that come again', () => {
  test('the caller’s webhook, doubled, is answered the same again and handled once', async () => {
    const recent = createRecentRequests<string>();
    let made = 0;
    const make = async () => `<Response>${(made += 1)}</Response>`;
    const first = await recent.answer(key, make);
    const again = await recent.answer(key, make);
    expect(first).toEqual({ what: 'answered', answer: '<Response>1</Response>', again: false });
    expect(again).toEqual({ what: 'answered', answer: '<Response>1</Response>', again: true });
    expect(made).toBe(1);
  });

  test('a double that comes while the first is being answered waits for that answer', async () => {
    const recent = createRecentRequests<number>();
    let release = (_: number): void => undefined;
    let made = 0;
    const make = () => {
      made += 1;
      return new Promise<number>((resolve) => (release = resolve));
    };
    const both = [recent.answer(key, make), recent.answer(key, make)];
    await new Promise(setImmediate);
    release(7);
    expect((await Promise.all(both)).map((one) => one.what === 'answered' && one.answer)).toEqual([7, 7]);
    expect(made).toBe(1);
  });

  test('the same words said twice are two webhooks: Twilio’s token tells them apart', async () => {
    const recent = createRecentRequests<number>();
    let made = 0;
    const make = async () => (made += 1);
    await recent.answer(key, make);
    await recent.answer({ ...key, idempotencyToken: 'b' }, make);
    await recent.answer({ ...key, idempotencyToken: undefined }, make);
    expect(made).toBe(3);
  });

  test('a webhook of a call that is over is refused, whoever sends it', async () => {
    const recent = createRecentRequests<number>();
    const make = async () => 1;
    await recent.answer(key, make);
    recent.callOver('CA1');
    expect(await recent.answer(key, make)).toEqual({ what: 'over' });
    expect(await recent.answer({ ...key, idempotencyToken: 'new' }, make)).toEqual({ what: 'over' });
    expect(await recent.answer({ ...key, callSid: 'CA2' }, make)).toMatchObject({ what: 'answered' });
  });

  test('a call that was over before this process began is refused too', async () => {
    const asked: string[] = [];
    const recent = createRecentRequests<number>({
      isOver: async (callSid) => asked.push(callSid) > 0 && callSid === 'CA1',
    });
    const make = async () => 1;
    expect(await recent.answer(key, make)).toEqual({ what: 'over' });
    expect(await recent.answer(key, make)).toEqual({ what: 'over' });
    expect(await recent.answer({ ...key, callSid: 'CA2' }, make)).toMatchObject({ what: 'answered' });
    expect(asked).toEqual(['CA1', 'CA2']);
  });

  test('what failed is tried afresh when Twilio tries again', async () => {
    const recent = createRecentRequests<number>();
    await expect(recent.answer(key, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await recent.answer(key, async () => 2)).toMatchObject({ answer: 2, again: false });
  });

  test('a failing double does not end the process', async () => {
    const recent = createRecentRequests<number>();
    const fail = () => Promise.reject(new Error('away'));
    const both = await Promise.allSettled([recent.answer(key, fail), recent.answer(key, fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('memory is bounded by time and by number', async () => {
    let now = 0;
    const recent = createRecentRequests<number>({ keepMs: 1000, most: 3, now: () => now });
    let made = 0;
    const ask = (name: string) => recent.answer({ ...key, idempotencyToken: name }, async () => (made += 1));
    for (const name of ['a', 'b', 'c', 'd']) await ask(name);
    await ask('d');
    expect(made).toBe(4);
    await ask('a');
    expect(made).toBe(5);
    now = 2000;
    await ask('d');
    expect(made).toBe(6);
  });
});

describe('the token that binds a socket to a call', () => {
  const line = { callId: 'twilio-CA1', epoch: 3 };
  const clock = { now: 1_000_000 };
  const tokens = createLineTokens({ secret: 's3cret', lifeMs: 60_000, now: () => clock.now });
  beforeEach(() => (clock.now += 1_000_000));

  test('is honoured once', () => {
    const token = tokens.mint(line);
    expect(token.length).toBeLessThan(80);
    expect(tokens.redeem(line, token)).toBe('valid');
    expect(tokens.redeem(line, token)).toBe('spent');
  });

  test('is honoured by another gateway with the same secret, and by none with another', () => {
    const token = tokens.mint(line);
    const now = () => clock.now;
    expect(createLineTokens({ secret: 's3cret', now }).redeem(line, token)).toBe('valid');
    expect(createLineTokens({ secret: 'other', now }).redeem(line, token)).toBe('forged');
  });

  test('is for one call and one epoch', () => {
    const token = tokens.mint(line);
    expect(tokens.redeem({ ...line, epoch: 4 }, token)).toBe('forged');
    expect(tokens.redeem({ ...line, callId: 'twilio-CA2' }, token)).toBe('forged');
    expect(tokens.redeem({ callId: 'twilio-CA1,3', epoch: 3 }, token)).toBe('forged');
  });

  test('lives a minute', () => {
    const token = tokens.mint(line);
    clock.now += 59_000;
    expect(createLineTokens({ secret: 's3cret', now: () => clock.now }).redeem(line, token)).toBe('valid');
    clock.now += 3000;
    expect(tokens.redeem(line, token)).toBe('expired');
  });

  test('a later end cannot be written into it', () => {
    const [expires = '', mac = ''] = tokens.mint(line).split('.');
    expect(tokens.redeem(line, `${Number(expires) + 3600}.${mac}`)).toBe('forged');
  });

  test('written otherwise it is the same token, and spent', () => {
    const token = tokens.mint(line);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // The last character of 32 bytes in base64url has two bits that mean nothing.
    const twin = token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') ^ 1];
    expect(twin).not.toBe(token);
    expect(tokens.redeem(line, token)).toBe('valid');
    expect(tokens.redeem(line, twin)).toBe('spent');
  });

  test.each([undefined, '', 'x', '9999999999.', '.abc', `9999999999.${'A'.repeat(43)}`, 'A'.repeat(1e6)])(
    'nonsense is forged: %#',
    (nonsense) => {
      expect(tokens.redeem(line, nonsense)).toBe('forged');
    },
  );
});
