import { listWebhooks } from '../api';
import { useLive } from '../live';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { When } from '../parts/when';
import { webhookStates } from '../parts/words';

/** Every webhook that was verified and taken, newest first. */
export function WebhooksPage() {
  const { data, problem } = useLive('webhooks', listWebhooks, 2000);
  return (
    <Page
      title="Webhooks"
      lead="What systems reported. Each is written down before it is answered, and handed to the case it is about."
    >
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && (
        <Empty>
          No webhook yet. Comment or close a ticket at a desk under <a href="#/systems">Systems</a>.
        </Empty>
      )}
      <ul className="records">
        {data?.items.map((webhook) => {
          const { connection, eventId, kind, recordId, state } = webhook;
          return (
            <li key={`${connection} ${eventId}`} className="card">
              <header className="row">
                <h2>
                  {connection}{' '}
                  <span className="plain">{`${kind === 'event' ? 'case' : 'record'} ${recordId}`}</span>
                </h2>
                <Chip {...webhookStates[state]} />
              </header>
              <Facts
                facts={[
                  ['Event', <code>{eventId}</code>],
                  ['Happened', <When at={webhook.at} />],
                  ['Received', <When at={webhook.receivedAt} relative />],
                  ['Tries', webhook.tries],
                  ['Note', webhook.note],
                ]}
              />
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
