import type { CaseView } from '../../../src/gateway/shapes';
import { Facts, WorkflowLink } from '../parts/facts';
import { Plain, tellsWhen } from '../parts/plain';
import { waitsInWords } from '../parts/words';
import { When } from '../parts/when';

/** Why a case waits, what comes next and until when. */
export function CaseFacts({ found }: { found: CaseView }) {
  const { deadline, dueAt, recordId, waitingFor } = found;
  return (
    <Facts
      facts={[
        ['System', found.connection],
        ['Record', recordId === undefined ? undefined : <RecordLink id={recordId} url={found.recordUrl} />],
        ['Waits for', waitingFor === undefined ? undefined : waitsInWords(waitingFor, found.connection)],
        ['Parked for', found.parkedFor, 'wide'],
        ['Next step', found.nextStep === undefined ? undefined : <NextStep found={found} />],
        ['Owner', found.owner],
        ['Deadline', deadline === undefined ? undefined : <When at={deadline} relative />],
        ['Promised', dueAt === undefined ? undefined : <When at={dueAt} relative />],
        ['Tries', found.attempts],
        ['Last error', found.lastError, 'wide'],
        ['Workflow', <WorkflowLink url={found.workflowUrl} id={found.workflowId} />],
      ]}
    />
  );
}

/** What comes next, and when. */
export function NextStep({ found: { nextStep = '', nextStepAt } }: { found: CaseView }) {
  return (
    <>
      <Plain text={nextStep} />{' '}
      {nextStepAt !== undefined && !tellsWhen(nextStep) && <When at={nextStepAt} relative />}
    </>
  );
}

function RecordLink({ id, url }: { id: string; url: string | undefined }) {
  if (url === undefined || !/^https?:/.test(url)) return <>{id}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {id}
      <span className="unseen">, opens a new tab</span>
    </a>
  );
}
