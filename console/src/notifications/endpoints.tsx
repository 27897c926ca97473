import { listEndpoints, switchOnEndpoint } from '../api';
import { useOperator } from '../browser-memory';
import { useLive } from '../live';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { ProblemNote } from '../parts/notes';
import { useDeed } from '../parts/use-deed';
import { When } from '../parts/when';
import type { EndpointView } from '../../../src/gateway/event-shapes';

/** Endpoints that fail or are switched off; those that are well need no words. */
export function Endpoints() {
  const { data, refresh } = useLive('endpoints', listEndpoints, 5000);
  const ill = data?.items.filter(({ failingSince, offSince }) => failingSince ?? offSince) ?? [];
  return (
    <ul className="records">
      {ill.map((endpoint) => (
        <Endpoint key={endpoint.name} endpoint={endpoint} onChanged={refresh} />
      ))}
    </ul>
  );
}

function Endpoint({ endpoint, onChanged }: { endpoint: EndpointView; onChanged: () => void }) {
  const { name, url, failingSince, offSince, note, waiting } = endpoint;
  const by = useOperator();
  const { busy, problem, run } = useDeed();
  const switchOn = async () => {
    await run(() => switchOnEndpoint(name, by));
    onChanged();
  };
  return (
    <li className="card">
      <header className="row">
        <h2>{name}</h2>
        {offSince === undefined ? (
          <Chip tone="waiting" word="fails" />
        ) : (
          <Chip tone="bad" word="switched off" />
        )}
      </header>
      <Facts
        facts={[
          ['Address', <code>{url}</code>],
          ['Fails since', failingSince === undefined ? undefined : <When at={failingSince} relative />],
          ['Off since', offSince === undefined ? undefined : <When at={offSince} relative />],
          ['Wait for it', waiting],
          ['Note', note],
        ]}
      />
      {offSince !== undefined && (
        <button type="button" disabled={busy} onClick={() => void switchOn()}>
          Switch on<span className="unseen"> {name}</span>
        </button>
      )}
      {problem && <ProblemNote problem={problem} />}
    </li>
  );
}
