/** A live line whose carrier hears and speaks itself: text both ways. */
import { backchannelsOf } from '../language/backchannels-of';
import { overlaps } from './barge-in';
import { LineCore } from './line-core';
import { type LineOptions, processClock } from './line-options';
import type { RelayEvents, RelayTransport } from './live-line';
import type { OpenLine } from './open-line';
import { RelayMouth } from './relay-mouth';

export interface RelayLineOptions extends LineOptions {
  transport: RelayTransport;
}

/** After the carrier has stopped us, words are waited for so long; then it was a cough, and we go on. */
const undecidedMs = 2000;

/** Opens the line of a call whose socket is there. Hand it the socket's events. */
export function createRelayLine(options: RelayLineOptions): OpenLine & { events: RelayEvents } {
  const { transport } = options;
  const judge = backchannelsOf(options.language);
  const clock = options.clock ?? processClock;
  let mouth: RelayMouth | undefined;
  let interruptedAt: number | undefined;
  let isOver = false;
  const core: LineCore = new LineCore(
    options,
    {
      get open() {
        return interruptedAt !== undefined;
      },
      tick() {
        if (interruptedAt !== undefined && clock.now() - interruptedAt > undecidedMs)
          settled(() => core.nothing());
      },
      finish: () => Promise.resolve(undefined),
      close: () => undefined,
    },
    (events) => (mouth = new RelayMouth(transport, () => clock.now(), events)),
    () => transport.close(),
  );
  function settled(tell: () => void): void {
    interruptedAt = undefined;
    tell();
  }
  const events: RelayEvents = {
    onWords(text) {
      if (!core.isOpen || text.trim() === '') return;
      // Without an interruption nobody spoke over us, whatever our reckoning of what was played says.
      if (interruptedAt === undefined) isOver = core.asking.ask === undefined;
      const kind = judge(text);
      if (kind === 'nothing' || (isOver && kind === 'backchannel')) return settled(() => core.nothing());
      const now = clock.now();
      settled(() => core.words({ text: text.trim(), via: 'voice', endedAt: now, transcriptAt: now }));
    },
    onInterrupted(heard) {
      if (!core.isOpen || !mouth?.busy) return;
      interruptedAt = clock.now();
      mouth.interrupted(heard);
      isOver = overlaps(mouth, core.asking.ask);
    },
    onPlayed: (text) => mouth?.played(text),
    onKey: (key) => core.key(key),
    onGone: (hungUp) => core.gone(hungUp),
  };
  return Object.assign(core, { events });
}
