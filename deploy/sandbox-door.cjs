/** Runs the sandbox help desk, and forwards port 8792 of this container to it, which itself listens on loopback only. */
const { connect, createServer } = require('node:net');
require('../dist/src/worker/sandbox-main.js');

const sandboxPort = Number(process.env.RECADO_SANDBOX_PORT ?? 8791);

createServer((outside) => {
  const inside = connect(sandboxPort, '127.0.0.1');
  outside.pipe(inside).pipe(outside);
  outside.on('error', () => inside.destroy());
  inside.on('error', () => outside.destroy());
}).listen(8792);
