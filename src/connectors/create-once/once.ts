/** What all strategies share: one run at a time for a key, and what a fault says of the outcome. */
import { ConnectorError, type FaultOutcome } from '../../errors';

/** Makes what one key stands for, once, by the steps that the system can do. */
export type Once<Made, Steps> = (key: string, steps: Steps) => Promise<Made>;

/** Two calls with one key at the same moment share one run; between processes, Temporal runs one try at a time. */
export function oneAtATime<Made, Steps>(run: Once<Made, Steps>): Once<Made, Steps> {
  const underWay = new Map<string, Promise<Made>>();
  return (key, steps) => {
    const running = underWay.get(key) ?? run(key, steps).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };
}

/** A step before the create of this try: where it fails, this try has done nothing, whatever became of earlier ones. */
export const beforeSending = <T>(step: () => Promise<T>): Promise<T> => failingAs('not-done', step);

/** A step after the create of this try was sent: where it fails, the record may be there all the same. */
export const afterSending = <T>(step: () => Promise<T>): Promise<T> => failingAs('unknown', step);

async function failingAs<T>(outcome: FaultOutcome, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.outcome === outcome) throw error;
    const { system, kind, message, cause, retryAfterMs } = error;
    throw new ConnectorError(system, kind, message, { cause, retryAfterMs, outcome });
  }
}
