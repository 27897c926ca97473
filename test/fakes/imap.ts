/** As much of IMAP as it takes to read a mailbox: LOGIN, SELECT, FETCH, SEARCH. Nothing is marked as read by it. */
import { once } from 'node:events';
import { connect } from 'node:net';

type Ask = (command: string) => Promise<Buffer>;

/** Every letter of a mailbox, oldest first, byte for byte as it lies there. */
export async function readMailbox(port: number, user: string, password: string): Promise<string[]> {
  return await inMailbox({ port, user, password }, async (ask, count) => {
    const letters: string[] = [];
    for (let at = 1; at <= count; at += 1) letters.push(literalOf(await ask(`FETCH ${at} BODY.PEEK[]`)));
    return letters;
  });
}

/** Whether the letter of that Message-ID is marked as read. */
export async function seenInMailbox(
  port: number,
  user: string,
  password: string,
  id: string,
): Promise<boolean> {
  return await inMailbox({ port, user, password }, async (ask) => {
    const found = (await ask(`SEARCH SEEN HEADER Message-ID "${id}"`)).toString('latin1');
    return /\* SEARCH \d/.test(found);
  });
}

async function inMailbox<T>(
  { port, user, password }: { port: number; user: string; password: string },
  look: (ask: Ask, count: number) => Promise<T>,
): Promise<T> {
  const socket = connect(port, '127.0.0.1');
  let come = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => (come = Buffer.concat([come, bytes])));
  await once(socket, 'data');
  let tag = 0;
  const ask = async (command: string): Promise<Buffer> => {
    const name = `a${(tag += 1)}`;
    come = Buffer.alloc(0);
    socket.write(`${name} ${command}\r\n`);
    while (!come.includes(`${name} `)) await once(socket, 'data');
    const text = come.toString('latin1');
    if (!new RegExp(`^${name} OK`, 'm').test(text)) throw new Error(`IMAP refused ${command.split(' ')[0]}`);
    return come;
  };
  await ask(`LOGIN "${user}" "${password}"`);
  const selected = (await ask('SELECT INBOX')).toString('latin1');
  const found = await look(ask, Number(/\* (\d+) EXISTS/.exec(selected)?.[1] ?? 0));
  socket.destroy();
  return found;
}

/** What stands behind `{size}`. */
function literalOf(answer: Buffer): string {
  const [head = '', size = '0'] = /\{(\d+)\}\r\n/.exec(answer.toString('latin1')) ?? [];
  const from = answer.indexOf(head) + head.length;
  return answer.subarray(from, from + Number(size)).toString('utf8');
}
