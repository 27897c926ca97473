/** The sandbox help desk: a small ticket system on loopback, with an outage switch for each of its desks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { UsageError } from '../errors';
import { addAdminRoutes } from './admin-routes';
import { type Desk, openDesk } from './desk';
import { addDeskRoutes } from './desk-routes';
import { applyMood } from './outage';
import { fromError, noRoute, noToken } from './refusals';
import { issueSession, isSame, isSession, sessionSeconds } from './session';
import { deskNames } from './shapes';

/** Where the sandbox keeps its files, whom it trusts and whom it tells. Port 0 takes a free one. */
export interface SandboxOptions {
  /** Recado's data folder; the sandbox's files lie in `sandbox` below it. */
  home: string;
  port: number;
  token: string;
  webhookSecret: string;
  /** Address of the gateway, `http://127.0.0.1:8790`. */
  gatewayUrl: string;
  /** How long a slow desk takes. */
  slowMs?: number;
  /** Waits before each further try of a webhook. */
  webhookScheduleMs?: readonly number[];
  /** Number of each desk's first ticket; installations that share a Temporal namespace must not share numbers. */
  firstNumber?: number;
}

/** A sandbox that listens. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts the sandbox. Throws `UsageError` when its port is taken or one of its files cannot be read. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { slowMs = 8000 } = options;
  const closing = new AbortController();
  const desks = openDesks(options);
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  // A page that a browser posts without asking first comes as text/plain.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler((error: FastifyError, _request, reply) => fromError(error, reply));
  app.setNotFoundHandler((_request, reply) => noRoute(reply));
  for (const desk of desks) {
    await app.register(
      async (scope) => {
        applyMood(scope, desk.mood, { slowMs, closing: closing.signal });
        addSessions(scope, options.token);
        addDeskRoutes(scope, desk);
      },
      { prefix: `/desks/${desk.name}` },
    );
  }
  await app.register(
    async (scope) => {
      askForToken(scope, options.token);
      addAdminRoutes(scope, desks);
    },
    { prefix: '/admin' },
  );

  const port = await listen(app, options.port);
  // Only now: where another sandbox holds the port, the files are its own.
  for (const desk of desks) desk.outbox.start();
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      closing.abort();
      await app.close();
      for (const desk of desks) desk.close();
    },
  };
}

function openDesks({
  home,
  gatewayUrl,
  webhookSecret,
  webhookScheduleMs,
  firstNumber,
}: SandboxOptions): Desk[] {
  const folder = join(home, 'sandbox');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return deskNames.map((name) =>
    openDesk(
      name,
      folder,
      {
        url: gatewayUrl,
        secret: webhookSecret,
        ...(webhookScheduleMs && { scheduleMs: webhookScheduleMs }),
      },
      firstNumber,
    ),
  );
}

/** Loopback only, on purpose not a setting: this desk is for trying things out. */
async function listen(app: FastifyInstance, port: number): Promise<number> {
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    if (typeof error === 'object' && error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new UsageError(
        `Port ${port}, which the sandbox help desk needs, is taken.`,
        'End the program that holds it (is Recado running already?), or set RECADO_SANDBOX_PORT to another port.',
      );
    }
    throw error;
  }
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** Web pages that a browser on this machine opens can reach loopback too; they do not know the token. */
function askForToken(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isSame(bearerOf(request), token)) return noToken(reply);
  });
}

/** At a desk the token itself will do, or a session that was got with it. */
function addSessions(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const given = bearerOf(request);
    const maySession = request.routeOptions.url?.endsWith('/token') !== true;
    if (!isSame(given, token) && !(maySession && isSession(given, token, Date.now()))) return noToken(reply);
  });
  app.post('/token', (_request, reply) =>
    reply.send({ token: issueSession(token, Date.now()), expiresInSeconds: sessionSeconds }),
  );
}

const bearerOf = ({ headers }: FastifyRequest): string =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
