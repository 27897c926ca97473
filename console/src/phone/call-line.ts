/**
 * Brings turns to the assistant over a socket, one at a time and in order, until each is answered.
 *
 * A lost connection loses nothing: the turn keeps its id, and the workflow answers a repeated id with the same
 * answer. So after a loss the turn is simply said again, over the next socket or by POST, whichever answers.
 */
import type { AnswerView, Problem, SocketFrame } from '../../../src/gateway/shapes';
import { socketUrl, takeTurn } from '../api';
import { socketProtocols } from '../key';
import { asProblem } from '../request';
import type { Happening } from './conversation';

const firstRetryMs = 400;
const longestRetryMs = 8_000;
/** A socket that says nothing for so long, although a turn is unanswered, is taken for dead. */
const silenceMs = 20_000;

interface Waiting {
  turnId: string;
  text: string;
}

export class CallLine {
  private socket: WebSocket | undefined;
  private readonly waiting: Waiting[] = [];
  private failures = 0;
  private posting = false;
  private closed = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly callId: string,
    private readonly tell: (happening: Happening) => void,
  ) {
    this.connect();
  }

  /** Queues a turn; a turn that waits already is not queued twice. */
  say(turn: Waiting): void {
    if (this.closed || this.waiting.some(({ turnId }) => turnId === turn.turnId)) return;
    this.waiting.push(turn);
    if (this.waiting.length === 1) this.sendFirst();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    this.socket?.close();
  }

  private connect(): void {
    const socket = new WebSocket(socketUrl(this.callId), socketProtocols());
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.link('connected');
      this.sendFirst();
    };
    socket.onmessage = ({ data }) => {
      const frame = frameOf(data);
      if (frame) this.take(frame);
    };
    socket.onclose = () => this.lost(socket);
  }

  private lost(socket: WebSocket): void {
    if (this.closed || this.socket !== socket) return;
    clearTimeout(this.silenceTimer);
    this.socket = undefined;
    const waitMs = Math.min(firstRetryMs * 2 ** this.failures, longestRetryMs);
    this.failures += 1;
    this.link(this.posting ? 'posting' : 'reconnecting');
    this.retryTimer = setTimeout(() => this.connect(), waitMs);
    if (this.failures > 1) void this.postFirst();
  }

  private sendFirst(): void {
    const turn = this.waiting[0];
    if (!turn || this.posting) return;
    if (this.socket?.readyState !== WebSocket.OPEN) {
      if (this.failures > 1) void this.postFirst();
      return;
    }
    this.tell({ what: 'sent', turnId: turn.turnId });
    this.socket.send(JSON.stringify({ type: 'turn', ...turn }));
    this.expectWords();
  }

  private async postFirst(): Promise<void> {
    const turn = this.waiting[0];
    if (!turn || this.posting || this.closed) return;
    this.posting = true;
    this.link('posting');
    this.tell({ what: 'sent', turnId: turn.turnId });
    try {
      const answer = await takeTurn(this.callId, turn);
      this.posting = false;
      this.answered(answer);
    } catch (thrown) {
      this.posting = false;
      const problem = asProblem(thrown);
      // Nothing answered: the next socket, or the next loss of one, says the turn again.
      if (problem.status === 0) this.link('reconnecting');
      else this.failed(turn.turnId, problem);
    }
  }

  private take(frame: SocketFrame): void {
    clearTimeout(this.silenceTimer);
    if (frame.type === 'answer') return this.answered(frame.answer);
    if (frame.type === 'problem') {
      const turnId = frame.turnId ?? this.waiting[0]?.turnId;
      if (turnId !== undefined) this.failed(turnId, frame);
      return;
    }
    this.tell({ what: 'piece', turnId: frame.turnId, text: frame.text });
    this.expectWords();
  }

  private answered(answer: AnswerView): void {
    if (this.closed) return;
    this.tell({ what: 'answered', answer });
    if (answer.ended) return this.close();
    this.settle(answer.turnId);
  }

  private failed(turnId: string, { error, fix }: Problem): void {
    if (this.closed) return;
    this.tell({ what: 'failed', turnId, problem: { error, fix } });
    this.settle(turnId);
  }

  private settle(turnId: string): void {
    const at = this.waiting.findIndex((turn) => turn.turnId === turnId);
    if (at < 0) return;
    this.waiting.splice(at, 1);
    if (at === 0) this.sendFirst();
  }

  private expectWords(): void {
    clearTimeout(this.silenceTimer);
    const socket = this.socket;
    if (!socket) return;
    this.silenceTimer = setTimeout(() => {
      socket.close();
      this.lost(socket);
    }, silenceMs);
  }

  private link(link: 'connected' | 'reconnecting' | 'posting'): void {
    if (!this.closed) this.tell({ what: 'link', link });
  }
}

function frameOf(data: unknown): SocketFrame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data) as SocketFrame;
  } catch {
    return undefined;
  }
}
