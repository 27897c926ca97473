import { callTo, type Talk, type Turned } from './conversation';

/** What a turn of the caller must come to. */
export interface Expected {
  /** The field that is asked for then, or what else is waited for. */
  asks?: string;
  /** The tool that is asked for, and exactly these arguments. */
  calls?: [name: string, args: Record<string, string>];
  /** What the words match. */
  says?: RegExp;
  done?: true;
  bye?: true;
}

/** A conversation as a table: what the caller says, and what it must come to. */
export type Script = [said: string, expected: Expected][];

/** Plays a script against an assistant; every turn is checked. */
export function play(id: string, script: Script, options: Parameters<typeof callTo>[1] = {}): Talk {
  const talk = callTo(id, options);
  for (const [said, expected] of script) {
    const turned = talk.say(said);
    expect({ said, ...told(talk, turned, expected) }).toEqual({
      said,
      ...expected,
      ...textOf(turned, expected),
    });
  }
  return talk;
}

/** The part of a turn that a row of the table speaks about. */
function told(talk: Talk, turned: Turned, expected: Expected): Record<string, unknown> {
  const call = turned.calls.at(-1);
  return {
    ...('asks' in expected ? { asks: talk.waitingFor() } : {}),
    ...('calls' in expected || call ? { calls: call ? [call.name, call.args] : undefined } : {}),
    ...(expected.says ? { says: turned.text } : {}),
    ...(expected.done ? { done: turned.text.startsWith('[done') || turned.text } : {}),
    ...(expected.bye || turned.goodbye ? { bye: turned.goodbye } : {}),
  };
}

const textOf = (turned: Turned, { says }: Expected): { says?: string } =>
  says ? { says: says.test(turned.text) ? turned.text : `something like ${says}` } : {};
