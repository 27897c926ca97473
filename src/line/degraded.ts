/** The fixed intake on a live line while Temporal does not answer: what the caller says is noted, and said to be. */
import type { Listened } from '../domain/listening';
import { TakenOver } from './asking';
import type { OpenLine } from './open-line';

/** What the caller hears instead of an answer. */
export interface NotedTurn {
  say: string[];
  /** The caller is done: this is the goodbye. */
  ended: boolean;
}

export interface AloneOptions {
  /** Said before anything is listened for, as the greeting of a call that begins now. */
  say?: string[];
  /** The first of these is the sentence that says that it is an AI. */
  firstWords?: true;
  /** The words of the turn that nobody took; absent where it was answered, or there was none. */
  text?: string;
  /** Its id, under which it is noted, so that the workflow knows it again. */
  turnId?: string;
  /** Notes a turn on disk, and says what the caller hears. `turnId` is new for every turn. */
  noted(text: string, turnId: string): Promise<NotedTurn>;
  /** Said to a caller who says nothing more, before the line is closed. */
  whenSilent: string[];
}

/**
 * How it ended. `taken-over`: the workflow listens itself. `ended`: goodbye was said and the line closed. `failed`: what the
 * caller said could not be noted; the line goes on with its fillers.
 */
export type AloneOutcome = 'taken-over' | 'ended' | 'hung-up' | 'moved' | 'failed';

/** The host attends a line by itself. */
export interface Attendance {
  readonly outcome: Promise<AloneOutcome>;
  /** Lets the line be; what was noted stays noted. */
  stop(): void;
}

const attended = new WeakMap<OpenLine, Attendance>();

/** Attends a line until the workflow listens again or the caller is done. A line that is attended already stays so. */
export function attendAlone(line: OpenLine, options: AloneOptions): Attendance {
  const before = attended.get(line);
  if (before) return before;
  const stop = new AbortController();
  const outcome = attend(line, options, stop.signal)
    .catch((error: unknown): AloneOutcome => {
      if (error instanceof TakenOver || stop.signal.aborted) return 'taken-over';
      return 'failed';
    })
    .finally(() => attended.delete(line));
  const attendance = { outcome, stop: () => stop.abort() };
  attended.set(line, attendance);
  return attendance;
}

let turns = 0;

async function attend(line: OpenLine, options: AloneOptions, signal: AbortSignal): Promise<AloneOutcome> {
  let { text } = options;
  let say = options.say ?? [];
  for (let isFirst = true; ; isFirst = false) {
    const turnId = `alone/${line.epoch}/${(turns += 1)}`;
    if (text !== undefined) {
      const noted = await options.noted(text, (isFirst ? options.turnId : undefined) ?? turnId);
      say = isFirst ? [...say, ...noted.say] : noted.say;
      if (noted.ended) return await goodbye(line, turnId, say, signal);
    }
    const firstWords = isFirst && options.firstWords ? { firstWords: true as const } : {};
    const listened = await line.listenAlone({ turnId, say, ...firstWords }, signal);
    if (listened.what === 'silence') return await goodbye(line, `${turnId}/bye`, options.whenSilent, signal);
    if (listened.what !== 'words') return endOf(listened);
    ({ text } = listened);
  }
}

async function goodbye(
  line: OpenLine,
  turnId: string,
  say: string[],
  signal: AbortSignal,
): Promise<AloneOutcome> {
  return endOf(await line.listenAlone({ turnId, say, then: { hangUp: true } }, signal));
}

function endOf({ what }: Listened): AloneOutcome {
  if (what === 'hungUp') return 'hung-up';
  return what === 'moved' ? 'moved' : 'ended';
}
