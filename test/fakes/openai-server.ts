/** A real HTTP server that speaks `/v1/chat/completions` as a stream: it plays written answers, and has moods. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** One answer as the server tells it; words are sent piece by piece. */
export interface ScriptedAnswer {
  pieces?: string[];
  calls?: { name: string; args: Record<string, unknown> | string }[];
  finish?: string;
}

/** How the server treats a request: a status refuses it, a word breaks the stream in its own way. */
export type OpenAiMood =
  | 'well'
  | 429
  | 500
  | 401
  | 'truncated'
  | 'garbage'
  | 'error-in-stream'
  | 'empty-choices'
  | 'wrong-shape'
  | 'html'
  | 'hang'
  | 'hang-midway'
  | 'reset';

const request = z.looseObject({
  model: z.string(),
  stream: z.literal(true),
  messages: z.array(z.looseObject({ role: z.enum(['system', 'user', 'assistant', 'tool']) })).min(1),
  tools: z.array(
    z.strictObject({
      type: z.literal('function'),
      function: z.strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        description: z.string().min(1).max(1024),
        parameters: z.strictObject({
          type: z.literal('object'),
          properties: z.record(z.string(), z.looseObject({ type: z.literal('string') })),
          required: z.array(z.string()),
          additionalProperties: z.literal(false),
        }),
      }),
    }),
  ),
});
export type OpenAiRequest = z.infer<typeof request>;

/** The server; `requests` are what it was asked, `answers` what it will say next. */
export class OpenAiServer {
  mood: OpenAiMood = 'well';
  readonly answers: (ScriptedAnswer | ((asked: OpenAiRequest) => ScriptedAnswer))[] = [];
  /** What it says whenever nothing is written in `answers`. */
  otherwise: (asked: OpenAiRequest) => ScriptedAnswer = () => ({ pieces: ['Hola.'] });
  readonly requests: OpenAiRequest[] = [];
  readonly keys: (string | undefined)[] = [];
  /** Requests whose client went away before the answer was whole. */
  aborted = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer((incoming, response) => void this.serve(incoming, response));
  }

  /** Base address for the client, once it listens. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('close', () => void (this.aborted += response.writableFinished ? 0 : 1));
    this.keys.push(incoming.headers.authorization);
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions') return refuse(response, 404);
    const parsed = request.safeParse(JSON.parse(body));
    if (!parsed.success) return refuse(response, 400, z.prettifyError(parsed.error));
    this.requests.push(parsed.data);
    if (typeof this.mood === 'number') return refuse(response, this.mood);
    await this.stream(response, parsed.data);
  }

  private async stream(response: ServerResponse, asked: OpenAiRequest): Promise<void> {
    if (this.mood === 'hang') return;
    if (this.mood === 'reset') return void response.destroy();
    if (this.mood === 'html')
      return void response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>');
    const next = this.answers.shift() ?? this.otherwise;
    const chunks = toChunks(typeof next === 'function' ? next(asked) : next);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
    switch (this.mood) {
      case 'empty-choices':
        send({ choices: [] });
        break;
      case 'wrong-shape':
        send({ choices: 'none' });
        break;
      case 'garbage':
        send(chunks[0]);
        response.write('data: {"choices": [{"delta": {"con\n\n');
        break;
      case 'error-in-stream':
        send(chunks[0]);
        send({ error: { message: 'The server had an error', type: 'server_error' } });
        break;
      case 'truncated':
        send(chunks[0]);
        return void response.end();
      case 'hang-midway':
        return void send(chunks[0]);
      default:
        for (const chunk of chunks) {
          send(chunk);
          await pause(5);
        }
        send({ choices: [], usage: { total_tokens: 42 } });
    }
    response.end('data: [DONE]\n\n');
  }
}

function toChunks({ pieces = [], calls = [], finish }: ScriptedAnswer): unknown[] {
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
  });
  const callChunks = calls.flatMap(({ name, args }, index) => {
    const text = typeof args === 'string' ? args : JSON.stringify(args);
    const half = Math.ceil(text.length / 2);
    return [
      chunk({
        tool_calls: [{ index, id: `call_${name}`, type: 'function', function: { name, arguments: '' } }],
      }),
      chunk({ tool_calls: [{ index, function: { arguments: text.slice(0, half) } }] }),
      chunk({ tool_calls: [{ index, function: { arguments: text.slice(half) } }] }),
    ];
  });
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces.map((content) => chunk({ content })),
    ...callChunks,
    chunk({}, finish ?? (calls.length > 0 ? 'tool_calls' : 'stop')),
  ];
}

function refuse(response: ServerResponse, status: number, message = `no: ${status}`): void {
  if (status === 429) response.setHeader('retry-after', '7');
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'error' } }));
}
