import { createLog } from '../../src/log';

test('what callers say and who they are is blanked in every log line, however deep it lies', () => {
  const lines: string[] = [];
  const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
  const caller = { from: '+34600000001', to: '+34600000002', contact: { name: 'Ana' }, text: 'mi gato' };
  log.info(caller, 'one');
  log.info({ call: caller }, 'two');
  log.info({ call: { turn: caller } }, 'three');
  const failed = Object.assign(new Error('the desk answered 500'), {
    body: 'mi gato',
    cause: new Error('+34600000001'),
  });
  log.error({ err: failed }, 'four');
  const written = lines.join('');
  expect(written).not.toMatch(/6000000|Ana|gato/);
  expect(written).toContain('the desk answered 500');
  expect(lines).toHaveLength(4);
});
