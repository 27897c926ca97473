/** The card of an outreach, as operators read it in the Temporal UI. No caller data. */
import type { Outreach, Told, Tried } from './outreach';

const missingWords: Record<Outreach['missing'][number]['why'], string> = {
  'not configured': 'not configured',
  'no address': 'the caller left no address for it',
  'opted out': 'the caller wants nothing by it',
  'destination not allowed': 'the number may not be written to (`allow` in recado.yaml)',
  'no session and no template': 'they have not written within a day, and there is no template',
};

/** What it tells, what was tried, and what comes next. */
export function outreachCard(code: string, what: string, outreach: Outreach, ended?: Told): string {
  const { tried, missing, leavesAt } = outreach;
  const night = leavesAt !== undefined && tried.length === 0;
  const next = night
    ? `leaves at ${leavesAt}: it is night there`
    : 'waits for a receipt, then the next channel';
  return [
    `### ${code}: ${ended ?? 'telling the caller'}`,
    `- **Of**: ${what}`,
    ...tried.map((one) => `- **${one.channel}**: ${wordsOf(one)}`),
    ...missing.map(({ channel, why }) => `- **${channel}**: not tried, ${missingWords[why]}`),
    `- **Next**: ${ended === undefined ? next : 'Nothing.'}`,
  ].join('\n');
}

const wordsOf = ({ progress: { state, at, error }, flagged, overdue, why }: Tried): string =>
  [
    `${state} at ${at}`,
    ...(error === undefined ? [] : [error]),
    ...(why === undefined ? [] : [why]),
    ...(overdue ? ['no receipt in time'] : []),
    ...(flagged ? ['possible double'] : []),
  ].join(', ');
