/**
 * What a call of the drill goes through: what the caller says, and what a correct model asks for after each sentence.
 *
 * A turn is known by its words, which no other turn of its script has: so the model that plays it needs no memory and
 * may be killed at any moment, and a caller may say a sentence again without putting anything out of step.
 */
import type { Arguments } from '../connectors/connector';
import type { Json } from '../domain/call';
import type { Language } from '../domain/language';

/** One tool a model asks for, and what its system answers. */
export interface ScriptWish {
  tool: string;
  arguments: Arguments;
  response: Json;
}

/** A record that the call must leave in its system, once. */
export interface ScriptWrite extends ScriptWish {
  /** The record may hold more than `arguments` says. */
  atLeast?: true;
}

/** One sentence of the caller. */
export interface ScriptTurn {
  say: string;
  /** What the model then asks for, in this order: look-ups, and at most one write as the last. */
  wishes: ScriptWish[];
  /** The caller's yes to the read-back of this write, by its place in `writes`. */
  agrees?: number;
}

/** A whole call. */
export interface DrillScript {
  /** Letters, digits and dashes, so that it may stand in a call's id. */
  id: string;
  assistant: string;
  /** The connection that holds the records. */
  system: string;
  language: Language;
  /** Calling number in E.164; whoever plays the script gives one where it is absent. */
  from?: string;
  turns: ScriptTurn[];
  writes: ScriptWrite[];
  /** Of a generated caller: the errand, and the fields that the turns after the first one answer, in that order. */
  errand?: { name: string; fields: string[] };
}

/** The id of a call that plays a script: `<run>_<script>`; `run` has letters, digits and dashes. */
export const callIdOf = (run: string, { id }: Pick<DrillScript, 'id'>): string => `${run}_${id}`;

/** The script of a call's id; undefined where it is none of ours. */
export const scriptIdOf = (callId: string): string | undefined =>
  /^[A-Za-z0-9-]+_([A-Za-z0-9-]+)$/.exec(callId)?.[1];

/** What a system answers to a tool with just these arguments; where calls differ, as in the first of them. */
export function answersOf(
  scripts: readonly DrillScript[],
): (system: string, tool: string, args: Json) => Json | undefined {
  const answers = new Map<string, Json>();
  for (const { system, turns, writes } of scripts) {
    for (const wish of [...turns.flatMap((turn) => turn.wishes), ...writes]) {
      const key = keyOf(system, wish.tool, wish.arguments);
      if (!answers.has(key)) answers.set(key, wish.response);
    }
  }
  return (system, tool, args) => answers.get(keyOf(system, tool, args));
}

const keyOf = (system: string, tool: string, args: Json): string => `${system} ${tool} ${canonical(args)}`;

/** JSON in which the order of names does not count. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${parts.join(',')}}`;
}

/** What is wrong with a script; empty where it can be played. */
export function scriptFaults({ id, turns, writes }: DrillScript): string[] {
  const said = new Set(turns.map((turn) => turn.say));
  const agreed = turns.flatMap(({ agrees }) => (agrees === undefined ? [] : [agrees]));
  const looks = turns.map((turn) => turn.wishes.length);
  return [
    /^[A-Za-z0-9-]{1,40}$/.test(id) ? '' : `"${id}" cannot stand in a call's id`,
    said.size === turns.length ? '' : 'two turns have the same words',
    turns.every(({ say }) => say !== '' && say === say.trim()) ? '' : 'a turn has no words',
    agreed.join() === writes.map((_, index) => index).join() ? '' : 'not every write has its yes, in order',
    looks.every((count) => count <= mostWishes) ? '' : 'a turn has more wishes than the model may make',
  ].filter((fault) => fault !== '');
}

/** Look-ups that fit into one turn beside the model's last word, of the five steps a turn has. */
export const mostLooks = 4;
const mostWishes = mostLooks + 1;
