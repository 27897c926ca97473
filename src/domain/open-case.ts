/** The open case of a caller who comes back, and what of it may be told unasked. Pure. */
import type { CaseRecord } from '../store/records';

/** What a returning caller is greeted with. Instants are ISO. */
export interface OpenCase {
  code: string;
  /** What it is, as it stands after "para": "avisar de una farola apagada". */
  title: string;
  /** Its system has it: there is a receipt. */
  isThere: boolean;
  /** Until when an answer is promised; only with a receipt, and only while that is still to come. */
  dueAt?: string;
  /** The local day of it (YYYY-MM-DD), where a day is promised and not a time. */
  dueDay?: string;
  /** How many are open in all. */
  of: number;
}

const tickets = new Set(['createTicket', 'reopenTicket']);

/**
 * The newest open case among those of one number, newest first. Undefined where none is open, and where the number has
 * asked under more than one name: who of them calls now, nobody can tell (docs/decisions).
 */
export function openCaseOf(cases: readonly CaseRecord[], now: string): OpenCase | undefined {
  const own = cases.filter(({ verb, nameKey }) => tickets.has(verb) && nameKey !== undefined);
  if (new Set(own.map(({ nameKey }) => nameKey)).size > 1) return undefined;
  const open = groupedByRecord(own).filter(({ isOpen }) => isOpen);
  const [newest] = open;
  if (!newest) return undefined;
  const { code, title, recordId, dueAt, dueDay } = newest.made;
  const isThere = recordId !== undefined;
  const stands = isThere && dueAt !== undefined && Date.parse(dueAt) > Date.parse(now);
  return {
    ...{ code, title, isThere, of: open.length },
    ...(stands ? { dueAt, ...(dueDay === undefined ? {} : { dueDay }) } : {}),
  };
}

/** One for each record: a ticket that was opened again is the one that was made, and open. Newest first. */
function groupedByRecord(cases: readonly CaseRecord[]): { made: CaseRecord; isOpen: boolean }[] {
  const groups = new Map<string, { made: CaseRecord; isOpen: boolean }>();
  for (const one of cases) {
    const { connection, recordId, code } = one;
    const key = recordId === undefined ? code : `${connection} ${recordId}`;
    const before = groups.get(key);
    groups.set(key, { made: one, isOpen: (before?.isOpen ?? false) || isOpen(one) });
  }
  // Of a ticket that was only opened again here we know no title of its own.
  return [...groups.values()].filter(({ made }) => made.verb === 'createTicket');
}

/** Somebody still has it: whoever delivers it, an operator, or the office whose closing is watched for. */
const isOpen = ({ state, waitingFor }: CaseRecord): boolean => state !== 'settled' && waitingFor !== 'nobody';
