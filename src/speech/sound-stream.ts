/** Reads a provider's streamed sound with an eye on the clock. */
import { speechFault, toSpeechFault } from './speech-fault';
import { Watchdog } from './watchdog';

/** How long a provider's sound may take. */
export interface SoundPatience {
  /** Milliseconds from the request to the first sound. */
  firstSoundMs: number;
  /** Milliseconds from one piece to the next. */
  gapMs: number;
}

/** The patience of a provider that has no other. Whoever has a second provider is less patient (`fallback.ts`). */
export const usualPatience: SoundPatience = { firstSoundMs: 5000, gapMs: 5000 };

/** One request for sound. */
export interface SoundRequest extends SoundPatience {
  system: string;
  /** Asks the provider; answers other than 2xx are its own to refuse. */
  ask: (signal: AbortSignal) => Promise<Response>;
  signal: AbortSignal | undefined;
}

/**
 * The bytes of a streamed sound as they come. Ends early, without an error, when the signal aborts; throws
 * `ConnectorError` for a provider that is away, late, mute, or that answers something else than sound.
 */
export async function* soundOf(request: SoundRequest): AsyncGenerator<Buffer> {
  const { system, signal, firstSoundMs, gapMs, ask } = request;
  if (signal?.aborted) return;
  const watchdog = new Watchdog(system);
  const consumer = new AbortController();
  const ended = AbortSignal.any([watchdog.signal, consumer.signal, ...(signal ? [signal] : [])]);
  let isSilent = true;
  watchdog.expect('begin to speak', firstSoundMs);
  try {
    const response = await ask(ended);
    refuseOtherThanSound(system, response);
    for await (const piece of response.body ?? []) {
      watchdog.pause();
      if (signal?.aborted) return;
      if (piece.length > 0) {
        isSilent = false;
        yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      }
      watchdog.expect('go on speaking', isSilent ? firstSoundMs : gapMs);
    }
    if (isSilent && !signal?.aborted) throw speechFault(system, 'malformed', 'answered without any sound');
  } catch (error) {
    if (signal?.aborted) return;
    throw watchdog.fault ?? toSpeechFault(system, error);
  } finally {
    watchdog.pause();
    // Who stops listening in the middle must not leave the provider speaking.
    consumer.abort();
  }
}

/** Servers behind a proxy answer 200 with a page; a page played to a caller is a shriek. */
function refuseOtherThanSound(system: string, response: Response): void {
  const type = response.headers.get('content-type') ?? '';
  if (/json|html|xml|^text\//.test(type))
    throw speechFault(system, 'malformed', `answered ${type.split(';')[0]}, which is no sound`);
}
