/** Whether who calls or writes comes back to an open case: looked up as their conversation begins, and never waited for long. */
import { callerKey } from '../caller-key';
import type { Assistant } from '../domain/assistant';
import { type OpenCase, openCaseOf } from '../domain/open-case';
import type { Store } from '../store/store';
import { inTime } from './in-time';

/** What the look-up stands on. */
export interface Returning {
  store: Pick<Store, 'listCases'>;
  /** Key of the HMACs that stand for numbers. */
  secret: string;
}

const withinMs = 300;
/** Enough to see under how many names a number has asked, and to count what is open. */
const mostCases = 50;

/**
 * The open case that the caller is greeted with; undefined where their number is withheld or unknown, where the assistant is
 * not to tell, and where the store does not answer in time: then the greeting is the plain one.
 */
export async function findOpenCase(
  { store, secret }: Returning,
  { tenant, greetReturning }: Pick<Assistant, 'tenant' | 'greetReturning'>,
  from: string | undefined,
): Promise<OpenCase | undefined> {
  if (from === undefined || !greetReturning) return undefined;
  const asked = { limit: mostCases, callerKey: callerKey(secret, from), tenants: [tenant] };
  try {
    return openCaseOf(await inTime(withinMs, store.listCases(asked)), new Date().toISOString());
  } catch {
    return undefined;
  }
}

/** The same for who answers a letter about one case: that one, where it is open and may be told. */
export async function findCaseAsOpen(
  store: Pick<Store, 'findCase'>,
  { greetReturning }: Pick<Assistant, 'greetReturning'>,
  code: string,
): Promise<OpenCase | undefined> {
  if (!greetReturning) return undefined;
  try {
    const found = await inTime(withinMs, store.findCase(code));
    return found && openCaseOf([found], new Date().toISOString());
  } catch {
    return undefined;
  }
}
