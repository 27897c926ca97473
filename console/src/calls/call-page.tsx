import { readCall } from '../api';
import { useLive } from '../live';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { When } from '../parts/when';
import { Words } from '../phone/transcript';
import { Waterfall } from './waterfall';
import { CallChip, CallFacts } from './calls-page';

/** One call and its transcript. */
export function CallPage({ callId }: { callId: string }) {
  const { data: call, problem } = useLive(callId, (signal) => readCall(callId, signal), 2000);
  return (
    <Page title="Call">
      <p>
        <a href="#/calls">All calls</a>
      </p>
      {!call ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {call && (
        <>
          <section className="card" aria-label="Facts">
            <header className="row">
              <p>
                <strong>{call.assistant}</strong>, <When at={call.startedAt} relative />
              </p>
              <CallChip state={call.state} />
            </header>
            <CallFacts call={call} />
          </section>
          <section className="card" aria-labelledby="transcript">
            <h2 id="transcript">Transcript</h2>
            {!call.lines && (
              <Empty>
                The call’s workflow cannot be asked for it now. It is tried again every two seconds.
              </Empty>
            )}
            {call.lines?.length === 0 && <Empty>Nothing has been said yet.</Empty>}
            <ol className="transcript whole">
              {call.lines?.map((line, index) => (
                <Words key={index} who={line.who} language={call.language} text={line.text} />
              ))}
            </ol>
          </section>
          <Waterfall callId={callId} />
        </>
      )}
    </Page>
  );
}
