/**
 * The LiveKit peer of `npm run bench -- turn`: a worker of @livekit/agents as it is run in production, one process for each
 * call. The call itself is in livekit-call.mjs; who starts this is bench/phone/livekit.ts.
 */
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';

const { LIVEKIT_URL: wsURL, PEER_WORKER_PORT: port } = process.env;
initializeLogger({ pretty: false, level: 'warn' });
const server = new AgentServer(
  new ServerOptions({
    ...{ agent: `${import.meta.dirname}/livekit-call.mjs`, wsURL, logLevel: 'warn' },
    ...{ host: '127.0.0.1', port: Number(port), production: true, numIdleProcesses: 1 },
    // It refuses calls while a machine is busy; here others are measured on the same cores.
    loadFunc: async () => 0,
    initializeProcessTimeout: 60_000,
  }),
);
server.event.once('worker_registered', () => process.send({ ready: true }));
const end = () => void server.close().finally(() => process.exit(0));
process.once('SIGTERM', end).once('disconnect', end);
await server.run();
