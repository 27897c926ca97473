import fastifyWebsocket from '@fastify/websocket';
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { addAppointments } from './appointments';
import { CallDesk } from './call-desk';
import { addCalls } from './calls';
import { addCaseWalls } from './case-walls';
import { addCases } from './cases';
import { addConsole } from './console';
import { addDesks } from './desks';
import { addDocs } from './docs';
import { addEvents } from './events';
import { Forwarder, type Pace } from './forwarder';
import { createMailReader } from './mailbox/create-reader';
import { addGuard, socketProtocol } from './guard';
import { addMessages } from './messages';
import { addNotifications } from './notifications';
import type { SenderPace } from './notify/sender';
import { methods, refuseOtherMethods } from './other-methods';
import { createOutgoing } from './outgoing';
import { addOutboundCalls } from './outbound-calls';
import type { GatewayParts } from './parts';
import { addPhone } from './phone/add-phone';
import { answerError, toProblem } from './problem';
import type { Routes } from './routes';
import { addSocket, largestFrame } from './socket';
import { addStatus } from './status';
import { addSystems } from './systems';
import { addWebhookLog } from './webhook-log';
import { addWebhooks } from './webhooks';

/** How long turns under way may take when the gateway closes. */
const drainMs = 6_000;

/** Makes the gateway: HTTP API, sockets, webhooks, console. It listens once its `listen` is called. */
export function createGateway(
  parts: GatewayParts,
  pace: Partial<Pace> = {},
  senderPace: Partial<SenderPace> = {},
): Routes {
  const app = openServer(parts);
  void app.register(fastifyWebsocket, {
    options: { maxPayload: largestFrame, handleProtocols: chosenProtocol },
    errorHandler(error, socket, request) {
      request.log.debug({ err: error }, 'socket broke');
      socket.terminate();
    },
  });
  // After the sockets' own hook: it must have marked an upgrade that the guard refuses, or its connection stays open.
  app.after(() => {
    addGuard(app, parts.config);
    addCaseWalls(app, parts);
  });
  addDocs(app, parts);
  const desk = new CallDesk(parts);
  const { assistants, config } = parts;
  const chats = { assistants, taskQueue: config.taskQueue };
  const forwarder = new Forwarder({ ...parts, chats }, pace);
  const outgoing = createOutgoing(parts, senderPace);
  const letters = createMailReader(parts, () => forwarder.wake());
  // Routes come after the plugins that must see them.
  void app.register(async (scope) => {
    const routes = scope.withTypeProvider<ZodTypeProvider>();
    const refuseOthers = refuseOtherMethods(routes);
    addRoutes(routes, parts, { desk, forwarder, outgoing });
    // Doors with parsers of their own are added late.
    routes.after(refuseOthers);
  });
  addConsole(app, parts.consoleFolder);
  app.addHook('onListen', async () => {
    forwarder.start();
    outgoing.start();
    letters?.start();
    desk.intakes.start();
  });
  // Before the sockets' own: turns under way get their answers, then lines are closed.
  app.addHook('preClose', async () => {
    // Live calls move on: the carrier brings them to another gateway, and finds this door shut already.
    if (parts.phone) app.server.close();
    parts.phone?.live.closeAll();
    await Promise.all([forwarder.stop(), outgoing.stop(), letters?.stop(), desk.close(drainMs)]);
    await desk.intakes.stop();
  });
  return app;
}

function addRoutes(
  routes: Routes,
  parts: GatewayParts,
  { desk, forwarder, outgoing }: { desk: CallDesk; forwarder: Forwarder; outgoing: { wake(): void } },
): void {
  const wake = (): void => forwarder.wake();
  addCalls(routes, parts, desk);
  addOutboundCalls(routes, parts, desk);
  addSocket(routes, parts, desk);
  addCases(routes, parts, desk.intakes);
  addEvents(routes, parts, wake);
  addSystems(routes, parts);
  addDesks(routes, parts, wake);
  addAppointments(routes, parts, wake);
  addMessages(routes, parts);
  addWebhookLog(routes, parts, wake);
  addWebhooks(routes, parts, wake);
  addNotifications(routes, parts, () => outgoing.wake());
  addStatus(routes, parts);
  if (parts.phone) addPhone(routes, parts, desk, parts.phone, wake);
}

function openServer({ log }: GatewayParts): Routes {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Addresses hold numbers of callers, so the log tells routes instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 30_000,
    // A request that comes on an open connection while we close is served like any other.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
    clientErrorHandler(_error, socket) {
      const { problem } = toProblem({ statusCode: 400 });
      const body = JSON.stringify(problem);
      if (!socket.writable) return void socket.destroy();
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    },
  }).withTypeProvider<ZodTypeProvider>();
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    const tookMs = Math.round(reply.elapsedTime);
    request.log.debug({ method: request.method, route, status: reply.statusCode, tookMs }, 'answered');
  });
  return app;
}

/** A browser that asks for subprotocols must be given one of them; never the one that holds the key if there is another. */
function chosenProtocol(protocols: Set<string>): string | false {
  if (protocols.has(socketProtocol)) return socketProtocol;
  return [...protocols][0] ?? false;
}
