import type { LineActivities } from '.';
import { alive } from './alive';
import type { Listening } from '../src/domain/listening';
import type { LiveLine } from '../src/line/live-line';
import { ConnectorError } from '../src/errors';

/** What listening stands on. */
export interface ListenDependencies {
  /** The line of a call on this host, if it holds one. */
  lineOf: (callId: string) => LiveLine | undefined;
  /** Told what the workflow asks of the line. */
  onAsked: (callId: string, ask: Listening) => void;
  /** Says that the host is alive, so that a lost one is known within seconds. */
  beat: () => void;
  /** Aborts when the workflow does not want the activity any more. */
  signal: () => AbortSignal;
}

/** The activity that says and listens, on the host that holds the line. */
export function createListen({
  lineOf,
  onAsked,
  beat,
  signal,
}: ListenDependencies): Pick<LineActivities, 'listen'> {
  return {
    async listen({ callId, epoch }, ask) {
      const line = lineOf(callId);
      if (!line || line.epoch !== epoch)
        throw new ConnectorError('line', 'missing', 'this host does not hold that line');
      onAsked(callId, ask);
      return await alive(beat, async () => ({ ...(await line.listen(ask, signal())), at: Date.now() }));
    },
  };
}
