import { useState } from 'react';
import { listCases } from '../api';
import { useLive } from '../live';
import { CaseChip } from '../parts/chip';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { hrefToCase } from '../route';
import { CaseFacts } from './case-facts';

/** What callers asked for and how far it is, newest first. */
export function CasesPage() {
  const [onlyOpen, setOnlyOpen] = useState(true);
  const { data, problem } = useLive(`cases ${onlyOpen}`, (signal) => listCases(onlyOpen, signal), 2000);
  return (
    <Page
      title="Cases"
      lead="Each is one thing a caller asked for: its delivery to a system, then what became of it."
    >
      <div className="filter" role="group" aria-label="Which cases">
        <button type="button" aria-pressed={onlyOpen} onClick={() => setOnlyOpen(true)}>
          Open
        </button>
        <button type="button" aria-pressed={!onlyOpen} onClick={() => setOnlyOpen(false)}>
          All
        </button>
      </div>
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && (
        <Empty>
          {onlyOpen ? 'No open case. Choose “All” for those that are finished, or ask' : 'No case yet. Ask'}{' '}
          for something with the <a href="#/phone">dev phone</a>.
        </Empty>
      )}
      <ul className="records">
        {data?.items.map((one) => (
          <li key={one.code} className="card">
            <header className="row">
              <h2>
                <a href={hrefToCase(one.code)}>{one.code}</a>{' '}
                <span className="plain" lang={one.language}>
                  {one.title}
                </span>
              </h2>
              <CaseChip state={one.state} />
            </header>
            <CaseFacts found={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
