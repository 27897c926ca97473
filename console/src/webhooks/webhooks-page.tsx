import { useState } from 'react';
import { listWebhooks, type WebhookSearch } from '../api';
import { useLive } from '../live';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { RefusedCard } from './refused-card';
import { SearchForm } from './search-form';
import { TakenCard } from './taken-card';

const everything: WebhookSearch = { state: '', connection: '', kind: '', text: '', before: '' };

/** The delivery log, newest first: what came in and was taken, and what was refused and why. */
export function WebhooksPage() {
  const [search, setSearch] = useState(everything);
  const key = `webhooks ${JSON.stringify(search)}`;
  const { data, problem, refresh } = useLive(key, (signal) => listWebhooks(search, signal), 2000);
  const next = data?.next;
  return (
    <Page
      title="Webhooks"
      lead="What systems reported. Each is written down before it is answered, and handed to the case it is about."
    >
      <SearchForm search={search} onSearch={setSearch} />
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && <Nothing search={search} />}
      <ul className="records">
        {data?.items.map((item, place) =>
          item.state === 'refused' ? (
            <RefusedCard key={`${item.connection} ${item.receivedAt} ${place}`} refused={item} />
          ) : (
            <TakenCard key={`${item.connection} ${item.eventId}`} webhook={item} onChanged={refresh} />
          ),
        )}
      </ul>
      <div className="filter" role="group" aria-label="Pages">
        {search.before !== '' && (
          <button type="button" onClick={() => setSearch({ ...search, before: '' })}>
            Newest
          </button>
        )}
        {next !== undefined && (
          <button type="button" onClick={() => setSearch({ ...search, before: next })}>
            Older
          </button>
        )}
      </div>
    </Page>
  );
}

function Nothing({ search }: { search: WebhookSearch }) {
  if (search.state === 'refused') return <Empty>No webhook was refused.</Empty>;
  const searches = Object.values(search).some((word) => word !== '');
  if (searches) return <Empty>No webhook is like that. Search for less.</Empty>;
  return (
    <Empty>
      No webhook yet. Comment or close a ticket at a desk under <a href="#/systems">Systems</a>.
    </Empty>
  );
}
