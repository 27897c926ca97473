/** Where a drill kills the worker, in the way of one write (reference A7). */
export const killPoints = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8', 'K9'] as const;
export type KillPoint = (typeof killPoints)[number];

/** What each point is, for the report. */
export const killPointWords: Record<KillPoint, string> = {
  K1: 'the caller’s yes was accepted by Temporal',
  K2: 'the write was handed to the worker',
  K3: 'before the request leaves',
  K4: 'the request has arrived',
  K5: 'the system has committed, its answer is in flight',
  K6: 'the answer was read, and not reported',
  K7: 'it was reported, the next workflow task has not run',
  K8: 'a workflow continued as new',
  K9: 'SIGTERM, while it drains',
};

/** What the drill tells its worker: die at the next write that comes to this point. */
export interface KillOrder {
  dieAt: Extract<KillPoint, 'K2' | 'K3' | 'K6' | 'K7'> | 'never';
}
