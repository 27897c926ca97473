import { useState } from 'react';
import { listCases, type WhichCases } from '../api';
import { useLive } from '../live';
import { CaseChip, FlagChip } from '../parts/chip';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { hrefToCase } from '../route';
import { CaseFacts } from './case-facts';

const filters: { filter: WhichCases; word: string }[] = [
  { filter: 'open', word: 'Open' },
  { filter: 'flagged', word: 'Possible doubles' },
  { filter: 'all', word: 'All' },
];

const nothing: Record<WhichCases, string> = {
  open: 'No open case. Choose “All” for those that are finished.',
  flagged: 'Nothing may have been done twice.',
  all: 'No case yet.',
};

/** What callers asked for and how far it is, newest first. */
export function CasesPage() {
  const [which, setWhich] = useState<WhichCases>('open');
  const { data, problem } = useLive(`cases ${which}`, (signal) => listCases(which, signal), 2000);
  return (
    <Page
      title="Cases"
      lead="Each is one thing a caller asked for: its delivery to a system, then what became of it."
    >
      <div className="filter" role="group" aria-label="Which cases">
        {filters.map(({ filter, word }) => (
          <button key={filter} type="button" aria-pressed={filter === which} onClick={() => setWhich(filter)}>
            {word}
          </button>
        ))}
      </div>
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && (
        <Empty>
          {nothing[which]} Ask for something with the <a href="#/phone">dev phone</a>.
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
              {one.flagged && <FlagChip />}
            </header>
            <CaseFacts found={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
