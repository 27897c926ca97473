/** Each strategy as a process has it: a client of its own, a strategy of its own, nothing shared but the system. */
import { z } from 'zod';
import {
  callerChosenId,
  compensate,
  type Doubles,
  naturalGuard,
  nativeKey,
  stampAndListRecent,
  stampAndLookUp,
  upsertOnUniqueField,
} from '../../../src/connectors/create-once';
import { ConnectorError } from '../../../src/errors';
import { createHttp, unlessMissing } from '../../../src/http';

const record = z.object({
  id: z.string(),
  stamp: z.string().optional(),
  person: z.string().optional(),
  note: z.string().optional(),
  retired: z.boolean(),
});
export type Kept = z.infer<typeof record>;
const one = z.object({ record }).transform((answer) => answer.record);
const many = z.object({ records: z.array(record) }).transform(({ records }) => records);

/** Long enough for a busy machine; a slow system answers only after it. */
export const timeoutMs = 700;
export const person = 'ana';

/** The system's requests. */
export function recordsAt(baseUrl: string) {
  const http = createHttp({ system: 'records', baseUrl, timeoutMs });
  return {
    create: (body: object, key?: string) =>
      http.post('records', one, { body, ...(key !== undefined && { headers: { 'idempotency-key': key } }) }),
    putNew: (id: string, body: object) =>
      http.put(`records/${id}`, one, { body, headers: { 'if-none-match': '*' } }),
    upsert: (stamp: string, body: object) => http.put(`upserts/${stamp}`, one, { body }),
    read: (id: string) => unlessMissing(http.get(`records/${id}`, one)),
    /** Oldest first. */
    stamped: async (stamp: string) => (await http.get('records', many, { query: { stamp } })).reverse(),
    /** Newest first. */
    newest: (of: string) => http.get('records', many, { query: { person: of } }),
    change: (id: string, body: object) => http.patch(`records/${id}`, one, { body }),
  };
}
export type Records = ReturnType<typeof recordsAt>;

export const doublesOf = (records: Records): Doubles<Kept> => ({
  idOf: ({ id }) => id,
  retire: (extra) => records.change(extra.id, { retired: true }),
});

/** A free time that somebody has is refused with 409. */
export const unlessTaken = async (answer: Promise<Kept>): Promise<Kept | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof ConnectorError && error.kind === 'rejected') return undefined;
    throw error;
  });

/** One try with a key; `fresh` as the delivery says it. */
export type Try = (key: string, fresh?: boolean) => Promise<Kept | undefined>;

/** A strategy under test. */
export interface Subject {
  name: string;
  process(url: string): Try;
  /** Whether a further try looks before it sends. */
  looks: boolean;
  /** Whether doubles cannot be, not even when two processes try at the same moment. */
  guarded: boolean;
}

export const subjects: Subject[] = [
  {
    name: 'native key',
    looks: false,
    guarded: true,
    process(url) {
      const records = recordsAt(url);
      const once = nativeKey<Kept>({ system: 'records' });
      return (key, fresh) =>
        once(key, {
          fresh,
          find: () => records.stamped(key),
          create: () => records.create({ stamp: key, person }, key),
        });
    },
  },
  {
    name: 'caller-chosen id',
    looks: true,
    guarded: true,
    process(url) {
      const records = recordsAt(url);
      const once = callerChosenId<Kept>({ system: 'records' });
      return (key, fresh) =>
        once(key, {
          fresh,
          create: () => records.putNew(`id-${key}`, { stamp: key, person }),
          read: () => records.read(`id-${key}`),
          isOurs: ({ stamp }) => stamp === key,
        });
    },
  },
  {
    name: 'upsert on a unique field',
    looks: true,
    guarded: true,
    process(url) {
      const records = recordsAt(url);
      const once = upsertOnUniqueField<Kept>();
      return (key, fresh) =>
        once(key, {
          fresh,
          upsert: () => records.upsert(key, { person }),
          find: async () => (await records.stamped(key))[0],
        });
    },
  },
  {
    name: 'stamp and look up',
    looks: true,
    guarded: false,
    process(url) {
      const records = recordsAt(url);
      const once = stampAndLookUp<Kept>();
      return (key, fresh) =>
        once(key, {
          fresh,
          find: () => records.stamped(key),
          create: () => records.create({ stamp: key, person }),
          doubles: doublesOf(records),
        });
    },
  },
  {
    name: 'stamp and list recent',
    looks: true,
    guarded: false,
    process(url) {
      const records = recordsAt(url);
      const once = stampAndListRecent<Kept>();
      return (key, fresh) =>
        once(key, {
          fresh,
          find: () => records.stamped(key),
          recent: () => records.newest(person),
          stampOf: ({ stamp }) => stamp,
          create: () => records.create({ stamp: key, person }),
          doubles: doublesOf(records),
        });
    },
  },
  {
    name: 'natural guard',
    looks: true,
    guarded: true,
    process(url) {
      const records = recordsAt(url);
      const once = naturalGuard<Kept>();
      return (key, fresh) =>
        once(key, {
          fresh,
          take: () => unlessTaken(records.create({ stamp: key, person, slot: `slot-${key}` })),
          held: async () => (await records.stamped(key))[0],
        });
    },
  },
  {
    name: 'compensate',
    looks: false,
    guarded: false,
    process(url) {
      const records = recordsAt(url);
      const once = compensate<Kept>();
      return (key, fresh) =>
        once(key, {
          fresh,
          create: () => records.create({ stamp: key, person }),
          alike: () => records.stamped(key),
          doubles: doublesOf(records),
        });
    },
  },
];
