/** Gathers a streamed chat completion into words and wishes for tools. Parses each chunk: "compatible" is a wide word. */
import { z } from 'zod';
import { toolCall, type Json, type ToolCall } from '../domain/call';
import { ConnectorError } from '../errors';

const deltaCall = z.object({
  index: z.number().int().min(0).max(99).nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({ content: z.string().nullish(), tool_calls: z.array(deltaCall).nullish() })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});
type DeltaCall = z.infer<typeof deltaCall>;

/** Everything an LLM said in one turn. */
export interface Gathered {
  text: string;
  toolCalls: ToolCall[];
}

/** Takes the chunks of one stream in order; `end` judges whether they make an answer. */
export class Gathering {
  private text = '';
  private readonly calls: { id: string; name: string; args: string }[] = [];
  private finish: string | undefined;

  constructor(private readonly onText: ((piece: string) => void) | undefined) {}

  /** Throws `ConnectorError` `malformed` for what is no chunk. */
  take(raw: unknown): void {
    const parsed = chunk.safeParse(raw);
    if (!parsed.success) throw fault('malformed', 'sent something that is no chunk of an answer');
    const choice = parsed.data.choices?.[0];
    if (!choice) return;
    const piece = choice.delta?.content;
    if (piece) {
      this.text += piece;
      this.onText?.(piece);
    }
    for (const [place, part] of (choice.delta?.tool_calls ?? []).entries()) this.takeCall(part, place);
    this.finish = choice.finish_reason ?? this.finish;
  }

  /** The whole answer. Throws `ConnectorError` where the stream broke off or says nothing. */
  end(): Gathered {
    if (this.finish === undefined) throw fault('unavailable', 'broke off in the middle of an answer');
    if (this.finish === 'content_filter') throw fault('rejected', 'refused to answer');
    // Half of a tool's arguments may still be JSON, and mean something else.
    if (this.finish === 'length' && this.calls.length > 0)
      throw fault('malformed', 'cut a wish for a tool short');
    const toolCalls = this.calls.filter(({ name }) => name !== '').map(toToolCall);
    const text = this.text.trim();
    if (text === '' && toolCalls.length === 0) throw fault('malformed', 'answered nothing');
    return { text, toolCalls };
  }

  private takeCall({ index, id, function: called }: DeltaCall, place: number): void {
    const at = this.slotOf(index ?? undefined, id ?? undefined, place);
    const call = (this.calls[at] ??= { id: '', name: '', args: '' });
    if (id) call.id = id;
    if (called?.name) call.name ||= called.name;
    call.args += called?.arguments ?? '';
  }

  /** Some servers leave the index out: then a new id begins a new call. */
  private slotOf(index: number | undefined, id: string | undefined, place: number): number {
    if (index !== undefined) return Math.min(index, this.calls.length);
    if (id === undefined) return Math.max(0, Math.min(place, this.calls.length - 1));
    const known = this.calls.findIndex((call) => call.id === id);
    return known < 0 ? this.calls.length : known;
  }
}

/**
 * Arguments that are no JSON object become none at all: the gate then refuses the wish in words that the model
 * understands, or reads back just what is left of it; nothing is guessed.
 */
function toToolCall({ id, name, args }: { id: string; name: string; args: string }, place: number): ToolCall {
  const parsed = toolCall.shape.args.safeParse(parseJson(args));
  return { id: id || `call_${place}`, name, args: parsed.success ? parsed.data : {} };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const fault = (kind: 'malformed' | 'unavailable' | 'rejected', what: string): ConnectorError =>
  new ConnectorError('openai', kind, `the model ${what}`);
