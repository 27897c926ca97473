/** What the workflow will ask a model next, as far as the host that holds the line can know it. */
import { linesKept } from '../domain/lines-kept';
import type { CallStart, Json, Line, ModelContext, ModelReply } from '../domain/call';
import { type ContextSince, wholeContext } from '../domain/context-since';
import { cutShort } from '../domain/cut';
import type { Listening } from '../domain/listening';
import { firstLines } from '../language/first-lines';

/** A call as its line has seen it. */
export class Foresight {
  /** Absent where this host did not see how the call began, until a reply shows it. */
  private context: Omit<ModelContext, 'now'> | undefined;
  /** Whether the workflow may have gone a way that the line cannot see, or judges the next words itself. */
  private blind = false;
  private told: { name: string; context: ModelContext; memory: Json | undefined } | undefined;
  private asked: string | undefined;
  /** The last turn whose answer the caller heard. */
  heard: string | undefined;

  constructor(start: CallStart | undefined) {
    if (!start) return;
    const { callId, assistant, language, from, openCase } = start;
    this.context = {
      ...{ callId, assistant, language, lines: firstLines(start) },
      ...(from === undefined ? {} : { from }),
      ...(openCase ? { openCase } : {}),
    };
  }

  /** The workflow asked for a reply in this context, and this came. `name`: what the next context calls it. */
  replied(name: string, told: ModelContext, reply: ModelReply): void {
    this.told = { name, context: told, memory: reply.memory };
    const { now: _now, lapsed: _lapsed, ...context } = told;
    const { memory: _before, ...rest } = context;
    const said: Line[] =
      reply.text.trim() === '' ? [] : [{ who: 'assistant', text: reply.text, fixed: false }];
    this.context = {
      ...rest,
      lines: [...context.lines, ...said].slice(-linesKept),
      ...(reply.memory === undefined ? {} : { memory: reply.memory }),
    };
    this.blind = reply.toolCalls.length > 0;
  }

  /** The whole of a context that goes on from the last one; undefined where that is not known here. */
  whole(since: ContextSince): ModelContext | undefined {
    const { told } = this;
    return told?.name === since.base ? wholeContext(told.context, since, told.memory) : undefined;
  }

  /** The workflow has the line say this and listen; the first words of a call are the greeting, which is known. */
  says({ turnId, say, firstWords, expects }: Listening): void {
    // Asking for the next turn means that the answer to the one before was spoken.
    this.heard = this.asked;
    this.asked = turnId;
    // A yes is for code to judge; what else the caller may say then, the workflow puts differently to the model.
    this.blind ||= expects === 'yes-no';
    if (firstWords || !this.context) return;
    const lines = [
      ...this.context.lines,
      ...say.map((text): Line => ({ who: 'assistant', text, fixed: true })),
    ];
    this.context = { ...this.context, lines: lines.slice(-linesKept) };
  }

  /** The context of a reply to these words; undefined where it cannot be known. `heard`: what a caller who cut in heard. */
  foresee(text: string, heard?: string): ModelContext | undefined {
    if (this.blind || !this.context) return undefined;
    const talk = { lines: [...this.context.lines] };
    if (heard !== undefined) cutShort(talk, heard);
    const lines: Line[] = [...talk.lines, { who: 'caller', text }];
    return { ...this.context, now: new Date().toISOString(), lines: lines.slice(-linesKept) };
  }
}

/** What is known of the calls whose lines this host holds. */
export type Foresights = Map<string, Foresight>;
