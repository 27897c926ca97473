/** Whether somebody was told what a call of ours tells. Pure. */
import { hasHeard } from './cut';
import type { Listened } from './listening';

/** By what came of saying it and listening: who listened to its end, or answered it, was told. */
export function wasTold(notice: string, came: Listened | { what: 'lost' }): boolean {
  if (came.what === 'lost') return false;
  if (came.what === 'words') return true;
  const hasAll = came.cut === undefined || hasHeard(came.cut.heard, notice);
  // A line that only broke off tells nothing of what was heard, unless it had asked by then whether somebody is there (what it
  // said by itself may also have been a filler before the notice), or its carrier says that all of it was played: by
  // ConversationRelay nobody is told that the caller has hung up.
  if (came.what === 'moved') return hasAll && (came.heardAll === true || (came.said ?? []).length > 0);
  return hasAll;
}
