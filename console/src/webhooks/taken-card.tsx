import { useState } from 'react';
import type { WebhookView } from '../../../src/gateway/shapes';
import { replayWebhook } from '../api';
import { useOperator } from '../browser-memory';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { ProblemNote } from '../parts/notes';
import { useDeed } from '../parts/use-deed';
import { When } from '../parts/when';
import { webhookKinds, webhookStates } from '../parts/words';

interface TakenCardParts {
  webhook: WebhookView;
  onChanged: () => void;
}

/** One that was verified and written down, and a button to hand it over again. */
export function TakenCard({ webhook, onChanged }: TakenCardParts) {
  const { connection, eventId, kind, recordId, state, times } = webhook;
  return (
    <li className="card">
      <header className="row">
        <h2>
          {connection}{' '}
          <span className="plain">
            {webhookKinds[kind]} {recordId}
          </span>
        </h2>
        <Chip {...webhookStates[state]} />
      </header>
      <Facts
        facts={[
          ['Event', <code>{eventId}</code>],
          ['Happened', <When at={webhook.at} />],
          ['Received', <When at={webhook.receivedAt} relative />],
          ['Came', times > 1 ? `${times} times, counted once` : undefined],
          ['Tries', webhook.tries],
          ['Note', webhook.note],
        ]}
      />
      {state !== 'waiting' && <Replay {...{ connection, eventId, onChanged }} />}
    </li>
  );
}

function Replay({
  connection,
  eventId,
  onChanged,
}: {
  connection: string;
  eventId: string;
  onChanged: () => void;
}) {
  const by = useOperator();
  const [result, setResult] = useState<string>();
  const { busy, problem, run } = useDeed();
  const replay = async () => {
    await run(async () => setResult((await replayWebhook(connection, eventId, by)).result));
    onChanged();
  };
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void replay()}>
        Hand over again<span className="unseen">: event {eventId}</span>
      </button>
      {problem && <ProblemNote problem={problem} />}
      {result !== undefined && (
        <p className="note good" role="status">
          {result}
        </p>
      )}
    </>
  );
}
