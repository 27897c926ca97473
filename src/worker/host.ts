/** This process as a host of lines: whatever its gateway and its worker share. */
import { randomUUID } from 'node:crypto';
import type { JudgedReply } from '../../activities';
import { createLines } from '../line/lines';
import { createLiveLines } from '../line/live-lines';
import { type Generate, PreparedReplies } from '../line/prepared';
import type { LinesOfHost } from './reply-lines';

/** A host and its name. */
export interface Host extends LinesOfHost {
  /** New for each process, so that a turn meant for one that was killed finds nobody and goes elsewhere. */
  host: string;
  generate: Generate<JudgedReply>;
}

/** Opens a host that holds no lines yet. */
export function openHost(generate: Generate<JudgedReply>): Host {
  const live = createLiveLines();
  return {
    host: `gateway-${randomUUID().slice(0, 8)}`,
    generate,
    lines: createLines(),
    live,
    prepared: new PreparedReplies(generate, (callId, clause) => live.get(callId)?.foresay?.(clause)),
    foresights: new Map(),
  };
}
