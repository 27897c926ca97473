/** A socket whose first frame is awaited: until it comes nobody knows whose call it is. */
import { ConnectorError } from '../../errors';
import { closeCodes, type GuardedSocket } from './guarded-socket';

/** What is awaited. */
export interface FirstFrame {
  socket: 'media' | 'relay';
  frame: 'start' | 'setup';
  withinMs: number;
}

/**
 * Waits for the frame. `refused` hears why it did not come, once the socket is gone; after `came` that is nobody's
 * business any more.
 */
export class Opening {
  private readonly timer: NodeJS.Timeout;
  private isLate = false;

  constructor(
    private readonly guard: GuardedSocket,
    private readonly first: FirstFrame,
    private readonly refused: (error: ConnectorError) => void,
  ) {
    this.timer = setTimeout(() => this.late(), first.withinMs);
  }

  came(): void {
    clearTimeout(this.timer);
  }

  /** The socket is gone. */
  gone(): void {
    clearTimeout(this.timer);
    this.refused(this.isLate ? this.lateness() : this.loss());
  }

  private late(): void {
    // It may be closing for another reason by now.
    if (this.guard.counts.endedFor !== undefined) return;
    this.isLate = true;
    this.guard.end(closeCodes.refused, `no ${this.first.frame}`);
  }

  private lateness(): ConnectorError {
    const { frame, withinMs } = this.first;
    return new ConnectorError('twilio', 'timeout', `no ${frame} came within ${withinMs} ms`);
  }

  private loss(): ConnectorError {
    const { socket, frame } = this.first;
    const { endedFor, lastFault } = this.guard.counts;
    const why = [endedFor ?? 'closed by the other end', lastFault].filter(Boolean).join('; last fault: ');
    const kind = endedFor === undefined ? 'unavailable' : 'malformed';
    return new ConnectorError('twilio', kind, `a ${socket} socket without ${frame}: ${why}`);
  }
}
