/** A real HTTP server that speaks the gateway's shapes: what the shell sends is kept, what it gets can be set. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AnswerView, CaseDetail, DeskTicket, SystemView } from '../../src/gateway/shapes';

export interface Request {
  method: string;
  path: string;
  body: unknown;
  key: string | undefined;
}

type Reply = { status: number; body: unknown } | 'cut';

export interface SmallGateway {
  port: number;
  requests: Request[];
  /** Answers by what was said; else an echo. */
  answers: Map<string, Partial<AnswerView>>;
  cases: Map<string, Partial<CaseDetail>>;
  systems: SystemView[];
  /** Tickets of every register. */
  tickets: DeskTicket[];
  /** Calls that are over. */
  over: Set<string>;
  /** Answers the next request in its own way; undefined lets it pass. */
  intercept: ((request: Request) => Reply | undefined) | undefined;
  close(): Promise<void>;
  /** Stops listening and listens again on the same port. */
  restartAfter(ms: number): Promise<void>;
}

export async function startSmallGateway(): Promise<SmallGateway> {
  let server = await listen(0);
  const gateway: SmallGateway = {
    port: (server.address() as AddressInfo).port,
    requests: [],
    answers: new Map(),
    cases: new Map(),
    systems: [],
    tickets: [],
    over: new Set(),
    intercept: undefined,
    close: () => end(server),
    async restartAfter(ms) {
      await end(server);
      setTimeout(() => void listen(gateway.port).then((again) => (server = again)), ms);
    },
  };
  return gateway;

  async function listen(port: number): Promise<Server> {
    const made = createServer((incoming, outgoing) => {
      void toRequest(incoming).then((request) => {
        gateway.requests.push(request);
        const reply = gateway.intercept?.(request) ?? respond(gateway, request);
        if (reply === 'cut') return void incoming.socket.destroy();
        outgoing
          .writeHead(reply.status, { 'content-type': 'application/json' })
          .end(JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((resolve) => void made.listen(port, '127.0.0.1', resolve));
    return made;
  }
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const body = await text(incoming);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    body: body === '' ? undefined : JSON.parse(body),
    key: incoming.headers.authorization,
  };
}

const problem = (status: number, error: string): Reply => ({
  status,
  body: { error, fix: 'Do something else.' },
});

function respond(gateway: SmallGateway, { method, path, body }: Request): Reply {
  const wish = (body ?? {}) as Record<string, string>;
  const [, , kind, id = '', verb] = (path.split('?')[0] ?? '').split('/');
  if (kind === 'assistants') {
    const items = ['help-desk', 'town-hall'].map((name) => ({ id: name, name, language: 'es', errands: [] }));
    return { status: 200, body: { items } };
  }
  if (kind === 'calls' && id === '') {
    const callId = wish['callId'] ?? '';
    const begun = {
      callId,
      workflowId: `call/dev/${callId}`,
      workflowUrl: 'http://ui',
      language: 'es',
      greeting: 'Buenos días.',
    };
    return { status: 200, body: begun };
  }
  if (kind === 'calls' && gateway.over.has(id)) return problem(409, `The call "${id}" is over`);
  if (kind === 'calls' && verb === 'turns') {
    const said = wish['text'] ?? '';
    const answer = {
      turnId: wish['turnId'],
      say: [`Ha dicho: ${said}`],
      ended: false,
      ...gateway.answers.get(said),
    };
    return { status: 200, body: answer };
  }
  if (kind === 'calls' && verb === 'hang-up') return { status: 200, body: { callId: id, state: 'ending' } };
  if (kind === 'systems') return atSystems(gateway, id, verb, wish);
  if (kind === 'cases' && method === 'POST') return { status: 200, body: { result: `${verb} ${id}` } };
  if (kind === 'cases' && id === '')
    return { status: 200, body: { items: [...gateway.cases].map(([code, seen]) => toCase(code, seen)) } };
  const seen = gateway.cases.get(id);
  return seen ? { status: 200, body: toCase(id, seen) } : problem(404, `There is no case ${id}`);
}

function atSystems(
  { systems, tickets }: SmallGateway,
  name: string,
  verb: string | undefined,
  wish: Record<string, string>,
): Reply {
  if (name === '') return { status: 200, body: { items: systems } };
  if (!systems.some((system) => system.name === name)) return problem(404, `There is no system ${name}`);
  if (verb === 'probe') return { status: 200, body: { result: `looked at for ${wish['by']}` } };
  if (wish['by'] === undefined) return { status: 200, body: { items: tickets } };
  const [ticket] = tickets;
  return { status: 200, body: { ticket: { ...ticket, status: 'closed' } } };
}

const at = '2026-11-21T10:00:00.000Z';

const toCase = (code: string, seen: Partial<CaseDetail>): CaseDetail => ({
  code,
  tenant: 'valdeseda',
  channel: 'dev',
  assistant: 'town-hall',
  language: 'es',
  callId: 'c1',
  workflowId: `delivery/${code}`,
  workflowUrl: 'http://ui',
  connection: 'town-hall-desk',
  verb: 'createTicket',
  title: 'avisar de una farola apagada',
  state: 'delivering',
  attempts: 1,
  flagged: false,
  createdAt: at,
  updatedAt: at,
  sends: [],
  audit: [{ at, who: 'caller', what: 'asked', detail: '' }],
  ...seen,
});
