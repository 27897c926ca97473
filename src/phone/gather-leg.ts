/** A <Gather>: prompts are said, and the first words or keys end it. */
import type { Hearing } from './hearing';
import { type Ending, type Leg, type LegEnd, openEnding } from './leg';
import type { MouthListener, Utterance } from './mouth';
import { TextPlayer } from './text-player';
import type { GatherVerb } from './twiml';

/** What was gathered; empty where nothing came in time. */
export interface Gathered {
  words?: string;
  keys?: string;
}

/** What `speechTimeout="auto"` comes to, and the carrier's recognition. */
const autoPauseMs = 400;
const hearsAfterMs = 150;

/** One <Gather>. `result` is what `ended` came with. */
export class GatherLeg implements Leg, MouthListener {
  readonly transport = 'gather';
  result: Gathered = {};
  private readonly player: TextPlayer;
  private readonly ending: Ending = openEnding();
  private readonly script: { text: string; pauseMs: number }[];
  private pauseUntilMs = 0;
  private words: string[] = [];
  private keys = '';
  private isSpeaking = false;
  /** When nothing, or nothing more, has come. */
  private dueMs: number | undefined;

  constructor(
    private readonly verb: GatherVerb,
    hearing: Hearing,
  ) {
    this.player = new TextPlayer(hearing);
    this.script = verb.prompts.map((prompt) =>
      prompt.verb === 'Say' ? { text: prompt.text, pauseMs: 0 } : { text: '', pauseMs: prompt.lengthMs },
    );
  }

  get ended(): Promise<LegEnd> {
    return this.ending.promise;
  }

  tick(nowMs: number): void {
    this.player.tick(nowMs);
    if (this.isPrompting(nowMs)) return;
    if (this.isSpeaking) return;
    this.dueMs ??= nowMs + this.verb.timeout * 1000;
    if (nowMs >= this.dueMs) this.finish();
  }

  press(key: string): void {
    if (!this.verb.input.some((input) => input.includes('dtmf'))) return;
    this.hush();
    if (key === this.verb.finishOnKey) return this.finish();
    this.keys += key;
    this.dueMs = performance.now() + this.verb.timeout * 1000;
    if (this.keys.length === this.verb.numDigits) this.finish();
  }

  onVoice({ kind }: Utterance): void {
    if (!this.listens(kind)) return;
    this.hush();
    this.isSpeaking = true;
  }

  onVoiceEnd({ kind, text }: Utterance, nowMs: number): void {
    if (!this.listens(kind)) return;
    this.isSpeaking = false;
    this.words.push(text);
    const { speechTimeout } = this.verb;
    const pauseMs = typeof speechTimeout === 'number' ? speechTimeout * 1000 : autoPauseMs;
    this.dueMs = nowMs + pauseMs + hearsAfterMs;
  }

  drop(): void {
    // There is no socket that could break.
  }

  leave(): void {
    this.player.stop(performance.now());
    this.ending.end({ why: 'left' });
  }

  /** Plays what is next to be said; answers whether something is. */
  private isPrompting(nowMs: number): boolean {
    if (this.player.isPlaying || nowMs < this.pauseUntilMs) return true;
    const next = this.script.shift();
    if (!next) return false;
    if (next.text) this.player.say(next.text, true);
    this.pauseUntilMs = nowMs + next.pauseMs;
    return true;
  }

  private listens(kind: Utterance['kind']): boolean {
    if (kind === 'cough' || !this.verb.input.some((input) => input.includes('speech'))) return false;
    return this.verb.bargeIn || (!this.player.isPlaying && this.script.length === 0);
  }

  private hush(): void {
    this.script.length = 0;
    this.pauseUntilMs = 0;
    this.player.stop(performance.now());
  }

  private finish(): void {
    this.player.stop(performance.now());
    if (this.keys) this.result = { keys: this.keys };
    else if (this.words.length > 0) this.result = { words: this.words.join(' ') };
    this.ending.end({ why: 'closed' });
  }
}
