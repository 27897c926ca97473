/** Activity options, each under its reason. Summaries are set where the activity is called. */
import { type ActivityOptions, workflowInfo } from '@temporalio/workflow';
import { hearingQueue } from './ids';

/** A model's turn: the caller is waiting; a second model stands behind the first inside the activity. */
export const forTurns: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { maximumAttempts: 3, initialInterval: '500 milliseconds' },
};

/** A turn on the host that holds the line: when it does not take it at once it is gone, and any host will do. */
export const forLine = (host: string): ActivityOptions => ({
  taskQueue: `line/${host}`,
  scheduleToStartTimeout: '2 seconds',
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { maximumAttempts: 1 },
  cancellationType: 'TRY_CANCEL',
});

/**
 * Listening on the host that holds the line: as long as a caller talks or keeps silent. A host that is lost is told of by the next
 * one, so it may take its time to begin: where two hundred calls come to it at once, who waits two seconds is not lost. With a beat
 * (every 4 s of these 5) a host hears that its line has moved, before that asks a caller whether they are still there.
 */
export const forListening = (host: string): ActivityOptions => ({
  taskQueue: `line/${host}`,
  scheduleToStartTimeout: '10 seconds',
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '5 seconds',
  retry: { maximumAttempts: 1 },
  cancellationType: 'TRY_CANCEL',
});

/** Placing a call: the carrier has no key, so a second try might ring twice. */
export const forPlacing: ActivityOptions = {
  startToCloseTimeout: '15 seconds',
  retry: { maximumAttempts: 1 },
};

/** Calling back: a try whose outcome nobody knows is looked for before the next one, and the caller is waiting to be called. */
export const forCallingBack: ActivityOptions = {
  startToCloseTimeout: '8 seconds',
  retry: { maximumAttempts: 3, initialInterval: '1 second', backoffCoefficient: 2 },
};

/** Telling the carrier what to do with a leg: it bears repeating, and somebody waits. */
export const forLegs: ActivityOptions = {
  startToCloseTimeout: '8 seconds',
  scheduleToCloseTimeout: '45 seconds',
  retry: { initialInterval: '300 milliseconds', backoffCoefficient: 2, maximumInterval: '3 seconds' },
};

/** Look-ups during a call: the activity itself says so when a system is away, so a retry is for a lost worker only. */
export const forLookups: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 2, initialInterval: '200 milliseconds' },
};

/** One try of a write: short, without heartbeat; the workflow decides about the next one. */
export const forWrites: ActivityOptions = {
  startToCloseTimeout: '20 seconds',
  retry: { maximumAttempts: 1 },
};

/** A look whether a system answers; the circuit decides about the next one. */
export const forProbes: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
};

/** Getting in line needs Temporal alone. */
export const forLines: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};

/** A system that is watched may be down for days. */
export const forWatching: ActivityOptions = {
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
};

/** The store is a projection: it may be away for long, and catches up. */
export const forProjections: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** One try to send a message: no carrier of messages takes a key, so the workflow decides about the next one. */
export const forSending: ActivityOptions = {
  startToCloseTimeout: '20 seconds',
  retry: { maximumAttempts: 1 },
};

/**
 * A turn being answered by its conversation, tried again until it is heard. On a queue of its own: it waits for a workflow that
 * needs activities itself, and where such waits held every place of a worker, none of them would ever end.
 */
export const forHearing = (): ActivityOptions => ({
  taskQueue: hearingQueue(workflowInfo().taskQueue),
  startToCloseTimeout: '90 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '20 seconds' },
});
