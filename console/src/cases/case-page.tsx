import { readCase } from '../api';
import { useLive } from '../live';
import { CaseChip, FlagChip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { When } from '../parts/when';
import { caseStates, languageNames, verbInWords } from '../parts/words';
import { hrefToCall } from '../route';
import { CaseFacts } from './case-facts';
import { OperatorDeeds } from './operator-deeds';
import { Sends } from './sends';
import { Timeline } from './timeline';

/** One case whole: where it stands, what an operator can do, and everything that happened. */
export function CasePage({ code }: { code: string }) {
  const { data: found, problem, refresh } = useLive(code, (signal) => readCase(code, signal), 2000);
  return (
    <Page title={`Case ${code}`}>
      <p>
        <a href="#/cases">All cases</a>
      </p>
      {!found ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {found && (
        <>
          <section className="card" aria-labelledby="stands">
            <header className="row">
              <h2 id="stands" lang={found.language}>
                {found.title}
              </h2>
              <CaseChip state={found.state} />
              {found.flagged && <FlagChip />}
            </header>
            <p role="status">{caseStates[found.state].sentence}</p>
            {found.flagged && (
              <p className="note bad">
                This may have been done twice: an answer was lost, and {found.connection} can be asked neither
                by key nor by reference. Somebody should look there.
              </p>
            )}
            <CaseFacts found={found} />
            <Facts
              facts={[
                ['Asked for', verbInWords(found.verb)],
                ['Assistant', found.assistant],
                ['Language', languageNames[found.language] ?? found.language],
                ['Call', <a href={hrefToCall(found.callId)}>{found.callId}</a>],
                ['Begun', <When at={found.createdAt} relative />],
                ['Changed', <When at={found.updatedAt} relative />],
              ]}
            />
          </section>
          <OperatorDeeds found={found} onDone={refresh} />
          <Sends sends={found.sends} />
          <Timeline audit={found.audit} />
        </>
      )}
    </Page>
  );
}
