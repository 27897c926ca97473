/** Whether callers were told the truth: nothing as done, no number, before the ledger had it. */
import { claimsSuccess } from './claims';
import type { PlayedTurn } from './caller';
import type { Evidence, JudgedMessage } from './judge';
import { isForPeople, type Wanted } from './judge-match';
import type { LedgerEntry } from './ledger';

/** The ledger by the number of the record. */
type Records = ReadonlyMap<string, LedgerEntry[]>;

/** What was said wrongly, one line for each answer and message. */
export function judgeTold({ calls, messages, ledger }: Evidence, wanted: readonly Wanted[]): string[] {
  const records = new Map<string, LedgerEntry[]>();
  for (const entry of ledger)
    if (!records.get(entry.recordId)?.push(entry)) records.set(entry.recordId, [entry]);
  const ofCall = new Map<string, Wanted[]>();
  for (const one of wanted) if (!ofCall.get(one.call.callId)?.push(one)) ofCall.set(one.call.callId, [one]);
  const byCode = new Map(
    calls.flatMap(({ callId, turns }) =>
      turns.flatMap(({ code }) => (code === undefined ? [] : [[code, ofCall.get(callId) ?? []] as const])),
    ),
  );
  return [
    ...calls.flatMap(({ callId, turns }) =>
      turns.flatMap((turn) => {
        const wrong = wrongIn(turn, ofCall.get(callId) ?? [], records);
        return wrong === undefined ? [] : [`told: call ${callId}, turn ${turn.turnId}: ${wrong}`];
      }),
    ),
    ...messages
      .filter((message) => !isOfPeople(message, records))
      .flatMap((message) => {
        const wrong = wrongMessage(message, byCode.get(message.code) ?? [], records);
        return wrong === undefined ? [] : [`told: message about ${message.code}: ${wrong}`];
      }),
  ];
}

/** Tells of the ticket that the words under its code became, and that people see to. */
const isOfPeople = ({ code, text, sentAtMs }: JudgedMessage, records: Records): boolean =>
  [...records].some(
    ([id, entries]) =>
      names(text, id) &&
      entries.some((entry) => isForPeople(entry) && entry.key === code && entry.atMs <= sentAtMs),
  );

function wrongIn(turn: PlayedTurn, own: readonly Wanted[], records: Records): string | undefined {
  if (turn.delivery === 'delivered' || turn.recordId !== undefined) {
    const { code, recordId, answeredMs } = turn;
    if (recordId === undefined) return 'the answer says delivered and names no record';
    const meant = own.filter((one) => one.code === code);
    if (meant.length === 0)
      return `the answer says delivered under ${code ?? 'no code'}, which is none of this call’s`;
    if (!meant.some((one) => isIn(records, one, recordId, answeredMs)))
      return `the answer names record ${recordId}, which the ledger did not have by then`;
  }
  const untrue = turn.say.find((utterance) => isUntrue(utterance, own, records, turn.answeredMs));
  return untrue === undefined ? undefined : `it was said "${untrue}", and no such record was there`;
}

function wrongMessage(
  { text, sentAtMs }: JudgedMessage,
  about: readonly Wanted[],
  records: Records,
): string | undefined {
  return isUntrue(text, about, records, sentAtMs)
    ? `"${text}" was sent, and no such record was there`
    : undefined;
}

/** Whether something is called done without the number of a record of this call that was there by then. */
function isUntrue(text: string, own: readonly Wanted[], records: Records, atMs: number): boolean {
  const language = own[0]?.script.language;
  if (language === undefined || !claimsSuccess(text, language)) return false;
  return !own.some((one) => {
    const { case: known, turn, entry, forPeople } = one;
    const ids = [...(known?.recordIds ?? []), turn?.recordId, entry?.recordId, forPeople?.recordId];
    return ids.some((id) => id !== undefined && names(text, id) && isIn(records, one, id, atMs));
  });
}

/** Whether the ledger had this record of this write, or the ticket for people in its place, at that moment. */
const isIn = (
  records: Records,
  { script, write, forPeople }: Wanted,
  recordId: string,
  atMs: number,
): boolean =>
  (records.get(recordId) ?? []).some(
    (entry) =>
      entry.atMs <= atMs &&
      (entry === forPeople || (entry.system === script.system && entry.tool === write.tool)),
  );

/** Whether a number stands in a text by itself, not as part of a longer one. */
function names(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!joins.test(text.charAt(at - 1)) && !joins.test(text.charAt(at + id.length))) return true;
  }
  return false;
}
const joins = /[\p{L}\p{N}]/u;
