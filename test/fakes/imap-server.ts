/** A mailbox behind as much of IMAP as reading it takes, on a real socket; it breaks off where it is told to. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A letter that lies there. */
export interface Lying {
  uid: number;
  bytes: Buffer;
  at: Date;
  seen: boolean;
}

export interface ImapServer {
  port: number;
  /** UIDVALIDITY */
  era: number;
  letters: Lying[];
  /** Commands that came, without their tags. */
  heard: string[];
  /** Bytes of letters that were sent. */
  sentBytes: number;
  /** The connection breaks at such a command, as often as this says. */
  breaks: { at: RegExp; times: number }[];
  /** Puts a letter there, and tells who listens. */
  put(bytes: Uint8Array | string, at?: Date): Lying;
  close(): Promise<void>;
}

/** Opens it on a free port of loopback; any name and password will do. */
export async function openImapServer(): Promise<ImapServer> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 IDLE] here\r\n');
    let rest = '';
    let idle: string | undefined;
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.toUpperCase() === 'DONE') {
          socket.write(`${idle} OK done\r\n`);
          idle = undefined;
          continue;
        }
        const [tag = '', ...words] = line.split(' ');
        const command = words.join(' ');
        server.heard.push(command);
        if (isBroken(server, command)) return void socket.destroy();
        if (/^IDLE$/i.test(command)) idle = tag;
        socket.write(Buffer.concat(answerTo(server, tag, command)));
        if (/^LOGOUT$/i.test(command)) socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  const server: ImapServer = {
    port: (listener.address() as AddressInfo).port,
    ...{ era: 1700, letters: [], heard: [], sentBytes: 0, breaks: [] },
    put(bytes, at = new Date()) {
      const uid = (server.letters.at(-1)?.uid ?? 0) + 1;
      const letter = { uid, bytes: Buffer.from(bytes), at, seen: false };
      server.letters.push(letter);
      for (const socket of sockets) socket.write(`* ${server.letters.length} EXISTS\r\n`);
      return letter;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void listener.close(() => resolve()));
    },
  };
  return server;
}

function isBroken({ breaks }: ImapServer, command: string): boolean {
  const found = breaks.find(({ at, times }) => times > 0 && at.test(command));
  if (found) found.times -= 1;
  return found !== undefined;
}

function answerTo(server: ImapServer, tag: string, command: string): Buffer[] {
  const { letters, era } = server;
  const said = (...lines: string[]): Buffer[] => [Buffer.from([...lines, ''].join('\r\n'))];
  const done = `${tag} OK done`;
  if (/^IDLE$/i.test(command)) return said('+ idling');
  if (/^CAPABILITY/i.test(command)) return said('* CAPABILITY IMAP4rev1 IDLE', done);
  if (/^LIST/i.test(command)) return said('* LIST () "/" "INBOX"', done);
  if (/^SELECT/i.test(command))
    return said(
      '* FLAGS (\\Seen)',
      '* OK [PERMANENTFLAGS (\\Seen)] these',
      `* ${letters.length} EXISTS`,
      `* OK [UIDVALIDITY ${era}] this`,
      `* OK [UIDNEXT ${(letters.at(-1)?.uid ?? 0) + 1}] next`,
      `${tag} OK [READ-WRITE] open`,
    );
  if (/^UID SEARCH/i.test(command))
    return said(`* SEARCH ${foundBy(letters, command).join(' ')}`.trim(), done);
  const uid = Number(/^UID (?:FETCH|STORE) (\d+)/i.exec(command)?.[1]);
  const place = letters.findIndex((one) => one.uid === uid);
  const letter = letters[place];
  if (/^UID STORE/i.test(command) && letter) letter.seen = true;
  if (/^UID FETCH/i.test(command) && letter)
    return [...fetched(server, letter, place, command), ...said(done)];
  return said(done);
}

/** "5:*" names the last one in any case, as servers do. */
function foundBy(letters: readonly Lying[], command: string): number[] {
  const from = Number(/(\d+):\*/.exec(command)?.[1] ?? 1);
  const since = Date.parse(`${/SINCE "?([\w-]+)"?/i.exec(command)?.[1] ?? '1-Jan-1970'} UTC`);
  const last = letters.at(-1)?.uid;
  return letters
    .filter(({ uid, at }) => (uid >= from || uid === last) && at.getTime() >= since)
    .map(({ uid }) => uid);
}

function fetched(server: ImapServer, { bytes, at, uid }: Lying, place: number, command: string): Buffer[] {
  const [, most] = /<\d+\.(\d+)>/.exec(command) ?? [];
  const part = bytes.subarray(0, most === undefined ? undefined : Number(most));
  server.sentBytes += part.length;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const day = `${at.getUTCDate()}`.padStart(2, ' ');
  const when = `${day}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`;
  const name = most === undefined ? 'BODY[]' : 'BODY[]<0>';
  return [
    Buffer.from(
      `* ${place + 1} FETCH (UID ${uid} RFC822.SIZE ${bytes.length} INTERNALDATE "${when}" ${name} {${part.length}}\r\n`,
    ),
    part,
    Buffer.from(')\r\n'),
  ];
}
