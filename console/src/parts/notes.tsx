import type { ReactNode } from 'react';
import type { Problem } from '../../../src/gateway/shapes';

/** What went wrong and what to do; read out at once. */
export function ProblemNote({ problem, children }: { problem: Problem; children?: ReactNode }) {
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{withStop(problem.error)}</strong> {problem.fix}
      </p>
      {children}
    </div>
  );
}

/** What a view says while there is nothing to show: what would be here, and what to do for it. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

/** What stands where a list will be: the reason it is missing, or that it is coming. */
export function Waiting({ problem }: { problem: Problem | undefined }) {
  return problem ? <ProblemNote problem={problem} /> : <p className="empty">Loading…</p>;
}

/** Data is shown, but could not be refreshed. */
export function Stale({ problem }: { problem: Problem | undefined }) {
  return problem ? (
    <p className="note waiting" role="status">
      What you see may be out of date: {withStop(problem.error)} {problem.fix}
    </p>
  ) : null;
}

const withStop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
