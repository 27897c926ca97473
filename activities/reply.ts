import type { Activities, JudgedReply } from '.';
import type { Assistants } from '../src/agent/assistants';
import type { Model } from '../src/agent/model';
import type { Tools } from '../src/agent/tools';
import { answerTruly, type DropReason } from '../src/agent/truth-guard';
import type { ModelContext, ModelReply } from '../src/domain/call';
import { ConnectorError } from '../src/errors';
import type { Lines } from '../src/line/lines';

const beatEveryMs = 1000;

/** What a turn stands on. `models` are tried in order; the last one needs no network and never fails. */
export interface ReplyDependencies {
  models: Model[];
  tools: Pick<Tools, 'kindOf'>;
  /** What they are configured with may be told without a look-up. */
  assistants: Pick<Assistants, 'get'>;
  /** Where this process holds lines: pieces of the answer are spoken on them as they are made. */
  lines?: Lines;
  /** Says that the turn is alive, so that a lost host is known within seconds. */
  beat: () => void;
  /** Told when a model is away and the next one takes over. */
  onModelAway: (error: ConnectorError) => void;
  /** Told why sentences of a model were not spoken; not which. */
  onUntrue: (untrue: { model: string; reasons: DropReason[] }) => void;
}

/** The activity of a model's turn. */
export function createReply(dependencies: ReplyDependencies): Pick<Activities, 'reply'> {
  const { models, tools, lines, beat, onModelAway } = dependencies;
  return {
    async reply(context, turnId) {
      const onText = (piece: string): void => lines?.speak(context.callId, turnId, piece);
      const pulse = setInterval(beat, beatEveryMs);
      try {
        return judged(await firstAnswer(context, onText));
      } finally {
        clearInterval(pulse);
      }

      function judged(reply: ModelReply): JudgedReply {
        const toolCalls = reply.toolCalls.map((call) => ({
          ...call,
          kind: tools.kindOf(context.assistant, call.name),
        }));
        return { ...reply, toolCalls };
      }
    },
  };

  async function firstAnswer(context: ModelContext, onText: (piece: string) => void): Promise<ModelReply> {
    let away: unknown;
    for (const model of models) {
      try {
        return await spoken(dependencies, model, context, onText);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        onModelAway(error);
        away = error;
      }
    }
    throw away;
  }
}

/** A model's words as far as they stand; what it only claims is neither spoken nor returned. */
async function spoken(
  { assistants, onUntrue }: ReplyDependencies,
  model: Model,
  context: ModelContext,
  onText: (piece: string) => void,
): Promise<ModelReply> {
  if (model.speaksFromCode) return await model.reply(context, { onText });
  const assistant = assistants.get(context.assistant);
  const { reply, dropped } = await answerTruly(model, context, { assistant, onText });
  if (dropped.length > 0) onUntrue({ model: reply.model, reasons: dropped });
  return reply;
}
