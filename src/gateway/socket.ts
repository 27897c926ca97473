/**
 * `/api/calls/:callId/socket`: turns come in, answers go out, in pieces while they are made.
 *
 * The socket is a convenience and holds nothing: a turn whose answer was lost with it is sent again with the same id,
 * over the next socket or by POST, and is answered once.
 */
import type { RawData, WebSocket } from 'ws';
import type { CallDesk } from './call-desk';
import { tellError } from './issue';
import type { GatewayParts } from './parts';
import { toProblem } from './problem';
import type { Routes } from './routes';
import { callAddress, socketTurn, type Problem, type SocketFrame } from './shapes';

/** Largest frame taken, in bytes; a larger one closes the socket with code 1009. */
export const largestFrame = 16 * 1024;
const turnsWaiting = 8;
const pingEveryMs = 30_000;

/** Adds the calls' socket. */
export function addSocket(app: Routes, parts: GatewayParts, desk: CallDesk): void {
  app.get(
    '/api/calls/:callId/socket',
    { websocket: true, schema: { params: callAddress, hide: true } },
    (socket, { params: { callId } }) => serveSocket(socket, callId, parts, desk),
  );
}

function serveSocket(
  socket: WebSocket,
  callId: string,
  { lines, host, log }: GatewayParts,
  desk: CallDesk,
): void {
  const send = (frame: SocketFrame): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  const close = lines.open(callId, (turnId, text) => send({ type: 'piece', turnId, text }));
  const heart = keepAlive(socket);
  let last = Promise.resolve();
  let waiting = 0;

  socket.on('message', (data, isBinary) => {
    const turn = isBinary ? notText : readTurn(textOf(data));
    if ('error' in turn) return send({ type: 'problem', ...turn });
    const { turnId, text } = turn;
    if (waiting >= turnsWaiting) return send({ type: 'problem', turnId, ...tooMany });
    waiting += 1;
    // One after the other: a caller's words make sense in the order they were said.
    last = last.then(async () => {
      try {
        send({ type: 'answer', answer: await desk.hear(callId, { turnId, text, host }) });
      } catch (error) {
        const { status, problem } = toProblem(error);
        if (status >= 500) log.error({ err: error, turnId }, 'turn failed');
        send({ type: 'problem', turnId, ...problem });
      }
      waiting -= 1;
    });
  });
  socket.on('close', () => {
    close();
    clearInterval(heart);
  });
}

/** Finds out that the other side is gone, so that its line does not stay open. */
function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let answered = true;
  socket.on('pong', () => void (answered = true));
  return setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingEveryMs);
}

const notText: Problem = { error: 'The frame is binary', fix: 'Send text frames with JSON.' };
const tooMany: Problem = {
  error: `${turnsWaiting} turns wait for their answers already`,
  fix: 'Wait for an answer, then send the turn again.',
};

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');

function readTurn(data: string): { turnId: string; text: string } | (Problem & { turnId?: string }) {
  let frame: unknown;
  try {
    frame = JSON.parse(data);
  } catch {
    return { error: 'The frame is no valid JSON', fix: 'Send {"type": "turn", "turnId": "…", "text": "…"}.' };
  }
  const parsed = socketTurn.safeParse(frame);
  if (parsed.success) return parsed.data;
  const id = socketTurn.shape.turnId.safeParse(
    typeof frame === 'object' && frame !== null && 'turnId' in frame ? frame.turnId : undefined,
  );
  return { ...tellError(parsed.error, 'the frame'), ...(id.success ? { turnId: id.data } : {}) };
}
