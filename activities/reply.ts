import type { Activities, JudgedReply } from '.';
import type { Model } from '../src/agent/model';
import type { Tools } from '../src/agent/tools';
import type { ModelContext, ModelReply } from '../src/domain/call';
import { ConnectorError } from '../src/errors';
import type { Lines } from '../src/line/lines';

const beatEveryMs = 1000;

/** What a turn stands on. `models` are tried in order; the last one needs no network and never fails. */
export interface ReplyDependencies {
  models: Model[];
  tools: Pick<Tools, 'kindOf'>;
  /** Where this process holds lines: pieces of the answer are spoken on them as they are made. */
  lines?: Lines;
  /** Says that the turn is alive, so that a lost host is known within seconds. */
  beat: () => void;
  /** Told when a model is away and the next one takes over. */
  onModelAway: (error: ConnectorError) => void;
}

/** The activity of a model's turn. */
export function createReply({
  models,
  tools,
  lines,
  beat,
  onModelAway,
}: ReplyDependencies): Pick<Activities, 'reply'> {
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
        return await model.reply(context, { onText });
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        onModelAway(error);
        away = error;
      }
    }
    throw away;
  }
}
