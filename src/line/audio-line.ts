/** A live line that carries sound: hears by a recognizer, speaks by a synthesizer, and hands over between the two. */
import type { Expectation } from '../domain/listening';
import { backchannelsOf } from '../language/backchannels-of';
import { linePhrasesOf } from '../language/line-phrases-of';
import type { Recognizer } from '../speech/recognizer';
import type { Synthesizer } from '../speech/synthesizer';
import { AheadVoice } from './ahead-voice';
import { AudioEar, type EarEvents } from './audio-ear';
import { AudioMouth } from './audio-mouth';
import { BargeIn } from './barge-in';
import { openTurn, type Pause, type Pauses, turnEnd } from './end-of-turn';
import { LineCore } from './line-core';
import { type LineHooks, type LineOptions, processClock } from './line-options';
import type { MediaEvents, MediaTransport } from './live-line';
import type { OpenLine } from './open-line';

export interface AudioLineOptions extends LineOptions {
  transport: MediaTransport;
  recognizer: Recognizer;
  synthesizer: Synthesizer;
  /** Words worth expecting. */
  hints?: readonly string[];
  /** The provider's own name of a voice. */
  voice?: string;
  /** Pauses that end a turn, other than the default ones. */
  pauses?: Partial<Pauses>;
}

/** Opens the line of a call whose socket is there. Hand it the socket's events; it throws nothing into them. */
export function createAudioLine(options: AudioLineOptions): OpenLine & { events: MediaEvents } {
  const { transport, language, hooks = {} } = options;
  const clock = options.clock ?? processClock;
  const now = (): number => clock.now();
  const bargeIn = new BargeIn({
    mouth: () => core.talk.mouth,
    judge: backchannelsOf(language),
    asked: () => core.asking.ask,
    now,
  });
  const ear = new AudioEar(
    { recognition: openRecognition(options), now, keeps: hooks.keepSound !== undefined },
    earEvents(options, { bargeIn, core: () => core, mouth: () => mouth }),
  );
  const voice = new AheadVoice(options.synthesizer, voiceOptions(options));
  const maker = {
    synthesizer: voice,
    options: voiceOptions(options),
    now,
    ...muteHooks(options),
  };
  let mouth: AudioMouth | undefined;
  const core: LineCore = new LineCore(
    options,
    {
      get open() {
        return ear.open;
      },
      tick() {
        ear.tick();
        bargeIn.tick();
      },
      finish: () => ear.finish(),
      close() {
        ear.close();
        voice.foresay(undefined);
      },
    },
    (events) => (mouth = new AudioMouth(transport, maker, events)),
    () => transport.close(),
  );
  const foresay = (clause: string | undefined): void => {
    if (core.isOpen) voice.foresay(clause);
  };
  return Object.assign(core, { foresay, events: eventsOf(core, ear, () => mouth, hooks) });
}

const voiceOptions = ({
  language,
  voice,
}: AudioLineOptions): { language: AudioLineOptions['language']; voice?: string } => ({
  language,
  ...(voice !== undefined && { voice }),
});

const muteHooks = ({ hooks = {} }: AudioLineOptions) => ({
  onMute: (): void => hooks.onMute?.(),
  onFault: (fault: unknown): void => hooks.onFault?.(fault),
});

const openRecognition =
  ({ recognizer, language, hints, hooks = {} }: AudioLineOptions) =>
  (onPartial: (text: string) => void) =>
    recognizer.open({
      ...{ language, onPartial, onFault: (fault) => hooks.onFault?.(fault) },
      ...(hints && { hints }),
    });

/** The rules of the end of a turn, for final words; the last answer is kept, as it is asked for with every frame. */
function pauseRules({
  language,
  pauses = {},
}: AudioLineOptions): (text: string, expects: Expectation) => Pause {
  let last: { text: string; expects: Expectation; pause: Pause } | undefined;
  return (text, expects) => {
    if (last?.text === text && last.expects === expects) return last.pause;
    const paused = turnEnd(openTurn({ language, expects, pauses }), { what: 'stopped', atMs: 0 });
    const { likelyAtMs = 0, overAtMs = 0 } = turnEnd(paused, { what: 'words', atMs: 0, text });
    last = { text, expects, pause: { likelyMs: likelyAtMs, overMs: overAtMs } };
    return last.pause;
  };
}

/** What the ear tells of; core and mouth are made after it. */
interface Around {
  bargeIn: BargeIn;
  core: () => LineCore;
  mouth: () => AudioMouth | undefined;
}

function earEvents(options: AudioLineOptions, { bargeIn, core, mouth }: Around): EarEvents {
  const { language } = options;
  const expects = (): Expectation => core().asking.ask?.expects ?? 'open';
  const pauseOf = pauseRules(options);
  return {
    onVoice: () => bargeIn.begins(),
    onVoiceLasts: (voiceMs, partial) => bargeIn.lasts(voiceMs, partial),
    onPause: (partial) => bargeIn.pauses(partial),
    isNothing: (text, overlaps) => bargeIn.isNothing(text, overlaps),
    pauseAfter: (text) => pauseOf(text, expects()),
    begunTurn: () => turnEnd(openTurn({ language, expects: expects() }), { what: 'started', atMs: 0 }),
    onLikely: (text) => core().likely(text),
    onGoesOn: () => options.hooks?.onWordsGoOn?.(),
    onWords(words) {
      bargeIn.settled();
      mouth()?.keepSilentUntil(words.endedAt);
      core().words(words);
    },
    onNothing() {
      bargeIn.release();
      core().nothing();
    },
    onUnheard(fault) {
      bargeIn.release();
      core().unheard(fault);
    },
    onWordsWait(nth) {
      bargeIn.release();
      // Whole: words that come meanwhile do not break it off in the middle of a word.
      if (!core().talk.mouth.busy) core().sayOwn(linePhrasesOf(language).moment(nth), true);
    },
  };
}

function eventsOf(
  core: LineCore,
  ear: AudioEar,
  mouth: () => AudioMouth | undefined,
  hooks: LineHooks,
): MediaEvents {
  const safely = (take: () => void): void => {
    try {
      take();
    } catch (fault) {
      hooks.onFault?.(fault);
    }
  };
  return {
    onSound: (sound) =>
      safely(() => {
        if (core.isOpen) ear.hear(sound);
        mouth()?.timePasses();
      }),
    onMark: (name) => safely(() => mouth()?.onMark(name)),
    onKey: (key) => safely(() => core.key(key)),
    onGone: (hungUp) => safely(() => core.gone(hungUp)),
  };
}
