import { useState } from 'react';
import type { CircuitView, SystemView } from '../../../src/gateway/shapes';
import { probeSystem } from '../api';
import { useOperator } from '../browser-memory';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { ProblemNote } from '../parts/notes';
import { Plain } from '../parts/plain';
import { useDeed } from '../parts/use-deed';
import { When } from '../parts/when';
import { circuitStates, counted } from '../parts/words';

/** Whether a system is away, since when and why, who waits for it, and a button to look now. */
export function Circuit({
  system: { name, circuit },
  onChanged,
}: {
  system: SystemView;
  onChanged: () => void;
}) {
  if (!circuit) return <p className="hint">Its circuit cannot be asked now: no worker answers for it.</p>;
  const { state, waiting } = circuit;
  // Between two calls nothing waits and nothing is worth a panel.
  if (state === 'closed' && waiting === 0) return null;
  const { word, tone, sentence } = circuitStates[state];
  return (
    <section className="circuit" aria-label={`Circuit of ${name}`}>
      <p>
        <Chip tone={tone} word={word} /> <span role="status">{sentence}</span>
      </p>
      <CircuitFacts circuit={circuit} />
      {state === 'open' && <LookNow name={name} onChanged={onChanged} />}
    </section>
  );
}

function CircuitFacts({ circuit }: { circuit: CircuitView }) {
  const { since, waiting, underWay, drained, lastError, nextLookAt, oldestSince } = circuit;
  return (
    <Facts
      facts={[
        ['Since', since === undefined ? undefined : <When at={since} relative />],
        ['Wait for it', counted(waiting, 'delivery', 'deliveries')],
        ['The oldest', oldestSince === undefined ? undefined : <When at={oldestSince} relative />],
        ['Being tried', underWay === 0 ? undefined : underWay],
        ['Gone from the line', drained === 0 ? undefined : drained],
        ['Next look', nextLookAt === undefined ? undefined : <When at={nextLookAt} relative />],
        ['Last error', lastError === undefined ? undefined : <Plain text={lastError} />, 'wide'],
      ]}
    />
  );
}

function LookNow({ name, onChanged }: { name: string; onChanged: () => void }) {
  const by = useOperator();
  const [result, setResult] = useState<string>();
  const { busy, problem, run } = useDeed();
  const look = async () => {
    setResult(undefined);
    await run(async () => setResult((await probeSystem(name, by)).result));
    onChanged();
  };
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void look()}>
        Look now<span className="unseen"> whether {name} is back</span>
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
