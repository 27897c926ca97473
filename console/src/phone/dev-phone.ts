import type { CallDetail, Problem } from '../../../src/gateway/shapes';
import { beginCall, hangUp, readCall } from '../api';
import { freshId } from '../browser-memory';
import { asProblem } from '../request';
import { CallLine } from './call-line';
import { type Conversation, converse, type Happening } from './conversation';
import { dropPending, keepPending, keepSession, type Pending, recallSession } from './session';

/** What the dev phone shows. */
export interface PhoneState {
  conversation: Conversation | undefined;
  busy: 'starting' | 'rejoining' | 'ending' | undefined;
  problem: Problem | undefined;
}

const watchEveryMs = 3000;

/**
 * The dev phone: one call at a time, which a reload of the page rejoins.
 *
 * It lives outside the views, so that looking at another one does not end the call.
 */
export class DevPhone {
  private state: PhoneState = { conversation: undefined, busy: undefined, problem: undefined };
  private readonly listeners = new Set<() => void>();
  private line: CallLine | undefined;
  /** Kept until a call began, so that trying again after a loss begins no second one. */
  private nextCallId: string | undefined;
  /** Turns said again after a reload and not answered yet. */
  private readonly resumed = new Set<string>();

  constructor() {
    const session = recallSession();
    if (!session) return;
    this.change({ busy: 'rejoining' });
    void this.watch(session.callId);
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  readonly snapshot = () => this.state;

  async start(assistant: string, from: string): Promise<void> {
    this.change({ busy: 'starting', problem: undefined });
    this.nextCallId ??= freshId();
    try {
      const call = await beginCall({ assistant, from, callId: this.nextCallId });
      this.nextCallId = undefined;
      keepSession({ callId: call.callId, pending: [] });
      this.tell({ what: 'began', call });
      this.open(call.callId);
      setTimeout(() => void this.watch(call.callId), watchEveryMs);
      this.change({ busy: undefined });
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status >= 400 && problem.status < 500) this.nextCallId = undefined;
      this.change({ busy: undefined, problem });
    }
  }

  say(text: string): void {
    const turn = { turnId: freshId(), text };
    this.tell({ what: 'said', ...turn });
    this.send(turn);
  }

  /** Says a turn that failed once more, under its own id. */
  sayAgain(turnId: string): void {
    const turn = this.state.conversation?.turns.find((one) => one.turnId === turnId);
    if (!turn) return;
    this.tell({ what: 'sent', turnId });
    this.send({ turnId, text: turn.text });
  }

  async hangUp(): Promise<void> {
    const callId = this.state.conversation?.callId;
    if (callId === undefined) return;
    this.change({ busy: 'ending', problem: undefined });
    try {
      await hangUp(callId);
      this.tell({ what: 'ended' });
      this.change({ busy: undefined });
    } catch (thrown) {
      this.change({ busy: undefined, problem: asProblem(thrown) });
    }
  }

  /** Forgets the call, so that another can begin. */
  leave(): void {
    this.tell({ what: 'left' });
    this.line?.close();
    keepSession(undefined);
    this.change({ busy: undefined, problem: undefined });
  }

  private send(turn: Pending): void {
    keepPending(turn);
    this.line?.say(turn);
  }

  private open(callId: string): void {
    this.line?.close();
    this.line = new CallLine(callId, (happening) => this.heard(callId, happening));
  }

  private heard(callId: string, happening: Happening): void {
    this.tell(happening);
    if (happening.what === 'failed') dropPending(happening.turnId);
    if (happening.what !== 'answered') return;
    const { turnId } = happening.answer;
    dropPending(turnId);
    if (this.resumed.delete(turnId) && this.resumed.size === 0) void this.reread(callId);
  }

  /** Looks at the call from time to time: rejoins it after a reload, and learns that it ended elsewhere. */
  private async watch(callId: string): Promise<void> {
    if (recallSession()?.callId !== callId || this.state.conversation?.ended) return;
    try {
      if (!document.hidden || !this.state.conversation) this.watched(await readCall(callId));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (!this.state.conversation && problem.status === 404) return this.leave();
      if (!this.state.conversation) this.change({ problem });
    }
    setTimeout(() => void this.watch(callId), watchEveryMs);
  }

  private watched(call: CallDetail): void {
    const { conversation } = this.state;
    if (!conversation) return this.rejoin(call);
    if (conversation.callId === call.callId && call.state === 'ended') this.tell({ what: 'ended' });
  }

  private rejoin(call: CallDetail): void {
    this.tell({ what: 'rejoined', call });
    this.change({ busy: undefined, problem: undefined });
    if (call.state === 'ended') return;
    this.open(call.callId);
    for (const turn of recallSession()?.pending ?? []) {
      this.resumed.add(turn.turnId);
      this.tell({ what: 'said', ...turn, resumed: true });
      this.line?.say(turn);
    }
  }

  /** Takes the transcript from the workflow; when it cannot be asked, what is shown stays. */
  private async reread(callId: string): Promise<void> {
    const call = await readCall(callId).catch(() => undefined);
    if (call && this.state.conversation?.callId === callId) this.tell({ what: 'rejoined', call });
  }

  private tell(happening: Happening): void {
    const conversation = converse(this.state.conversation, happening);
    this.change({ conversation });
    if (conversation?.ended) this.line?.close();
  }

  private change(change: Partial<PhoneState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
