/** A ConversationRelay session: the carrier hears and speaks itself, and the gateway gets and sends text. */
import type { RawData, WebSocket } from 'ws';
import type { Hearing } from './hearing';
import { type Ending, type Leg, type LegEnd, openEnding } from './leg';
import { parsedJson, textOf } from './media-leg';
import type { MouthListener, Utterance } from './mouth';
import { toRelay, type ToRelay } from './relay-shapes';
import { TextPlayer } from './text-player';
import type { RelayVerb } from './twiml';

/** What a session belongs to. */
export interface RelayOf {
  verb: RelayVerb;
  sessionId: string;
  callSid: string;
  accountSid: string;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound';
  hearing: Hearing;
  /** How long the file at an address plays. */
  soundMs(url: string): Promise<number>;
  onFault(fault: string): void;
}

/** What the carrier takes to be sure of words that were said, and of an interruption. */
const hearsAfterMs = 150;
const interruptsAfterMs = 200;

/** One session. */
export class RelayLeg implements Leg, MouthListener {
  readonly transport = 'relay';
  private readonly player: TextPlayer;
  private readonly ending: Ending = openEnding();
  private isOver = false;
  /** What happens later: words are told, speech interrupts. */
  private later: { atMs: number; act: (nowMs: number) => void }[] = [];

  constructor(
    private readonly socket: WebSocket,
    private readonly of: RelayOf,
  ) {
    this.player = new TextPlayer(of.hearing, (value) => {
      if (subscribes(of.verb.events, 'tokens-played'))
        this.send({ type: 'info', name: 'tokensPlayed', value });
    });
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.once('close', (code) => this.over({ why: 'lost', error: `the socket was closed (${code})` }));
    this.setUp();
  }

  get ended(): Promise<LegEnd> {
    return this.ending.promise;
  }

  tick(nowMs: number): void {
    if (this.isOver) return;
    this.player.tick(nowMs);
    const due = this.later.filter(({ atMs }) => atMs <= nowMs);
    this.later = this.later.filter(({ atMs }) => atMs > nowMs);
    for (const { act } of due) act(nowMs);
  }

  press(digit: string): void {
    const { verb } = this.of;
    if (this.player.isPlaying) {
      if (takes(this.player.interruptible, 'dtmf')) this.interrupt(performance.now());
      else if (!takes(verb.reportInputDuringAgentSpeech, 'dtmf')) return;
    }
    if (verb.dtmfDetection) this.send({ type: 'dtmf', digit });
  }

  onVoice(utterance: Utterance, nowMs: number): void {
    if (!this.isHeard(utterance)) return;
    this.later.push({
      atMs: nowMs + interruptsAfterMs,
      act: (thenMs) => {
        if (this.player.isPlaying && takes(this.player.interruptible, 'speech')) this.interrupt(thenMs);
      },
    });
  }

  onVoiceEnd(utterance: Utterance, nowMs: number): void {
    if (!this.isHeard(utterance)) return;
    const { verb } = this.of;
    this.later.push({
      atMs: nowMs + hearsAfterMs,
      act: () => {
        if (this.player.isPlaying && !takes(verb.reportInputDuringAgentSpeech, 'speech')) return;
        const lang = verb.transcriptionLanguage ?? verb.language;
        this.send({ type: 'prompt', voicePrompt: utterance.text, lang, last: true });
      },
    });
  }

  drop(): void {
    this.over({ why: 'dropped' });
    this.socket.terminate();
  }

  leave(): void {
    this.over({ why: 'left' });
    this.socket.close(1000);
  }

  private setUp(): void {
    const { verb, sessionId, callSid, accountSid, from, to, direction } = this.of;
    const known = { sessionId, accountSid, parentCallSid: '', callSid, from, to, forwardedFrom: '' };
    const kind = { callType: 'PSTN', callerName: '', direction, callStatus: 'IN-PROGRESS' };
    this.send({ type: 'setup', ...known, ...kind, customParameters: verb.parameters });
    if (verb.welcomeGreeting) {
      this.player.say(verb.welcomeGreeting, true, verb.welcomeGreetingInterruptible);
    }
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.isOver) return;
    const parsed = toRelay.safeParse(isBinary ? undefined : parsedJson(textOf(data)));
    if (parsed.success) return this.obey(parsed.data);
    const [issue] = parsed.error.issues;
    this.of.onFault(`The gateway sent a frame that ConversationRelay refuses: ${issue?.message}.`);
    this.send({ type: 'error', description: 'Invalid message received' });
  }

  private obey(frame: ToRelay): void {
    const { verb } = this.of;
    if (frame.type === 'text') {
      const may =
        frame.interruptible === undefined ? verb.interruptible : frame.interruptible ? 'any' : 'none';
      this.player.say(frame.token, frame.last, may);
    } else if (frame.type === 'play') {
      void this.play(frame.source);
    } else if (frame.type === 'end') {
      const handoff = frame.handoffData;
      this.over({ why: 'closed', ...(handoff === undefined ? {} : { handoff }) });
      this.socket.close(1000);
    }
  }

  /** A file is heard where nothing is being said by then. */
  private async play(source: string): Promise<void> {
    try {
      const ms = await this.of.soundMs(source);
      const now = performance.now();
      if (!this.isOver && !this.player.isPlaying) this.of.hearing.loud(now, now + ms);
    } catch (error) {
      this.of.onFault(error instanceof Error ? error.message : String(error));
    }
  }

  /** Coughs are no words; short answers are passed over where the gateway asks for that. */
  private isHeard({ kind }: Utterance): boolean {
    return kind !== 'cough' && !(kind === 'mumble' && this.of.verb.ignorebackchannel);
  }

  private interrupt(nowMs: number): void {
    const { heard, forMs } = this.player.stop(nowMs);
    this.send({ type: 'interrupt', utteranceUntilInterrupt: heard, durationUntilInterruptMs: forMs });
  }

  private send(frame: object): void {
    if (!this.isOver) this.socket.send(JSON.stringify(frame));
  }

  private over(how: LegEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.player.stop(performance.now());
    this.ending.end(how);
  }
}

const takes = (setting: string, what: 'speech' | 'dtmf'): boolean => setting === 'any' || setting === what;

/** `events` is a list. */
const subscribes = (events: string | undefined, to: string): boolean =>
  events?.split(/\s+/).includes(to) === true;
