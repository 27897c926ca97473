/** How long each part of a spoken turn took. Instants are epoch milliseconds, spans are milliseconds. */
import type { SoundInstants } from './mouth';

/** What is known of how a turn of the caller ended. Absent instants: the carrier hears for itself, or keys were pressed. */
export interface TurnEnding {
  /** The voice stopped. */
  speechEndedAt?: number;
  /** The words were there. */
  transcriptAt?: number;
  /** The turn is judged to end; its words are handed over a little before. */
  endedAt: number;
}

/**
 * One turn of the caller and the beginning of its answer, under the names of the field (LiveKit, Pipecat) in camel case. A
 * span is absent where one of its ends never came, as in a turn that was cut short.
 */
export interface TurnTiming extends TurnEnding {
  turnId: string;
  /** The workflow has been given the words. */
  handedBackAt: number;
  /** `reply` began here, or the first words of an answer came. */
  answeredAt?: number;
  firstPieceAt?: number;
  firstSoundAt?: number;
  /** Voice stopped until the turn was judged to have ended: LiveKit's `end_of_utterance_delay`. */
  endOfUtteranceDelayMs?: number;
  /** Voice stopped until its words were there: LiveKit's `transcription_delay`. */
  transcriptionDelayMs?: number;
  /** Words handed over until the workflow has an answer spoken here; the first of it lies before the end of the turn. */
  workflowHopMs?: number;
  /** The answer was begun until the model's first piece came: `ttft`. */
  ttftMs?: number;
  /** A clause was given to the synthesizer until its first sound came: `ttfb`. */
  ttfbMs?: number;
  /** Voice stopped until our first sound was sent: Pipecat's `user_bot_latency`. */
  userBotLatencyMs?: number;
}

/** Collects one turn's instants. */
class TurnWatch {
  private answeredAt: number | undefined;
  private firstPieceAt: number | undefined;
  private sound: SoundInstants | undefined;

  constructor(
    readonly turnId: string,
    private readonly ending: TurnEnding,
    private readonly handedBackAt: number,
  ) {}

  answering(now: number): void {
    this.answeredAt ??= now;
  }

  piece(now: number): void {
    this.answeredAt ??= now;
    this.firstPieceAt ??= now;
  }

  sounded(instants: SoundInstants): void {
    this.sound = instants;
  }

  get timing(): TurnTiming {
    const { turnId, ending, handedBackAt, answeredAt, firstPieceAt, sound } = this;
    const { speechEndedAt, transcriptAt, endedAt } = ending;
    return present({
      ...{
        turnId,
        speechEndedAt,
        transcriptAt,
        endedAt,
        handedBackAt,
        answeredAt,
        firstPieceAt,
        firstSoundAt: sound?.sentAt,
      },
      endOfUtteranceDelayMs: span(speechEndedAt, speechEndedAt === undefined ? undefined : endedAt),
      transcriptionDelayMs: span(speechEndedAt, transcriptAt),
      workflowHopMs: span(handedBackAt, answeredAt),
      ttftMs: span(answeredAt, firstPieceAt),
      ttfbMs: span(sound?.askedAt, sound?.firstByteAt),
      userBotLatencyMs: span(speechEndedAt, sound?.sentAt),
    });
  }
}

/** Watches the turn that is being answered, and tells of it once: at the answer's first sound, or when the next turn begins. */
export class TurnWatches {
  private watch: TurnWatch | undefined;

  constructor(private readonly onTiming: (timing: TurnTiming) => void) {}

  begin(turnId: string, ending: TurnEnding, now: number): void {
    this.tell();
    this.watch = new TurnWatch(turnId, ending, now);
  }

  answering(now: number): void {
    this.watch?.answering(now);
  }

  piece(now: number): void {
    this.watch?.piece(now);
  }

  /** The first sound of the answer left; what the line says by itself is none. */
  sounded(instants: SoundInstants): void {
    this.watch?.sounded(instants);
    this.tell();
  }

  tell(): void {
    if (this.watch) this.onTiming(this.watch.timing);
    this.watch = undefined;
  }
}

const span = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : Math.max(0, to - from);

/** Without what is not known. */
function present(timing: { [Key in keyof TurnTiming]: TurnTiming[Key] | undefined }): TurnTiming {
  return Object.fromEntries(
    Object.entries(timing).filter(([, value]) => value !== undefined),
  ) as unknown as TurnTiming;
}
