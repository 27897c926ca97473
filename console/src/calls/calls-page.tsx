import type { CallView } from '../../../src/gateway/shapes';
import { listCalls } from '../api';
import { useLive } from '../live';
import { Chip, FlagChip } from '../parts/chip';
import { Facts, WorkflowLink } from '../parts/facts';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { When } from '../parts/when';
import { languageNames } from '../parts/words';
import { hrefToCall, hrefToCase } from '../route';

/** All calls, newest first. */
export function CallsPage() {
  const { data, problem } = useLive('calls', listCalls, 2000);
  return (
    <Page title="Calls">
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && (
        <Empty>
          No call yet. Make one with the <a href="#/phone">dev phone</a>.
        </Empty>
      )}
      <ul className="records">
        {data?.items.map((call) => (
          <li key={call.callId} className="card">
            <header className="row">
              <h2>
                <a href={hrefToCall(call.callId)}>
                  <When at={call.startedAt} />
                  <span className="unseen"> call</span>
                </a>{' '}
                <span className="plain">{call.assistant}</span>
              </h2>
              <CallChip state={call.state} />
            </header>
            <CallFacts call={call} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** Whether a call is going on. */
export const CallChip = ({ state }: { state: CallView['state'] }) => (
  <Chip tone={state === 'live' ? 'good' : 'calm'} word={state} />
);

/** What is known of a call but its words. */
export function CallFacts({ call }: { call: CallView }) {
  const { codes, endedAt, fromMasked, language, phone } = call;
  return (
    <Facts
      facts={[
        ['Language', languageNames[language] ?? language],
        ['Channel', call.channel],
        ['From', fromMasked],
        ['Turns', call.turns],
        ['We called', phone?.outbound && <Called {...phone.outbound} />],
        ['Ended', endedAt === undefined ? undefined : <When at={endedAt} />],
        ['Cases', codes.length === 0 ? undefined : <Codes codes={codes} />],
        ['Workflow', <WorkflowLink url={call.workflowUrl} id={call.workflowId} />],
      ]}
    />
  );
}

/** What became of a call of ours; one that nobody can tell of is flagged, since calling again may be the second time. */
const Called = ({ outcome, fault }: NonNullable<NonNullable<CallView['phone']>['outbound']>) => (
  <span className="row">
    {outcome === 'unknown' ? 'nobody knows whether it rang' : outcome}
    {outcome === 'unknown' && <FlagChip />}
    {fault !== undefined && <span className="plain">{fault}</span>}
  </span>
);

const Codes = ({ codes }: { codes: string[] }) => (
  <span className="codes">
    {codes.map((code) => (
      <a key={code} href={hrefToCase(code)}>
        {code}
      </a>
    ))}
  </span>
);
