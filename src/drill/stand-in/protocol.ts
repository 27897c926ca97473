/** One desk's requests and answers, in the words of the sandbox desk's protocol. */
import type { z } from 'zod';
import type { Json } from '../../domain/call';
import type { CreationClass } from '../../domain/terms';
import type { LedgerEntry } from '../ledger';

/** What one desk is asked to do. `idempotencyKey` is the header. */
export interface DeskRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  idempotencyKey: string | undefined;
  body: Json | undefined;
}

/** An answer; `deed` where it changed something. */
export interface DeskAnswer {
  status: number;
  body: { [key: string]: unknown };
  deed: boolean;
}

/** What a desk stands on. */
export interface DeskParts {
  class: CreationClass;
  /** Of the next record, whatever it is: a system gives each number once. */
  nextNumber: () => number;
  /** Milliseconds for which the next record made is hidden from its reference. */
  lagMs: () => number;
  /** What the system answers to a declared operation or look-up; null where it is undefined. */
  answer: (tool: string, args: Json) => Json | undefined;
  write: (deed: Omit<LedgerEntry, 'number' | 'atMs' | 'system'>) => void;
}

/** Something was found, or changed. */
export const answered = (body: DeskAnswer['body']): DeskAnswer => ({ status: 200, body, deed: false });
export const done = (status: number, body: DeskAnswer['body']): DeskAnswer => ({ status, body, deed: true });

/** The sandbox's way to say no. */
export const refused = (status: number, error: string): DeskAnswer => ({
  status,
  body: { error, fix: 'Correct the request; src/sandbox/README.md shows the protocol.' },
  deed: false,
});

/** Class `none` knows no references. */
export const noReferences = (): DeskAnswer => refused(400, 'This system cannot be asked by reference.');

/** Carries out what has the right shape. */
export function shaped<Given>(
  shape: z.ZodType<Given>,
  value: unknown,
  carryOut: (given: Given) => DeskAnswer,
): DeskAnswer {
  const parsed = shape.safeParse(value);
  if (parsed.success) return carryOut(parsed.data);
  const [issue] = parsed.error.issues;
  return refused(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'misshapen'}`);
}

/** What was parsed from JSON, without what is not there. */
export const jsonOf = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

/** What came along to tell a record by: the key where the system honours keys, the reference, or nothing at all. */
export function marksOf(
  { class: creation }: DeskParts,
  idempotencyKey: string | undefined,
  reference: string | undefined,
): { honoured: string | undefined; reference: string | undefined; key: string | undefined } {
  const honoured = creation === 'key' ? idempotencyKey : undefined;
  const kept = creation === 'none' ? undefined : reference;
  return { honoured, reference: kept, key: honoured ?? kept };
}
