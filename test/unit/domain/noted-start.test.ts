import type { CallStart } from '../../../src/domain/call';
import { intake } from '../../../src/domain/intake';
import { notedStart } from '../../../src/domain/intake-rules';

test('what is noted of a call can be read back, also where its assistant records, puts through, and knows the caller', () => {
  const start: CallStart = {
    ...{ callId: 'c1', channel: 'phone', tenant: 't', assistant: 'a', language: 'es', greeting: 'Hola.' },
    ...{ budgetMs: 6000, zone: 'Europe/Madrid', personWithinHours: 4, from: '+34600000001', spoken: true },
    ...{ ifDropped: 'message', record: 'after-consent', outbound: { ringS: 30, detectsMachines: true } },
    transfer: { to: '+34911111111', kind: 'warm', ringS: 25 },
    openCase: { code: 'R-7K3M-2Q9P', title: 'avisar de una farola', isThere: true, of: 1 },
  };
  const noted = { code: 'R-1', start: notedStart(start), notes: [], state: 'noting', createdAt: 'x' };
  expect(intake.parse(noted).start).toMatchObject({
    callId: 'c1',
    from: '+34600000001',
    ifDropped: 'message',
  });
  expect(() => intake.parse({ ...noted, start })).toThrow('transfer');
});
