import type { SystemView } from '../../../src/gateway/shapes';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { awayInWords, counted, creations, paceInWords } from '../parts/words';
import { hrefToDesk } from '../route';
import { Circuit } from './circuit';
import { hasDesk } from './desk-page';
import { OutageSwitch } from './outage-switch';

/** One system: what it is, how it fares, and its switch. */
export function SystemCard({ system, onChanged }: { system: SystemView; onChanged: () => void }) {
  const { name, mood, reachable, records } = system;
  return (
    <article className="card system" aria-label={name}>
      <header className="row">
        <h2>{name}</h2>
        {reachable === false && <Chip tone="bad" word="not reachable" />}
        {mood !== undefined && mood !== 'well' && <Chip tone="bad" word={mood} />}
        {mood === 'well' && reachable !== false && <Chip tone="good" word="well" />}
      </header>
      <Facts
        facts={[
          ['Kind', <code>{system.system}</code>],
          ['Writes', creations[system.creation]],
          ['Pace', paceInWords(system.delivery)],
          ['When away', awayInWords(system.delivery), 'wide'],
          ['Holds', records === undefined ? undefined : counted(records, 'record')],
        ]}
      />
      <Circuit system={system} onChanged={onChanged} />
      {mood !== undefined && <OutageSwitch name={name} mood={mood} onChanged={onChanged} />}
      {mood === undefined && (
        <p className="hint">
          {reachable === false
            ? 'The sandbox does not answer, so its switch is out of reach. See the terminal where Recado runs.'
            : 'Not a sandbox of ours, so it has no outage switch.'}
        </p>
      )}
      {hasDesk(system) && (
        <p>
          <a href={hrefToDesk(name)}>
            Open the desk<span className="unseen"> of {name}</span>
          </a>
        </p>
      )}
    </article>
  );
}
