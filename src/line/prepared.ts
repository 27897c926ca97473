/**
 * Replies that are generated before the workflow asks for them, at the likely end of a caller's turn. The workflow decides
 * whether one is spoken: only where it asks for a reply in just that context. One that it does not ask for has no effect.
 */
import type { ModelContext } from '../domain/call';

/** Makes a reply; `onText` gets its words while they are made. */
export type Generate<Reply> = (
  context: ModelContext,
  onText: (piece: string) => void,
  signal: AbortSignal,
) => Promise<Reply>;

interface Prepared<Reply> {
  name: string;
  pieces: string[];
  take?: (piece: string) => void;
  stop: AbortController;
  reply: Promise<Reply>;
}

/** Replies under way that nobody has asked for yet, one a call. */
export class PreparedReplies<Reply> {
  private readonly all = new Map<string, Prepared<Reply>>();

  constructor(private readonly generate: Generate<Reply>) {}

  /** Begins to generate, unless that is under way already. What was prepared for other words is dropped. */
  prepare(context: ModelContext): void {
    const name = nameOf(context);
    if (this.all.get(context.callId)?.name === name) return;
    this.discard(context.callId);
    const pieces: string[] = [];
    const stop = new AbortController();
    const onText = (piece: string): void => (made.take ? made.take(piece) : void pieces.push(piece));
    const made: Prepared<Reply> = {
      ...{ name, pieces, stop },
      reply: Promise.resolve().then(async () => await this.generate(context, onText, stop.signal)),
    };
    // Whoever takes it hears of its fault; nobody may.
    made.reply.catch(() => undefined);
    this.all.set(context.callId, made);
  }

  /** The caller goes on: what was prepared is of no use. */
  discard(callId: string): void {
    this.all.get(callId)?.stop.abort();
    this.all.delete(callId);
  }

  /** The reply to this very context, if it was prepared: its words so far come at once. */
  take(context: ModelContext, onText: (piece: string) => void): Promise<Reply> | undefined {
    const { callId } = context;
    const prepared = this.all.get(callId);
    if (prepared?.name !== nameOf(context)) {
      this.discard(callId);
      return undefined;
    }
    this.all.delete(callId);
    for (const piece of prepared.pieces.splice(0)) onText(piece);
    prepared.take = onText;
    return prepared.reply;
  }
}

/** A context by its contents; the instant is another one whenever it is asked for. */
function nameOf(context: ModelContext): string {
  const { now: _now, ...rest } = context;
  return JSON.stringify(rest, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
