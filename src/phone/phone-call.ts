/** One call at the carrier: who speaks with whom, what connects them now, and what became of it. */
import { Hearing } from './hearing';
import type { Leg, LegEnd } from './leg';
import { Mouth } from './mouth';
import type { Recording } from './recording';
import type { Rumble } from './rumble';
import { makeSid } from './sid';
import type { Rider } from './timer-wheel';
import type { Fields } from './webhook';

/** Twilio's words for how far a call has come; the last five are ends. */
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';

/** Who ended a call, and how. */
export interface CallEnd {
  by: 'caller' | 'assistant' | 'carrier';
  why: string;
}

/** A connection that broke while the call went on; times are `performance.now()`. */
export interface Loss {
  atMs: number;
  by: 'network' | 'gateway';
  /** When the next connection was open. */
  backMs?: number;
}

/** Where instructions come from. */
export type Source =
  | { url: string; method: 'GET' | 'POST'; fields?: Fields }
  | { twiml: string; base: string };

/** Who calls whom. */
export interface Parties {
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  parentSid?: string | undefined;
}

interface Wait {
  met: () => boolean;
  untilMs: number;
  done: (how: 'met' | 'late' | 'over') => void;
}

/** A call. It moves on by `tick`, every 20 ms. */
export class PhoneCall implements Rider {
  readonly sid = makeSid('CA');
  readonly mouth: Mouth;
  readonly hearing: Hearing;
  status: CallStatus = 'queued';
  readonly createdAt = new Date();
  answeredMs: number | undefined;
  answeredBy: string | undefined;
  readonly transports = new Set<'media' | 'relay' | 'gather'>();
  readonly losses: Loss[] = [];
  /** What the gateway did that Twilio would not take. */
  readonly faults: string[] = [];
  /** When sound was cleared away that was not played yet. */
  readonly clearedMs: number[] = [];
  /** Numbers and conferences that the caller was put through to. */
  readonly transferredTo = new Set<string>();
  readonly recordings: Recording[] = [];
  end: CallEnd | undefined;
  /** Instructions that came by the REST API and count from now on. */
  redirected: Source | undefined;
  /** The drop that is to end the call as well. */
  isLineDead = false;
  private leg: Leg | undefined;
  private waits: Wait[] = [];
  private stopVerb = new AbortController();

  constructor(
    readonly parties: Parties,
    readonly accountSid: string,
    options: { textOf?: ((id: number) => string | undefined) | undefined; rumble?: Rumble | undefined } = {},
  ) {
    this.mouth = new Mouth(options.rumble);
    this.hearing = new Hearing(options.textOf);
  }

  get isOver(): boolean {
    return this.end !== undefined;
  }

  /** Aborts when the verb under way must stop. */
  get stopping(): AbortSignal {
    return this.stopVerb.signal;
  }

  /** What connects it now; keys pressed go there. */
  get connection(): Leg | undefined {
    return this.leg;
  }

  /** The fields that every request about this call carries. */
  fields(): Fields {
    const { from, to, direction, parentSid } = this.parties;
    return {
      AccountSid: this.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: this.sid,
      CallStatus: this.status,
      Direction: direction,
      From: from,
      To: to,
      Caller: from,
      Called: to,
      ...(parentSid === undefined ? {} : { ParentCallSid: parentSid }),
    };
  }

  tick(nowMs: number): void {
    const frame = this.mouth.frame(nowMs);
    for (const recording of this.recordings) recording.add(frame);
    this.leg?.tick(nowMs, frame);
    this.hearing.tick(nowMs);
    const waiting = this.waits;
    if (waiting.length === 0) return;
    this.waits = [];
    for (const wait of waiting) {
      if (wait.met()) wait.done('met');
      else if (nowMs >= wait.untilMs) wait.done('late');
      else this.waits.push(wait);
    }
  }

  /** Waits for something, looked at every 20 ms; `over` where the call ended first and it is still not so. */
  async until(met: () => boolean, withinMs: number): Promise<'met' | 'late' | 'over'> {
    if (met()) return 'met';
    if (this.isOver) return 'over';
    return await new Promise((done) => {
      this.waits.push({ met, untilMs: performance.now() + withinMs, done });
    });
  }

  /** Holds the call by this leg until it ends. */
  async connect(leg: Leg & { onVoice?: unknown }): Promise<LegEnd> {
    this.leg = leg;
    this.mouth.listener = 'onVoice' in leg ? (leg as object) : undefined;
    if (this.isOver || this.redirected) leg.leave();
    const how = await leg.ended;
    this.leg = undefined;
    this.mouth.listener = undefined;
    return how;
  }

  /** Ends the call; the first end counts. */
  over(end: CallEnd, status: CallStatus = 'completed'): void {
    if (this.isOver) return;
    this.end = end;
    this.status = status;
    this.stopVerb.abort();
    this.leg?.leave();
    this.mouth.stop();
    for (const { met, done } of this.waits.splice(0)) done(met() ? 'met' : 'over');
  }

  /** Goes on with other instructions at once. */
  redirect(source: Source): void {
    this.redirected = source;
    this.stopVerb.abort();
    this.leg?.leave();
  }

  /** The instructions that came meanwhile, once. */
  takeRedirect(): Source | undefined {
    const source = this.redirected;
    this.redirected = undefined;
    if (source && !this.isOver) this.stopVerb = new AbortController();
    return source;
  }
}
