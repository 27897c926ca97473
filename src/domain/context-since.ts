/**
 * What a model is told, as what is new since it was told last: the host that holds a spoken call's line knows the rest, so
 * that history does not hold the conversation again with every turn. Pure.
 */
import type { Json, Line, ModelContext } from './call';
import { linesKept } from './lines-kept';

/** A context, named by the one it goes on from. */
export interface ContextSince {
  callId: string;
  /** Name of the context the host was given before. */
  base: string;
  /** Lines since then. */
  add: Line[];
  /** ISO instant of the turn. */
  now: string;
  /** The model's memory is still what it returned then; else it has none. */
  remembers: boolean;
  lapsed?: ModelContext['lapsed'];
}

/** The whole context. `memory`: what the model returned in the one before. */
export function wholeContext(
  before: ModelContext,
  { add, now, remembers, lapsed }: ContextSince,
  memory: Json | undefined,
): ModelContext {
  const { memory: _memory, lapsed: _lapsed, ...rest } = before;
  return {
    ...rest,
    now,
    lines: [...before.lines, ...add].slice(-linesKept),
    ...(remembers && memory !== undefined ? { memory } : {}),
    ...(lapsed ? { lapsed } : {}),
  };
}
