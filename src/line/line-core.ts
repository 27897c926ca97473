/**
 * What is the same on every live line: whose turn it is, what is said, what was heard of it, and what becomes of silence.
 * A mouth speaks for it, an ear tells it what the caller said. It never waits: the open `listen` comes back when its state allows it.
 */
import type { Listened, Listening } from '../domain/listening';
import { linePhrasesOf } from '../language/line-phrases-of';
import { Asking, TakenOver } from './asking';
import type { Ear } from './ear';
import { keyed, Keypad } from './keypad';
import { type LineHooks, type LineOptions, processClock } from './line-options';
import type { OpenLine } from './open-line';
import type { Mouth, MouthEvents } from './mouth';
import { type Due, Misheard, type Patience, SilenceClock, tickMs, usualPatience } from './patience';
import { silenceWords } from './silence-words';
import { Talk } from './talk';
import { TurnWatches } from './timing';
import { type CallerWords, TurnBook, type WordlessOutcome } from './turn-book';
import { Untaken } from './untaken';

/** A live line without its carrier. */
export class LineCore implements OpenLine {
  readonly callId: string;
  readonly epoch: number;
  readonly talk: Talk;
  private readonly hooks: LineHooks;
  private readonly clock;
  private readonly phrases;
  private readonly silence: SilenceClock;
  private readonly untaken: Untaken;
  private readonly stopTicking: () => void;
  /** The `listen` that waits for the caller's words. */
  readonly asking = new Asking();
  private readonly keypad = new Keypad();
  private readonly book: TurnBook;
  private readonly watches: TurnWatches;
  /** The turn of the caller that was handed back last. */
  private turn: { turnId: string; text: string } | undefined;
  /** First words that are still owed. */
  private opening: string | undefined;
  private readonly misheard = new Misheard();
  private ended: 'hungUp' | 'moved' | undefined;
  /** The socket is gone; the caller's last words are still being made out. */
  private isEnding = false;

  constructor(
    options: LineOptions,
    private readonly ear: Ear,
    mouth: (events: MouthEvents) => Mouth,
    private readonly closeSocket: () => void,
  ) {
    this.callId = options.callId;
    this.epoch = options.epoch;
    this.hooks = options.hooks ?? {};
    this.clock = options.clock ?? processClock;
    this.phrases = linePhrasesOf(options.language);
    this.book = new TurnBook(this.hooks);
    const patience: Patience = { ...usualPatience, ...options.patience };
    const now = this.clock.now();
    this.silence = new SilenceClock(patience, now);
    this.watches = new TurnWatches((timing) => this.hooks.onTiming?.(timing));
    this.untaken = new Untaken(patience.untakenMs, (turn) => this.hooks.onUntaken?.(turn));
    const { opening = 'nothing' } = options;
    const own = typeof opening === 'object' ? opening : undefined;
    this.opening = own?.say;
    if (opening !== 'nothing') {
      this.silence.wait('ours', own?.atOnce ? -Infinity : now);
      this.untaken.waits(undefined, now);
    }
    this.talk = new Talk(
      mouth({
        onQuiet: () => this.settleThen(),
        onSound: (clause, instants) => {
          if (clause.whose === 'answer') this.watches.sounded(instants);
        },
      }),
      options.isKept ?? (() => false),
    );
    this.stopTicking = this.clock.every(tickMs, () => this.tick());
  }

  listen(ask: Listening, signal: AbortSignal): Promise<Listened> {
    return this.open(ask, signal, false);
  }

  listenAlone(ask: Listening, signal: AbortSignal): Promise<Listened> {
    if (this.asking.ask && !this.asking.alone) return Promise.reject(new TakenOver());
    return this.open(ask, signal, true);
  }

  answering(turnId: string): void {
    if (turnId === this.turn?.turnId) this.watches.answering(this.clock.now());
    this.untaken.taken();
  }

  speak(turnId: string, piece: string): void {
    if (this.turn && turnId !== this.turn.turnId) return;
    if (this.ended) return this.talk.unsaid(piece);
    this.untaken.taken();
    this.watches.piece(this.clock.now());
    this.talk.piece(turnId, piece);
  }

  spoken(turnId: string): void {
    this.talk.endPieces(turnId);
    if (this.turn?.turnId === turnId && !this.asking.ask) this.unheeded();
  }

  close(): void {
    if (this.ended) return;
    this.silenced('moved');
    this.book.forget();
    this.ear.close();
    this.closeSocket();
    this.settleEnd();
  }

  /** The caller's turn has ended: these are its words. */
  words(words: CallerWords): void {
    this.misheard.heard();
    const isAnswering = this.talk.mouth.busy || !this.asking.ask;
    this.talk.cutShort(this.turn?.turnId);
    if (isAnswering && this.turn) this.hooks.onCut?.(this.turn.turnId);
    this.book.add(words);
    this.handBack();
  }

  /** What sounded like the caller was no turn of theirs. */
  nothing(): void {
    this.talk.mouth.resume();
    this.handBack();
  }

  /** The caller said something, and no provider could make it out. */
  unheard(fault: unknown): void {
    this.hooks.onFault?.(fault);
    this.nothing();
    if (this.asking.ask && !this.talk.mouth.busy) this.breakSilence(this.misheard.due());
  }

  likely(text: string): void {
    const { ask, alone } = this.asking;
    if (!ask || alone || ask.then) return;
    const listened = this.book.preview(ask, text, this.talk.cut);
    this.hooks.onLikelyWords?.(listened.text, listened);
  }

  key(key: string): void {
    if (this.ended) return;
    const yesNo = this.asking.ask?.expects === 'yes-no';
    const entry = this.keypad.press(key, this.clock.now(), yesNo ? this.phrases.keyed : undefined);
    if (this.keypad.open) this.talk.mouth.pause();
    if (entry !== undefined) this.words(keyed(entry, this.clock.now()));
  }

  /** The socket is gone. What the caller was saying is made out first: "sí, regístrelo", and down goes the receiver. */
  gone(hungUp: boolean): void {
    if (this.ended) return;
    this.silenced(hungUp ? 'hungUp' : 'moved');
    this.isEnding = true;
    void this.ear
      .finish()
      .then((words) => words && this.book.add(words))
      .catch((fault: unknown) => this.hooks.onFault?.(fault))
      .finally(() => {
        this.ear.close();
        this.isEnding = false;
        this.settleEnd();
      });
  }

  get isOpen(): boolean {
    return this.ended === undefined;
  }

  get wasAsked(): boolean {
    return this.asking.byWorkflow;
  }

  private open(ask: Listening, signal: AbortSignal, alone: boolean): Promise<Listened> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const before = this.book.answeredBefore(ask);
    if (before) return Promise.resolve(before);
    const now = this.clock.now();
    const listened = this.asking.open(ask, signal, alone, () => this.unheeded(!alone));
    this.untaken.taken();
    if (!alone) this.opening = undefined;
    this.silence.wait(ask.then ? 'nobody' : 'theirs', now);
    if (ask.say.length > 0) this.watches.answering(now);
    if (!this.ended || !alone) this.sayFor(ask, alone);
    if (this.ended) this.settleEnd();
    else if (!this.ear.open) this.handBack();
    this.settleThen();
    return listened;
  }

  private sayFor(ask: Listening, alone: boolean): void {
    const isOver = this.ended !== undefined;
    const isTalkedOver = this.book.hasPending && !ask.then && !alone;
    for (const [place, sentence] of (alone ? ask.say : this.book.freshSentences(ask)).entries()) {
      const isFirst = place === 0 && ask.firstWords === true;
      if (place === 0 && this.book.takeBack(sentence)) continue;
      const whole = isFirst || ask.then !== undefined;
      if (isOver || (isTalkedOver && !whole)) this.talk.unsaid(sentence);
      else this.talk.sentence(sentence, alone ? 'line' : 'answer', whole);
    }
  }

  sayOwn(sentence: string, whole = false): void {
    this.book.lineSaid(sentence);
    this.talk.sentence(sentence, 'line', whole);
  }

  /** Gives the workflow what the caller said, where it listens for it. */
  private handBack(): void {
    const { ask, alone } = this.asking;
    if (!ask || ask.then || !this.book.hasPending) return;
    const now = this.clock.now();
    const { listened, ending, quietSince } = this.book.take(ask, alone ? undefined : this.talk.cut);
    if (!alone) {
      this.watches.begin(ask.turnId, ending, now);
      this.turn = { turnId: ask.turnId, text: listened.text };
      this.talk.turnTaken();
      this.book.told(listened);
      this.untaken.waits({ ...this.turn, answered: false }, now);
    }
    this.silence.wait('ours', now, quietSince);
    this.asking.settle(listened);
    if (!alone) this.hooks.onTurn?.(ask.turnId, listened.text);
  }

  private settle(outcome: WordlessOutcome): void {
    const { ask, alone } = this.asking;
    if (!ask) return;
    const around = this.book.outcome(ask, alone ? undefined : this.talk.cut);
    if (!alone) {
      this.talk.turnTaken();
      this.book.told();
    }
    this.silence.wait('ours', this.clock.now());
    if (outcome.what === 'silence' && !alone) this.unheeded();
    this.asking.settle({ ...around, ...outcome });
  }

  /** Nobody listens. What the workflow does next may fail to come, or it has given this line up. */
  private unheeded(withdrawn = false): void {
    this.silence.wait('ours', this.clock.now());
    const turn = { turnId: '', text: '', ...this.turn, answered: true, ...(withdrawn && { withdrawn }) };
    this.untaken.waits(turn, this.clock.now());
  }

  private settleEnd(): void {
    if (this.isEnding || !this.ended) return;
    this.handBack();
    this.settle(this.talk.ended(this.ended));
  }

  /** All is said: does what was to be done then. */
  private settleThen(): void {
    const then = this.asking.ask?.then;
    if (!then || this.talk.mouth.busy || this.ended) return;
    this.settle({ what: 'done' });
    if ('stay' in then) return;
    this.silenced('letGo' in then ? 'moved' : 'hungUp');
    this.ear.close();
    this.closeSocket();
  }

  private silenced(how: 'hungUp' | 'moved'): void {
    this.ended = how;
    this.stopTicking();
    this.watches.tell();
    this.talk.mouth.close();
  }

  private tick(): void {
    const now = this.clock.now();
    this.talk.mouth.tick();
    this.ear.tick();
    const entry = this.keypad.due(now);
    if (entry !== undefined) this.words(keyed(entry, now));
    this.untaken.tick(now);
    if (this.ended) return;
    this.settleThen();
    if (this.talk.mouth.busy || this.ear.open || this.keypad.open) this.silence.sound(now);
    else this.breakSilence(this.silence.due(now, this.asking.ask?.expects));
  }

  private breakSilence(due: Due | undefined): void {
    if (due === undefined) return;
    if (due === 'giveUp') return this.settle({ what: 'silence' });
    if (due === 'tone') return this.talk.mouth.tone();
    const asked = { nth: this.silence.step - 1, expects: this.asking.ask?.expects };
    if (due !== 'filler' || this.opening === undefined)
      return this.sayOwn(silenceWords(this.phrases, due, asked));
    this.sayOwn(this.opening, true);
    this.opening = undefined;
    // It is no filler: the first of those comes as soon as ever.
    this.silence.wait('ours', this.clock.now());
  }
}
