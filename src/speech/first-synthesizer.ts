/** Several voices as one. */
import { UsageError, type ConnectorError } from '../errors';
import { leastSound } from './least-sound';
import { Roster, type RosterOptions } from './roster';
import { speechFault, toSpeechFault } from './speech-fault';
import type { SpeakOptions, Synthesizer } from './synthesizer';
import { within } from './within';

export interface FirstSynthesizerOptions extends RosterOptions {
  /** Milliseconds to the first sound; the last provider has twice that, for nobody comes after it. */
  firstSoundMs?: number;
  /** Milliseconds between pieces of sound. */
  gapMs?: number;
}

/** Half a second of silence in mu-law, before what was half said is said again. */
const breath = Buffer.alloc(4000, 0xff);

/**
 * Makes one voice of several, asked in this order. A clause of which nothing was heard is spoken by the next one as if
 * nothing had happened; one that broke off in the middle is spoken again, whole. Throws the last provider's fault when
 * all fail. A voice asked for by name is the first provider's; the others speak with their own for the language.
 */
export function firstSynthesizer(
  providers: readonly Synthesizer[],
  options: FirstSynthesizerOptions = {},
): Synthesizer {
  const [primary] = providers;
  if (!primary) throw new UsageError('There is no voice to choose from.', 'Name one in RECADO_TTS.');
  const { firstSoundMs = 1500, gapMs = 1500 } = options;
  const roster = new Roster('speech', providers, options);

  async function* speak(text: string, how: SpeakOptions): AsyncGenerator<Buffer> {
    const { signal, voice, ...plain } = how;
    let hasSpoken = false;
    let fault: ConnectorError | undefined;
    const order = roster.order();
    for (const provider of order) {
      const patience = provider === order.at(-1) ? 2 : 1;
      const budget = { firstSoundMs: firstSoundMs * patience, gapMs: gapMs * patience };
      const own = provider === primary && voice !== undefined ? { ...plain, voice } : plain;
      roster.asked(provider);
      try {
        for await (const sound of budgeted(provider, text, own, budget, signal)) {
          if (hasSpoken && fault) yield breath;
          [hasSpoken, fault] = [true, undefined];
          yield sound;
        }
        if (!signal?.aborted) roster.well(provider);
        return;
      } catch (error) {
        if (signal?.aborted) return;
        fault = toSpeechFault(provider.name, error);
        roster.away(provider, fault);
      }
    }
    throw fault ?? speechFault(primary?.name ?? '', 'unavailable', 'said nothing');
  }

  return {
    name: providers.map(({ name }) => name).join('+'),
    ...(primary.voiceFor && { voiceFor: primary.voiceFor.bind(primary) }),
    speak,
  };
}

/** One provider's sound, where it keeps to the budget; its own clock is not trusted. */
async function* budgeted(
  provider: Synthesizer,
  text: string,
  how: SpeakOptions,
  budget: { firstSoundMs: number; gapMs: number },
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const stop = new AbortController();
  const ended = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const sound = provider.speak(text, { ...how, signal: ended })[Symbol.asyncIterator]();
  let bytes = 0;
  try {
    for (;;) {
      const [ms, what] =
        bytes === 0
          ? ([budget.firstSoundMs, 'begin to speak'] as const)
          : ([budget.gapMs, 'go on speaking'] as const);
      const next = await within(sound.next(), ms, provider.name, what);
      if (signal?.aborted) return;
      if (next.done) break;
      if (next.value.length === 0) continue;
      bytes += next.value.length;
      yield next.value;
    }
    if (bytes < leastSound(text))
      throw speechFault(provider.name, 'unavailable', 'broke off in mid-sentence');
  } finally {
    stop.abort();
    // It may hang in the very piece that was too late: nobody waits for it.
    void sound.return?.().catch(() => undefined);
  }
}
