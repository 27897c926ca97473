import { ofThisTab, recall, remember } from '../browser-memory';

/** A turn that was said and is not answered yet. */
export interface Pending {
  turnId: string;
  text: string;
}

/** What a reload of the page needs to go on with its call. `pending` is oldest first. */
export interface Session {
  callId: string;
  pending: Pending[];
}

const key = 'recado.call';

/** The call of this tab, where there is one. */
export function recallSession(): Session | undefined {
  try {
    const session = JSON.parse(recall(ofThisTab, key) ?? 'null') as Partial<Session> | null;
    if (typeof session?.callId !== 'string' || !Array.isArray(session.pending)) return undefined;
    return { callId: session.callId, pending: session.pending };
  } catch {
    return undefined;
  }
}

/** Keeps the call of this tab, or forgets it. */
export function keepSession(session: Session | undefined): void {
  remember(ofThisTab, key, session && JSON.stringify(session));
}

/** Keeps a turn until it is answered. */
export function keepPending(turn: Pending): void {
  const session = recallSession();
  if (session) keepSession({ ...session, pending: [...without(session.pending, turn.turnId), turn] });
}

/** Forgets a turn that was answered or refused. */
export function dropPending(turnId: string): void {
  const session = recallSession();
  if (session) keepSession({ ...session, pending: without(session.pending, turnId) });
}

const without = (turns: Pending[], turnId: string) => turns.filter((turn) => turn.turnId !== turnId);
