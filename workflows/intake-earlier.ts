/**
 * Intakes of one call are heard one after the other. They tell each other by signals: an activity that waited for the one before
 * would hold the very place in which that is to be heard, and where all places are held so, nothing is ever heard again.
 */
import { condition, getExternalWorkflowHandle, setHandler, workflowInfo } from '@temporalio/workflow';
import { intakeWorkflowId } from './ids';
import { earlierHeard, tellWhenHeard } from './messages';

/** Should an operator end the one before, nobody tells: then it is asked again, and is not there. */
const askAgainAfter = '5 minutes';

/** Tells whoever asks for it as soon as this intake was heard. */
export function tellLater(isHeard: () => boolean): void {
  setHandler(tellWhenHeard, async ({ workflowId }) => {
    await condition(isHeard);
    // One that is over need not be told.
    await getExternalWorkflowHandle(workflowId)
      .signal(earlierHeard)
      .catch(() => undefined);
  });
}

/** Waits until the intake under this code was heard, or is over. */
export async function awaitEarlier(code: string): Promise<void> {
  let isHeard = false;
  setHandler(earlierHeard, () => void (isHeard = true));
  const earlier = getExternalWorkflowHandle(intakeWorkflowId(code));
  const { workflowId } = workflowInfo();
  const isThere = async (): Promise<boolean> =>
    await earlier.signal(tellWhenHeard, { workflowId }).then(
      () => true,
      () => false,
    );
  const summary = `after what was noted under ${code}`;
  while (await isThere()) if (await condition(() => isHeard, askAgainAfter, { summary })) return;
}
