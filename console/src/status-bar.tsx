import type { Problem, Status } from '../../src/gateway/shapes';
import { ProblemNote } from './parts/notes';

/** What is away at the moment, and what that means for callers. */
export function Banner({ status, problem }: { status: Status | undefined; problem: Problem | undefined }) {
  if (problem) return <ProblemNote problem={problem} />;
  if (status?.temporal === 'down')
    return (
      <ProblemNote
        problem={{
          error: 'Temporal does not answer',
          fix: 'Calls cannot begin or go on until it is back. What was accepted is kept and goes on by itself.',
        }}
      />
    );
  if (status?.database === 'down')
    return (
      <ProblemNote
        problem={{
          error: 'The store does not answer',
          fix: 'Lists, messages and the record of what happened are behind until it is back. Accepted work goes on.',
        }}
      />
    );
  return null;
}

const stores: Record<Status['store'], string> = { pglite: 'PGlite (embedded)', postgresql: 'PostgreSQL' };

/** What runs behind the console. */
export function StatusBar({ status, away }: { status: Status | undefined; away: boolean }) {
  if (!status)
    return <footer className="status">{away ? 'Nothing is known of the system now.' : ' '}</footer>;
  const unsure = away ? ' (when last seen)' : '';
  return (
    <footer className="status" aria-label="What runs">
      <dl>
        <Item name="Model" value={status.model} />
        <Item
          name="Store"
          value={`${stores[status.store]}, ${status.database}${unsure}`}
          bad={status.database === 'down'}
        />
        <Item name="Temporal" value={`${status.temporal}${unsure}`} bad={status.temporal === 'down'} />
        <Item name="Namespace" value={status.namespace} />
        <Item name="Version" value={status.version} />
      </dl>
      <a href={status.temporalUi} target="_blank" rel="noreferrer">
        Temporal UI<span className="unseen">, opens a new tab</span>
      </a>
    </footer>
  );
}

function Item({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) {
  return (
    <div className={bad ? 'bad' : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
