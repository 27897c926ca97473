/** What the bench and an agent's process say to each other over IPC. livekit-agent.mjs reads the same messages. */
import type { DrillScript } from '../../src/drill/script';

/**
 * Where an agent is killed in the way of one write, named as in the drill (`killPointWords`). The process kills itself
 * at K1 to K3, K6 and K7; the stand-in system has it killed at K4 and K5. K8 and K9 have no counterpart here.
 */
export const strikePoints = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7'] as const;
export type StrikePoint = (typeof strikePoints)[number];

/** A tool as its agent offers it to the model. */
export interface ToolOffer {
  name: string;
  /** Address below the system's: the tool is one POST. */
  path: '/acts' | '/lookups' | '/tickets';
}

/** A new call comes in; the process answers `{dialled: true}`. */
export interface Dial {
  dial: {
    instructions: string;
    /** Base address of the system, and its key. */
    system: string;
    token: string;
    tools: ToolOffer[];
  };
}

/** The caller says a sentence; the process answers `{said}` with the agent's words. */
export interface Say {
  say: string;
  /** kill -9 at this point of the write that follows. */
  dieAt?: StrikePoint;
}

/** `ready` once, then an answer to each message. `trouble`: the call cannot go on, through a fault of the bench. */
export type FromAgent = { ready: true } | { dialled: true } | { said: string } | { trouble: string };

/** How every peer's process is told where its model is and how long it waits for a system. */
export interface AgentEnvironment {
  /** Base address of an OpenAI-compatible model, ending in `/v1`. */
  PEER_MODEL_URL: string;
  PEER_MODEL: string;
  /** Milliseconds after which a request to a system is given up. */
  PEER_TIMEOUT_MS: string;
}

/** The tools of a script: its writes, and what it looks up. */
export function toolsOf({ turns, writes }: Pick<DrillScript, 'turns' | 'writes'>): ToolOffer[] {
  const names = new Map<string, ToolOffer['path']>();
  for (const { tool } of turns.flatMap(({ wishes }) => wishes)) names.set(tool, '/lookups');
  for (const { tool } of writes) names.set(tool, tool === 'createTicket' ? '/tickets' : '/acts');
  return [...names].map(([name, path]) => ({ name, path }));
}
