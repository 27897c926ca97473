/**
 * A small system that keeps records, in every way that vendors offer against doubles, and counts what it really made.
 *
 * `slow` does the work and answers after the client has given up; `late` does even the work only then; `mute` does the
 * work and cuts the connection; `down` does nothing.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, closed, listening } from './answering-server';

export type RecordMood = 'well' | 'down' | 'slow' | 'late' | 'mute';

export interface KeptRecord {
  id: string;
  stamp?: string;
  person?: string;
  slot?: string;
  note?: string;
  retired: boolean;
}

export interface RecordServer {
  url: string;
  /** In the order in which they were made. */
  records: (KeptRecord & { madeAt: number })[];
  /** Methods and paths, in order, those that failed too. */
  asked: string[];
  mood: RecordMood;
  /** Moods of the next requests, one each, before `mood` holds again. */
  next: RecordMood[];
  /** How long after the client has given up `late` does its work. */
  lateMs: number;
  /** How long a search by stamp does not show a record. */
  indexLagMs: number;
  /** How long a key is remembered. */
  keyRememberedMs: number;
  /** Records that are not retired and carry the stamp. */
  standing(stamp: string): string[];
  /** Resolves when no request is being carried out any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

type Body = Partial<KeptRecord>;
type Answer = [status: number, body?: object];

export async function recordServer(): Promise<RecordServer> {
  const byKey = new Map<string, KeptRecord & { madeAt: number }>();
  const system: Omit<RecordServer, 'url' | 'close' | 'settled'> = {
    records: [],
    asked: [],
    mood: 'well',
    next: [],
    lateMs: 0,
    indexLagMs: 0,
    keyRememberedMs: Number.POSITIVE_INFINITY,
    standing: (stamp) =>
      system.records.filter((one) => one.stamp === stamp && !one.retired).map(({ id }) => id),
  };
  const find = (id: string | undefined) => system.records.find((one) => one.id === id);
  const keep = (body: Body, id = `${system.records.length + 1}`) => {
    const record = { ...body, id, retired: false, madeAt: Date.now() };
    system.records.push(record);
    return record;
  };

  const post = (body: Body, key: string | undefined): Answer => {
    const known = key === undefined ? undefined : byKey.get(key);
    if (known && known.madeAt + system.keyRememberedMs > Date.now()) return [200, { record: known }];
    const isTaken = system.records.some(({ slot, retired }) => slot && slot === body.slot && !retired);
    if (isTaken) return [409];
    const record = keep(body);
    if (key !== undefined) byKey.set(key, record);
    return [201, { record }];
  };

  /** Looks and writes in two steps, as databases do; what a race puts between them meets the unique field. */
  const upsert = async (stamp: string, body: Body): Promise<Answer> => {
    const known = system.records.find((one) => one.stamp === stamp);
    await sleep(5);
    if (known) return [200, { record: Object.assign(known, body) }];
    if (system.records.some((one) => one.stamp === stamp)) return [409];
    return [201, { record: keep({ ...body, stamp }) }];
  };

  const search = ({ searchParams }: URL): Answer => {
    const [stamp, person] = [searchParams.get('stamp'), searchParams.get('person')];
    const shown = system.records.filter((one) =>
      stamp === null
        ? one.person === person
        : one.stamp === stamp && one.madeAt + system.indexLagMs <= Date.now(),
    );
    return [200, { records: shown.reverse().slice(0, 20) }];
  };

  const work = async (method: string, url: URL, body: Body, headers: IncomingMessage['headers']) => {
    const [, collection, id] = url.pathname.split('/');
    const record = find(id);
    switch (`${method} ${collection}${id === undefined ? '' : '/:id'}`) {
      case 'POST records':
        return post(body, headers['idempotency-key'] as string | undefined);
      case 'GET records':
        return search(url);
      case 'PUT records/:id':
        if (record && headers['if-none-match'] === '*') return [412] satisfies Answer;
        return [201, { record: record ? Object.assign(record, body) : keep(body, id) }] satisfies Answer;
      case 'GET records/:id':
        return (record ? [200, { record }] : [404]) satisfies Answer;
      case 'PATCH records/:id':
        return (record ? [200, { record: Object.assign(record, body) }] : [404]) satisfies Answer;
      case 'PUT upserts/:id':
        return await upsert(id ?? '', body);
      default:
        return [404] satisfies Answer;
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '/', headers } = request;
    const mood = system.next.shift() ?? system.mood;
    system.asked.push(`${method} ${path}`);
    const body = await bodyOf(request);
    if (mood === 'down') return void response.writeHead(503).end();
    if (mood === 'late') await once(response, 'close').then(() => sleep(system.lateMs));
    const [status, answer] = await work(method, new URL(path, 'http://records'), body, headers);
    if (mood === 'mute') return void response.destroy();
    if (mood === 'slow') await once(response, 'close');
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  };

  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const work = handle(request, response).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  await listening(server);
  return Object.assign(system, {
    url: addressOf(server),
    settled: async () => void (await Promise.all(underWay)),
    close: () => closed(server),
  });
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}
