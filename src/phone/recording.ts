/** Recordings that the carrier makes and keeps until the gateway fetches or deletes them. */
import { wavHeader } from '../audio/wav-header';
import { makeSid } from './sid';

/** One recording of a caller's side. */
export class Recording {
  readonly sid = makeSid('RE');
  status: 'in-progress' | 'paused' | 'completed' | 'absent' = 'in-progress';
  private frames: Buffer[] = [];

  constructor(
    readonly callSid: string,
    /** Asked for by <Record>, the API, or <Dial record>. */
    readonly source: 'RecordVerb' | 'StartCallRecordingAPI' | 'DialVerb',
  ) {}

  get durationS(): number {
    return Math.round(this.frames.length / 50);
  }

  add(frame: Buffer): void {
    if (this.status === 'in-progress') this.frames.push(frame);
  }

  complete(): void {
    if (this.status !== 'completed') this.status = this.frames.length > 0 ? 'completed' : 'absent';
  }

  /** The file: mu-law, 8 kHz. */
  wav(): Buffer {
    const sound = Buffer.concat(this.frames);
    return Buffer.concat([wavHeader({ codec: 'mulaw', rate: 8000, channels: 1 }, sound.length), sound]);
  }
}
