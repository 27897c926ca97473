/**
 * The voice that is always there: espeak-ng on this machine, without key or network. One process speaks one text; the text
 * goes in by stdin, so that no shell and no option ever sees it.
 */
import { spawn } from 'node:child_process';
import { createWavReader } from '../audio/wav';
import { encodeMulaw } from '../audio/mulaw';
import { createResampler, type Resampler } from '../audio/resample';
import type { Language } from '../domain/language';
import { UsageError } from '../errors';
import { findOnPath } from '../search-path';
import { speechFault, toSpeechFault } from './speech-fault';
import type { Synthesizer } from './synthesizer';
import { Watchdog } from './watchdog';

export const espeakSystem = 'espeak';

export interface EspeakOptions {
  /** Absolute path of the program. */
  program: string;
  voices?: Partial<Record<Language, string>>;
  /** Milliseconds to the first sound, and between pieces. */
  patienceMs?: number;
}

const usualVoices: Record<Language, string> = { es: 'es-419', 'pt-BR': 'pt-br', en: 'en-us' };
/** Words per minute: somewhat slower than its default, for the telephone. */
const pace = '155';

/** Where espeak-ng is, or undefined where it is not installed. */
export const findEspeak = (env?: NodeJS.ProcessEnv): string | undefined => findOnPath(['espeak-ng'], env);

/** Where espeak-ng is. Throws `UsageError` saying how to get it. */
export function requireEspeak(env?: NodeJS.ProcessEnv): string {
  const program = findEspeak(env);
  if (program === undefined)
    throw new UsageError(
      'RECADO_TTS names espeak, but espeak-ng is not on the PATH.',
      'Install it (apt-get install espeak-ng), or leave espeak out of RECADO_TTS.',
    );
  return program;
}

/** Makes the voice. Its faults are `ConnectorError('espeak', …)`. */
export function createEspeak({ program, voices = {}, patienceMs = 5000 }: EspeakOptions): Synthesizer {
  const voiceOf = (language: Language): string => voices[language] ?? usualVoices[language];
  return {
    name: espeakSystem,
    voiceFor: voiceOf,
    speak: (text, { language, voice = voiceOf(language), signal }) =>
      speakBy(program, voice, text, patienceMs, signal),
  };
}

async function* speakBy(
  program: string,
  voice: string,
  text: string,
  patienceMs: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  if (signal?.aborted) return;
  const child = spawn(program, ['-v', voice, '-s', pace, '--stdin', '--stdout'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const end = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, by) => resolve(code ?? by));
    child.once('error', () => resolve('it cannot be started'));
  });
  const watchdog = new Watchdog(espeakSystem);
  const stop = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  watchdog.signal.addEventListener('abort', stop);
  // A program that ends before it has read everything closes the pipe; how it ended tells more.
  child.stdin.on('error', () => undefined).end(plainText(text));
  const telephone = new EspeakSound();
  try {
    watchdog.expect('begin to speak', patienceMs);
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
      watchdog.pause();
      const sound = telephone.push(bytes);
      if (signal?.aborted) return;
      if (sound.length > 0) yield sound;
      watchdog.expect('go on speaking', patienceMs);
    }
    const code = await end;
    if (signal?.aborted) return;
    if (watchdog.fault) throw watchdog.fault;
    if (code !== 0) throw speechFault(espeakSystem, 'unavailable', `broke off (${code})`);
    yield telephone.end();
  } catch (error) {
    throw error instanceof UsageError
      ? speechFault(espeakSystem, 'malformed', 'answered something that is no sound')
      : toSpeechFault(espeakSystem, error);
  } finally {
    watchdog.pause();
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** In double brackets the program would read phonemes, and a caller's words come from anywhere. */
const plainText = (text: string): string => text.replace(/\[\[|\]\]/g, ' ');

/** The program's WAV stream as mu-law. */
class EspeakSound {
  private readonly wav = createWavReader();
  private resampler: Resampler | undefined;

  push(bytes: Buffer): Buffer {
    const [samples = new Int16Array(0)] = this.wav.push(bytes);
    if (!this.wav.format) return Buffer.alloc(0);
    this.resampler ??= createResampler(this.wav.format.rate, 8000);
    return encodeMulaw(this.resampler.push(samples));
  }

  /** The rest. Throws where no sound came. */
  end(): Buffer {
    if (!this.resampler) throw speechFault(espeakSystem, 'malformed', 'answered without any sound');
    return encodeMulaw(this.resampler.flush());
  }
}
