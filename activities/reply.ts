import type { Activities, JudgedReply, LineActivities } from '.';
import { alive } from './alive';
import type { Assistants } from '../src/agent/assistants';
import type { Model } from '../src/agent/model';
import type { Tools } from '../src/agent/tools';
import { answerTruly, type DropReason } from '../src/agent/truth-guard';
import type { ModelContext, ModelReply } from '../src/domain/call';
import type { ContextSince } from '../src/domain/context-since';
import { ConnectorError } from '../src/errors';
import type { Generate } from '../src/line/prepared';

/** What a model's words stand on. `models` are tried in order; the last one needs no network and never fails. */
export interface GenerateDependencies {
  models: Model[];
  tools: Pick<Tools, 'kindOf'>;
  /** What they are configured with may be told without a look-up. */
  assistants: Pick<Assistants, 'get'>;
  /** Told when a model is away and the next one takes over. */
  onModelAway: (error: ConnectorError) => void;
  /** Told why sentences of a model were not spoken; not which. */
  onUntrue: (untrue: { model: string; reasons: DropReason[] }) => void;
}

/** What a turn stands on. */
export interface ReplyDependencies {
  generate: Generate<JudgedReply>;
  /** Where this process holds the lines of written calls: pieces of the answer go there as they are made. */
  onPiece?: (callId: string, turnId: string, piece: string) => void;
  /** Says that the turn is alive, so that a lost host is known within seconds. */
  beat: () => void;
  /** Aborts when the workflow does not want the turn any more. */
  signal: () => AbortSignal;
}

/** The activity of a model's turn. */
export function createReply({
  generate,
  onPiece,
  beat,
  signal,
}: ReplyDependencies): Pick<Activities, 'reply'> {
  return {
    reply: async (context, turnId) =>
      await alive(beat, async () => {
        const onText = (piece: string): void => onPiece?.(context.callId, turnId, piece);
        return await generate(context, onText, signal());
      }),
  };
}

/** The spoken calls whose lines this host holds. */
export interface SpokenLines {
  /** The whole of a context; undefined where this host does not know what it goes on from. */
  whole(since: ContextSince): ModelContext | undefined;
  /** A reply to just this context that was begun before it was asked for. */
  take(
    context: ModelContext,
    turnId: string,
    onText: (piece: string) => void,
  ): Promise<JudgedReply> | undefined;
  /** Speaks a piece of the answer to a turn. */
  speak(callId: string, turnId: string, piece: string): void;
  /** The answer is whole. `name`: how the workflow calls this context when the next goes on from it. */
  replied(context: ModelContext, turn: { turnId: string; name: string }, reply: JudgedReply): void;
}

/** The activity of a model's turn in a spoken call. */
export function createReplyOnLine({
  generate,
  lines,
  beat,
  signal,
}: Omit<ReplyDependencies, 'onPiece'> & { lines: SpokenLines }): Pick<LineActivities, 'replyOnLine'> {
  return {
    replyOnLine: async (told, turn) =>
      await alive(beat, async () => {
        const context = 'base' in told ? lines.whole(told) : told;
        if (!context) throw new ConnectorError('line', 'missing', 'this host does not know the call so far');
        const { turnId } = turn;
        const onText = (piece: string): void => lines.speak(context.callId, turnId, piece);
        const reply = await (lines.take(context, turnId, onText) ?? generate(context, onText, signal()));
        lines.replied(context, turn, reply);
        return reply;
      }),
  };
}

/** Makes what answers a turn: the first model that is there, its words as far as they stand, its wishes judged by code. */
export function createGenerate(dependencies: GenerateDependencies): Generate<JudgedReply> {
  const { models, tools, onModelAway } = dependencies;
  return async (context, onText, signal) => {
    let away: unknown;
    for (const model of models) {
      try {
        const reply = await spoken(dependencies, model, context, { onText, signal });
        const kindOf = (name: string) => tools.kindOf(context.assistant, name);
        return { ...reply, toolCalls: reply.toolCalls.map((call) => ({ ...call, kind: kindOf(call.name) })) };
      } catch (error) {
        if (!(error instanceof ConnectorError) || signal.aborted) throw error;
        onModelAway(error);
        away = error;
      }
    }
    throw away;
  };
}

/** A model's words as far as they stand; what it only claims is neither spoken nor returned. */
async function spoken(
  { assistants, onUntrue }: GenerateDependencies,
  model: Model,
  context: ModelContext,
  options: { onText: (piece: string) => void; signal: AbortSignal },
): Promise<ModelReply> {
  if (model.speaksFromCode) return await model.reply(context, options);
  const assistant = assistants.get(context.assistant);
  const { reply, dropped } = await answerTruly(model, context, { assistant, ...options });
  if (dropped.length > 0) onUntrue({ model: reply.model, reasons: dropped });
  return reply;
}
