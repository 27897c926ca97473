/** A <Record>: takes down what the caller says until a key, silence, or its greatest length. */
import { decodeMulaw } from '../audio/mulaw';
import { type Ending, type Leg, type LegEnd, openEnding } from './leg';
import type { Recording } from './recording';
import type { RecordVerb } from './twiml';

/** Louder than this is no silence, of 32,768. */
const silenceBelow = 500;

/** One <Record>. */
export class RecordLeg implements Leg {
  readonly transport = 'gather';
  /** The key that ended it; `hangup` where the caller did. */
  key: string | undefined;
  private readonly ending: Ending = openEnding();
  private frames = 0;
  private silentFrames = 0;

  constructor(
    private readonly verb: RecordVerb,
    private readonly recording: Recording,
  ) {}

  get ended(): Promise<LegEnd> {
    return this.ending.promise;
  }

  tick(_nowMs: number, frame: Buffer): void {
    this.recording.add(frame);
    this.frames += 1;
    const isSilent = decodeMulaw(frame).every((sample) => Math.abs(sample) < silenceBelow);
    this.silentFrames = isSilent ? this.silentFrames + 1 : 0;
    const { maxLength, timeout } = this.verb;
    const isFull = this.frames / 50 >= maxLength;
    const isSilentLong = timeout > 0 && this.silentFrames / 50 >= timeout;
    if (isFull || isSilentLong) this.ending.end({ why: 'closed' });
  }

  press(key: string): void {
    if (!this.verb.finishOnKey.includes(key)) return;
    this.key = key;
    this.ending.end({ why: 'closed' });
  }

  drop(): void {
    // There is no socket that could break.
  }

  leave(): void {
    this.key = 'hangup';
    this.ending.end({ why: 'left' });
  }
}
