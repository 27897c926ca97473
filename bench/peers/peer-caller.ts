/** A caller of a peer: says the same sentences as the drill's caller, and redials when the line goes dead. */
import type { PlayedCall, PlayedTurn } from '../../src/drill/caller';
import type { DrillScript } from '../../src/drill/script';
import type { Line } from './line';
import { instructionsFor } from './model-server';
import type { Strikes } from './strikes';
import { toldIn } from './words';
import { toolsOf } from './wire';

/**
 * What a caller says who has redialled: the sentence that comes `next`, or all `again` since their last yes. The new
 * process knows nothing of what was said before.
 */
export const redials = ['next', 'again'] as const;
export type Redial = (typeof redials)[number];

/** How a script is played. */
export interface PeerPlaying {
  line: Line;
  callId: string;
  /** Base address of the script's system, and its key. */
  system: string;
  token: string;
  redial: Redial;
  strikes: Strikes | undefined;
}

/** How often a caller starts over over one thing. */
const mostRedials = 3;

/**
 * Plays one script to its end. A write is accepted (its turn has a code) when the caller said yes and was not told that
 * it failed: told that it is done, or told nothing, because the line went dead.
 */
export async function playOnPeer(script: DrillScript, playing: PeerPlaying): Promise<PlayedCall> {
  const { line, callId, redial, strikes } = playing;
  const turns: PlayedTurn[] = [];
  const dial = async (): Promise<void> =>
    await line.dial({
      instructions: instructionsFor(script),
      tools: toolsOf(script),
      ...{ system: playing.system, token: playing.token },
    });
  await dial();
  let redialled = 0;
  for (let at = 0; at < script.turns.length;) {
    const { say: text, agrees } = script.turns[at] ?? { say: '' };
    const atMs = Date.now();
    const dieAt = agrees === undefined ? undefined : strikes?.aim(line, script, agrees);
    const answer = await line.say({ say: text, ...(dieAt && { dieAt }) });
    const turn = { turnId: `${turns.length + 1}`, text, atMs, answeredMs: Date.now(), tries: 1 };
    turns.push({ ...turn, say: [answer ?? ''], ...(agrees !== undefined && outcome(agrees, answer)) });
    const again = answer === undefined && redial === 'again' && redialled < mostRedials;
    if (answer === undefined) await dial();
    redialled = again ? redialled + 1 : 0;
    at = again ? startOf(script, at) : at + 1;
  }
  return { callId, scriptId: script.id, turns: onlyLastYes(turns) };

  function outcome(agrees: number, answer: string | undefined): Partial<PlayedTurn> {
    const code = `${callId} ${agrees}`;
    if (answer === undefined) return { agrees, code };
    const told = toldIn(script.language, answer);
    if (told.kind !== 'done') return { agrees };
    return { agrees, code, delivery: 'delivered', recordId: told.recordId };
  }
}

/** The first sentence after the yes before this turn. */
const startOf = ({ turns }: DrillScript, at: number): number =>
  turns.slice(0, at).findLastIndex(({ agrees }) => agrees !== undefined) + 1;

/** What was last said to a wish counts: a silence that was followed by an answer was none. */
const onlyLastYes = (turns: readonly PlayedTurn[]): PlayedTurn[] =>
  turns.map((turn, index) => {
    const isLast = !turns.slice(index + 1).some(({ agrees }) => agrees === turn.agrees);
    if (turn.agrees === undefined || isLast) return turn;
    const { agrees: _, code: __, ...words } = turn;
    return words;
  });
