/** What is known of an intake from its notes. */
import type { CallStart } from './call';
import type { AuditEntry, CaseRecord } from '../store/records';
import type { Intake, Note, Said } from './intake';

/**
 * How a call began, as far as it is noted. Who is attended by the fixed intake hears the plain greeting, and nobody is
 * rung up, put through or recorded while Temporal is away.
 */
export const notedStart = ({
  openCase: _openCase,
  outbound: _outbound,
  transfer: _transfer,
  record: _record,
  notice: _notice,
  ...start
}: CallStart): CallStart => start;

/** Names a note within its call: the same thing told twice has the same key. */
export const noteKey = (note: Note): string => (note.kind === 'said' ? `said/${note.turnId}` : note.kind);

/** The caller's words, in order. */
export const saidIn = ({ notes }: Pick<Intake, 'notes'>): Said[] =>
  notes.filter((note): note is Said => note.kind === 'said');

/** Whether the call itself was begun while Temporal was away. */
export const wasBegun = ({ notes }: Pick<Intake, 'notes'>): boolean =>
  notes.some(({ kind }) => kind === 'begun');

/** Whether the caller is gone: they hung up, or heard a goodbye. */
export const hasEnded = ({ notes }: Pick<Intake, 'notes'>): boolean =>
  notes.some((note) => note.kind === 'hungUp' || (note.kind === 'said' && note.answer.ended));

/** What was said, whenever two tellings of one intake met; each thing once, in the order of the longer one. */
export function mergedNotes(one: Note[], other: Note[]): Note[] {
  const [longer, shorter] = one.length >= other.length ? [one, other] : [other, one];
  const known = new Set(longer.map(noteKey));
  return [...longer, ...shorter.filter((note) => !known.has(noteKey(note)))];
}

/** What stays of an intake whose words were handed over: enough to know a turn again, nothing of what the caller said. */
export const withoutWords = (intake: Intake): Intake => {
  const { from: _from, ...start } = intake.start;
  const notes = intake.notes.map((note) => (note.kind === 'said' ? { ...note, text: '' } : note));
  return { ...intake, start, notes, state: 'handed-over' };
};

const deeds: Record<Note['kind'], string> = {
  begun: 'call begun',
  said: 'words noted',
  hungUp: 'hung up',
};

/** What operators see of an intake while it waits, and its trail so far: one line a note. Nothing of what was said. */
export function intakeSeen(
  intake: Intake,
  title: string,
  now: { waitingFor: string; nextStep: string },
): { record: CaseRecord; entries: AuditEntry[] } {
  const { code, start, notes, createdAt } = intake;
  const { tenant, channel, assistant, language, callId } = start;
  const entries = notes.map(({ kind, at }, index) => ({
    subject: `case/${code}`,
    number: index + 1,
    at,
    who: 'caller',
    what: deeds[kind],
    detail: 'while Temporal was away',
  }));
  const record: CaseRecord = {
    ...{ code, tenant, channel, assistant, language, callId, title, createdAt },
    workflowId: `intake/${code}`,
    connection: intake.connection ?? '',
    verb: 'takeIn',
    state: 'delivering',
    attempts: 0,
    flagged: false,
    ...now,
    updatedAt: notes.at(-1)?.at ?? createdAt,
    version: notes.length,
  };
  return { record, entries };
}
