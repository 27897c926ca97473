import { runCommandLine } from '../../src/cli/command-line';
import { judge } from '../../src/drill/judge';
import { tableOf } from '../../src/drill/report';
import type { DrillRun } from '../../src/drill/result';

/** What a command line printed, and its exit code. */
async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const streams = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const code = await runCommandLine(['drill', ...words], streams);
  return { code, out, err };
}

test.each([
  [['--plan', 'earthquake'], /--plan.*kill/s],
  [['--plan', 'kill,earthquake'], /--plan/],
  [['--plan', 'cut', '--class', 'best'], /--class.*key/s],
  [['--plan', 'cut', '--calls', '0'], /--calls/],
  [['--plan', 'cut', '--calls', 'many'], /--calls/],
  [['--plan', 'cut', '--seed', '-1'], /--seed/],
  [['--plan', 'cut', '--oracle', '/nowhere/at/all'], /no folder.*reference calls/s],
  [[], /--plan/],
])('%p is refused with what to write instead, before anything is started', async (words, reason) => {
  const { code, err } = await run(...words);
  expect(code).toBe(2);
  expect(err).toMatch(reason);
});

test('a table says of each drill whether its promise held', () => {
  const run: DrillRun = {
    result: {
      ...{
        plan: 'cut',
        class: 'none',
        seed: 7,
        calls: 1,
        accepted: 1,
        delivered: 1,
        lost: 0,
        doubled: 1,
        flagged: 0,
      },
      ...{ toldWrongly: 0, receiptP50Ms: 900, receiptP95Ms: null, recoveryMs: 10, capUsed: 0.97 },
    },
    findings: ['doubled: write 1'],
    counts: {},
    callers: { reference: 0, generated: 1, languages: { es: 1 } },
    tookMs: 1,
  };
  expect(tableOf([run])).toMatch(
    /\| cut \| none \| 7 \| 1 \| 1 \| 1 \| 0 \| 1 \| 0 \| 0 \| 0\.9 s \|  \| 0\.0 s \| 97\.0 % \| no \|$/,
  );
  expect(judge({ scripts: [], calls: [], ledger: [], cases: [], messages: [] })).toMatchObject({
    accepted: 0,
    findings: [],
  });
});
