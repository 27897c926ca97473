import type { RefusedView } from '../../../src/gateway/shapes';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { When } from '../parts/when';

/** One that was refused: why, and what to do. What it said is not kept. */
export function RefusedCard({ refused }: { refused: RefusedView }) {
  const { connection, receivedAt, reason, fix, sizeBytes, times } = refused;
  return (
    <li className="card">
      <header className="row">
        <h2>{connection}</h2>
        <Chip tone="bad" word="refused" />
      </header>
      <p>
        <strong>{reason}</strong> {fix}
      </p>
      <Facts
        facts={[
          ['Received', <When at={receivedAt} relative />],
          ['Size', `${sizeBytes} bytes`],
          ['Times', times > 1 ? `${times}, of which this one was looked into` : undefined],
        ]}
      />
    </li>
  );
}
