/** `recado cases`, `recado retry`, `recado withdraw`: cases, from the shell. */
import {
  type CaseDetail,
  caseDetail,
  type CaseView,
  caseView,
  listed,
  operatorAnswer,
} from '../gateway/shapes';
import type { Api } from './api';
import { exitCode } from './exit';
import type { Output } from './output';

/** Lists the cases, newest first. */
export async function listCases(
  api: Api,
  query: { open: boolean; flagged: boolean; limit: number },
  output: Output,
): Promise<number> {
  const search = new URLSearchParams({
    limit: `${query.limit}`,
    ...(query.open ? { open: 'true' } : {}),
    ...(query.flagged ? { flagged: 'true' } : {}),
  });
  const { items } = await api.get(`/api/cases?${search.toString()}`, listed(caseView));
  for (const item of items)
    output.print(`${item.code}  ${item.state.padEnd(10)}  ${item.title}${waiting(item)}${flag(item)}`);
  if (items.length === 0) output.print(noneFor(query));
  output.result({ cases: items });
  return exitCode.ok;
}

/** One case whole. */
export async function showCase(api: Api, code: string, output: Output): Promise<number> {
  const found = await api.get(`/api/cases/${encodeURIComponent(code)}`, caseDetail);
  for (const line of caseLines(found)) output.print(line);
  output.result({ case: found });
  return exitCode.ok;
}

/** Lets a delivery be tried again at once, or withdraws it with a reason. */
export async function command(
  api: Api,
  code: string,
  wish: { verb: 'retry'; by: string } | { verb: 'withdraw'; by: string; reason: string },
  output: Output,
): Promise<number> {
  const { verb, ...body } = wish;
  const { result } = await api.post(`/api/cases/${encodeURIComponent(code)}/${verb}`, operatorAnswer, {
    body,
  });
  output.print(result);
  output.result({ code, result });
  return exitCode.ok;
}

const waiting = ({ waitingFor, nextStep }: CaseView): string =>
  waitingFor && waitingFor !== 'nobody'
    ? `  (waits for ${waitingFor}${nextStep ? `: ${nextStep}` : ''})`
    : '';

const flag = ({ flagged }: CaseView): string => (flagged ? '  !! possible double' : '');

function noneFor({ open, flagged }: { open: boolean; flagged: boolean }): string {
  if (flagged) return 'No case may have been done twice.';
  return open ? 'No case is open.' : 'There is no case yet.';
}

/** What stands on the trail where the work may have been done twice. */
const doubled = 'possible double';

function caseLines(found: CaseDetail): string[] {
  const facts: [string, string | number | undefined][] = [
    ['State', found.state],
    ['Noted as', found.notedAs],
    ['Also became', found.also?.join(', ')],
    ['Record', found.recordId],
    ['Waits for', found.waitingFor],
    ['Owner', found.owner],
    ['Parked for', found.parkedFor],
    ['Next', found.nextStep],
    ['At', found.nextStepAt],
    ['Deadline', found.deadline],
    ['Last error', found.lastError],
    ['Tries', found.attempts],
    ['Promised', found.dueAt],
    ['Workflow', found.workflowUrl],
  ];
  return [
    `${found.code}  ${found.title}${flag(found)}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(11)} ${value}`])),
    ...found.sends.map(
      ({ channel, toMasked, state, at, error, flagged }) =>
        `${flagged ? '!!' : '  '}${at}  told by ${channel} ${toMasked}: ${state}${error === undefined ? '' : ` · ${error}`}${flagged ? ' · possible double' : ''}`,
    ),
    ...found.audit.map(
      ({ at, who, what, detail }) =>
        `${what === doubled ? '!!' : '  '}${at}  ${who}: ${what}${detail && ` · ${detail}`}`,
    ),
  ];
}
