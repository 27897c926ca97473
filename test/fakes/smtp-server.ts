/** A mail server that answers as it is told, on a real socket. It keeps the letters it took. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

/**
 * Steps with their own replies; `END` is the dot behind a letter. `silent`: nothing is said; `cut`: the connection is
 * broken off.
 */
export type SmtpScript = Partial<Record<'GREETING' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'END', string>>;

export interface SmtpServer {
  port: number;
  /** Letters whose end came, whatever was said to it. */
  letters: string[];
  /** Commands, without what is personal in them. */
  heard: string[];
  /** How many connections were opened. */
  connections: number;
  script: SmtpScript;
  close(): Promise<void>;
}

const usual: Required<SmtpScript> = {
  GREETING: '220 here',
  EHLO: '250 here',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  END: '250 2.0.0 taken',
};

/** Opens it on a free port of loopback. */
export async function openSmtpServer(script: SmtpScript = {}): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const answer = (socket: Socket, step: keyof SmtpScript): void => {
    const reply = server.script[step] ?? usual[step];
    if (reply === 'cut') socket.destroy();
    else if (reply !== 'silent') socket.write(`${reply}\r\n`);
  };
  const listener = createServer((socket) => {
    sockets.add(socket);
    server.connections += 1;
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let rest = '';
    let letter: string[] | undefined;
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (letter && line !== '.') letter.push(line);
        else if (letter) {
          server.letters.push(letter.join('\r\n'));
          letter = undefined;
          answer(socket, 'END');
        } else {
          const step = line.slice(0, 4).toUpperCase();
          server.heard.push(step);
          if (step === 'DATA' && !server.script.DATA) letter = [];
          if (step === 'QUIT') socket.end('221 bye\r\n');
          else if (step === 'RSET') socket.write('250 ok\r\n');
          else answer(socket, step as keyof SmtpScript);
        }
      }
    });
    answer(socket, 'GREETING');
  });
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  const server: SmtpServer = {
    port: (listener.address() as AddressInfo).port,
    letters: [],
    heard: [],
    connections: 0,
    script,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void listener.close(() => resolve()));
    },
  };
  return server;
}
