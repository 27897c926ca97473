/** Whose words are kept as sound: those of callers who have agreed, or everybody's where the installation says so. */
import { setImmediate as soon } from 'node:timers/promises';
import type { CallState } from '../../workflows/messages';
import { openKeptSound } from '../../src/gateway/phone/kept-sound';

type Consent = 'yes' | 'no' | 'unclear';

/** A call whose workflow knows this of its caller's consent; undefined: they have not answered, `away`: it cannot be asked. */
function callOf(
  when: 'never' | 'after-consent' | 'always',
  record: 'never' | 'after-consent',
  consent: () => Consent | 'away' | undefined,
) {
  const asked: string[] = [];
  const folder = { keep: (callId: string, turnId: string) => `${callId}/${turnId}` };
  const desk = {
    async state(workflowId: string): Promise<CallState | undefined> {
      asked.push(workflowId);
      const known = consent();
      if (known === 'away') return undefined;
      const recording = known && { recording: { consent: known, at: '2026-11-21T12:00:00Z' } };
      return { state: 'live', lines: [], codes: [], answers: 0, ...(recording && { phone: recording }) };
    },
  };
  const sound = openKeptSound({ desk, phone: when === 'never' ? {} : { sound: { when, folder } } }, 'CA1', {
    phone: { record },
  });
  const turn = async (turnId: string): Promise<string | undefined> => {
    sound?.look();
    await soon();
    return sound?.keep(turnId, Buffer.alloc(8));
  };
  return { sound, asked, turn };
}

test('a caller’s turns are kept from their yes on, and the workflow is asked no more', async () => {
  let consent: Consent | 'away' | undefined;
  const { turn, asked } = callOf('after-consent', 'after-consent', () => consent);
  expect(await turn('v1')).toBeUndefined();
  consent = 'away';
  expect(await turn('v2')).toBeUndefined();
  consent = 'yes';
  expect(await turn('v3')).toBe('CA1/v3');
  expect(await turn('v4')).toBe('CA1/v4');
  expect(asked).toEqual(['call/phone/CA1', 'call/phone/CA1', 'call/phone/CA1']);
});

test.each(['no', 'unclear'] as const)('after %s nothing of the call is kept', async (consent) => {
  const { turn } = callOf('after-consent', 'after-consent', () => consent);
  expect([await turn('v1'), await turn('v2')]).toEqual([undefined, undefined]);
});

test('an installation that keeps everybody’s sound asks no caller', async () => {
  const { turn, asked } = callOf('always', 'never', () => 'no');
  expect(await turn('v1')).toBe('CA1/v1');
  expect(asked).toEqual([]);
});

test.each([
  ['never', 'after-consent'],
  ['after-consent', 'never'],
] as const)('with RECADO_KEEP_SOUND=%s and record: %s sound is not even collected', (when, record) => {
  expect(callOf(when, record, () => 'yes').sound).toBeUndefined();
});
