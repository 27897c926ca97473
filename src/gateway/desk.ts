import type { DeskTicket } from './shapes';

/** What the office does with one ticket; `by` is who, for the record. */
export type OfficeAct = { by: string } & (
  | { what: 'comment'; text: string }
  | { what: 'close'; reason?: string | undefined }
  | { what: 'reopen' }
);

/** A help desk whose tickets the console shows: the sandbox's, or our own register. Throws `Refused`. */
export interface Desk {
  /** Newest first. */
  list(): Promise<DeskTicket[]>;
  act(id: string, act: OfficeAct): Promise<DeskTicket>;
}
