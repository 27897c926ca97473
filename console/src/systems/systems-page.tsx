import { listSystems } from '../api';
import { useLive } from '../live';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { SystemCard } from './system-card';

/** The systems behind the assistants, each with its outage switch where it is a sandbox of ours. */
export function SystemsPage() {
  const { data, problem, refresh } = useLive('systems', listSystems, 2000);
  return (
    <Page
      title="Systems"
      lead="What each is like, whether it is away, and who waits for it. Break a sandbox system on purpose and call again: what callers ask for waits, and is done once when the system is back."
    >
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && (
        <Empty>No system is connected. Add one to recado.yaml and start again.</Empty>
      )}
      <div className="cards">
        {data?.items.map((system) => (
          <SystemCard key={system.name} system={system} onChanged={refresh} />
        ))}
      </div>
    </Page>
  );
}
