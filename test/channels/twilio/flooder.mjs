/** A carrier that has gone mad, in a thread of its own: as many frames as it can send, until it is cut off. */
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket } from 'ws';

const { url, start, frame, most } = workerData;
const socket = new WebSocket(url);
let sent = 0;
socket.on('error', () => undefined);
socket.on('open', () => {
  socket.send(start);
  const pour = () => {
    if (socket.readyState !== 1 || sent >= most) return;
    // Large strides, and no faster than the socket takes them.
    for (let n = 0; n < 2000 && socket.bufferedAmount < 4_000_000; n++, sent++)
      socket.send(frame.replace('"@"', `"${sent + 2}"`));
    setImmediate(pour);
  };
  pour();
});
socket.on('close', (code) => parentPort.postMessage({ code, sent }));
