import type { SendView } from '../../../src/gateway/shapes';
import { Chip, FlagChip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { When } from '../parts/when';
import { channelNames, sendStates } from '../parts/words';

/** Whom a case's people were told by what, how far it got, and what it cost. Nothing where nobody was told. */
export function Sends({ sends }: { sends: SendView[] }) {
  if (sends.length === 0) return null;
  return (
    <section className="card" aria-labelledby="sends">
      <h2 id="sends">Who was told</h2>
      <ul className="records">
        {sends.map((send) => (
          <li key={send.id}>
            <header className="row">
              <h3>
                {channelNames[send.channel]} <span className="plain">{send.toMasked}</span>
              </h3>
              <Chip {...sendStates[send.state]} />
              {send.flagged && <FlagChip />}
            </header>
            <Facts
              facts={[
                ['Left', <When at={send.createdAt} relative />],
                ['Delivered', instant(send.reached.delivered)],
                ['Read', instant(send.reached.read)],
                ['Cost', costInWords(send)],
                ['Carrier’s id', send.providerId === undefined ? undefined : <code>{send.providerId}</code>],
                ['Error', send.error, 'wide'],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

const instant = (at: string | undefined) => (at === undefined ? undefined : <When at={at} />);

function costInWords({ costMicros, estimateMicros, currency }: SendView): string | undefined {
  const micros = costMicros ?? estimateMicros;
  if (micros === undefined || currency === undefined) return undefined;
  const amount = `${(micros / 1_000_000).toFixed(4).replace(/0{1,2}$/, '')} ${currency}`;
  return costMicros === undefined ? `about ${amount}` : amount;
}
