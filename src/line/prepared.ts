/**
 * Replies that are generated before the workflow asks for them, at the likely end of a caller's turn. The workflow decides
 * whether one is spoken: only where it asks for a reply in just that context. One that it does not ask for has no effect.
 */
import type { ModelContext } from '../domain/call';
import { ClauseStream } from './clauses';

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

  /** `onFirstClause` is told what an answer begins with as soon as that is known; undefined where it will not be asked for. */
  constructor(
    private readonly generate: Generate<Reply>,
    private readonly onFirstClause: (callId: string, clause: string | undefined) => void = () => undefined,
  ) {}

  /** Begins to generate, unless that is under way already. What was prepared for other words is dropped. */
  prepare(context: ModelContext): void {
    const name = nameOf(context);
    if (this.all.get(context.callId)?.name === name) return;
    this.discard(context.callId);
    const pieces: string[] = [];
    const stop = new AbortController();
    const first = firstClause((clause) => {
      if (!made.take && !stop.signal.aborted) this.onFirstClause(context.callId, clause);
    });
    const onText = (piece: string): void => {
      if (made.take) return made.take(piece);
      pieces.push(piece);
      first.push(piece);
    };
    const made: Prepared<Reply> = {
      ...{ name, pieces, stop },
      reply: Promise.resolve().then(async () => await this.generate(context, onText, stop.signal)),
    };
    // Whoever takes it hears of its fault; nobody may.
    made.reply.then(
      () => first.end(),
      () => undefined,
    );
    this.all.set(context.callId, made);
  }

  /** The caller goes on: what was prepared is of no use. */
  discard(callId: string): void {
    const prepared = this.all.get(callId);
    if (!prepared) return;
    prepared.stop.abort();
    this.all.delete(callId);
    this.onFirstClause(callId, undefined);
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

/** Tells what a text begins with, once, as a line will cut it. */
function firstClause(tell: (clause: string) => void): { push(piece: string): void; end(): void } {
  const stream = new ClauseStream();
  let isTold = false;
  const take = ([clause]: string[]): void => {
    if (clause === undefined || isTold) return;
    isTold = true;
    tell(clause);
  };
  return {
    push: (piece) => take(isTold ? [] : stream.push(piece)),
    end: () => take(isTold ? [] : stream.flush()),
  };
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
