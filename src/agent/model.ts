/** The port to whatever understands the caller and words the answers. */
import type { ModelContext, ModelReply } from '../domain/call';

/** A model: the scripted dialogue, an LLM, or the one that plays a test's script. */
export interface Model {
  /** Its sentences are code's own, with what proves them in hand: they are not guarded. */
  readonly speaksFromCode?: boolean;
  /**
   * Answers one turn. `onText` gets the words while they are made; the reply holds all of them.
   * Throws `ConnectorError` when the model is away; the caller of this port then takes the next model.
   */
  reply(
    context: ModelContext,
    options: { onText?: (piece: string) => void; signal?: AbortSignal },
  ): Promise<ModelReply>;
}
