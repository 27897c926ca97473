import type { Errand, Field, Verb } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { argumentsOf, isDeclared } from '../declared-operations';
import { knownOf } from '../tool-arguments';
import { emptyForm, type Form } from './form';
import { descriptionOf, overhear, tells } from './overhear';
import { findTimes, rememberDay, slotField, wishIn } from './times';
import { askedField, callTool, errandOf, speak, together, type Turn } from './turn';
import { saysAny } from './words';

/** Verbs that only look; their optional fields are not asked for. */
const reads: Verb[] = ['readTicket', 'listTickets', 'findSlots', 'listAppointments', 'inquire'];

/** Whether an errand only looks something up. */
export const isRead = (errand: Errand): boolean => reads.includes(errand.verb);

/** Begins an errand with what the caller's words already say for it. `lead` is said before the first question. */
export function begin(turn: Turn, errand: Errand, said: string, lead?: string, whole = said): ModelReply {
  const { lastSaid, recent } = turn.form;
  turn.form = { ...emptyForm({ lastSaid, ...(recent ? { recent } : {}) }), errand: errand.name };
  const { values, rest, matter } = overhear(turn, errand.fields, said, true);
  Object.assign(values, { ...sharedIn(turn, errand, whole), ...values });
  turn.form.values = values;
  if (slotField(errand)) {
    turn.form.wished = wishIn(turn, said);
    if (turn.form.wished.day === undefined && saysAny(said, turn.cues.soonest))
      rememberDay(turn, errand, undefined);
  }
  const sameTicket = (isRead(errand) ? undefined : numberOf(turn, recent)) ?? openNumber(turn, errand);
  if (sameTicket) {
    for (const { name, kind } of errand.fields) if (kind === 'ticketNumber') values[name] ??= sameTicket;
  }
  const description = descriptionOf(errand);
  if (description && tells(turn, errand, rest)) values[description.name] = matter.slice(0, 1000);
  return proceed(turn, errand, lead ?? turn.sentences.begin(errand.title));
}

/** What a sentence with two wishes says of both: who calls, and where. */
function sharedIn(turn: Turn, errand: Errand, whole: string): Record<string, string> {
  const shared = errand.fields.filter(({ kind }) =>
    ['address', 'name', 'phone', 'email', 'number'].includes(kind),
  );
  return overhear(turn, shared, whole, false).values;
}

/** The ticket that was just spoken about: "ciérrelo" after its state was told. The read-back names it. */
function numberOf({ assistant }: Turn, recent: Form['recent']): string | undefined {
  const fields = assistant.errands.find(({ name }) => name === recent?.errand)?.fields ?? [];
  const number = fields.find(({ kind }) => kind === 'ticketNumber');
  return number && recent?.values[number.name];
}

/** The ticket that is meant where a returning caller names none: their open one, if there is no other. */
function openNumber({ context, form }: Turn, errand: Errand): string | undefined {
  const { openCase } = context;
  const isMeant = openCase?.of === 1 && !form.recent && errand.verb !== 'reopenTicket';
  return isMeant ? openCase.code : undefined;
}

/** Two errands fit as well as each other: asks which. */
export function askWhich(turn: Turn, errands: readonly Errand[]): ModelReply {
  turn.form.values = {};
  delete turn.form.errand;
  const among = errands.map(({ name }) => name);
  return speak(turn, turn.sentences.whichErrand(errands.map(({ title }) => title)), { for: 'errand', among });
}

/** Asks for what is missing next, or, when nothing is, for the tool. `lead` is said before a question. */
export function proceed(turn: Turn, errand: Errand, lead = ''): ModelReply {
  turn.form.misses = 0;
  return goOn(turn, errand, lead);
}

/** As `proceed`, for a caller who was not understood. */
export function goOn(turn: Turn, errand: Errand, lead = ''): ModelReply {
  fillKnown(turn, errand);
  const missing = nextField(turn, errand);
  if (!missing) return submit(turn, errand);
  if (missing.kind === 'slot' && turn.form.offered.length === 0) return findTimes(turn, errand, lead);
  return ask(turn, missing, lead);
}

/** Puts a field's question. */
export function ask(turn: Turn, field: Field, lead = ''): ModelReply {
  const nothingOffered = field.kind === 'slot' && turn.form.offered.length === 0;
  const question = nothingOffered ? turn.sentences.whichDay() : field.ask;
  return speak(turn, together(lead, question), { for: 'field', field: field.name });
}

/** What is known without asking: what the caller calls or writes from. */
function fillKnown({ form, context }: Turn, errand: Errand): void {
  for (const [name, value] of Object.entries(knownOf(errand, context))) form.values[name] ??= value;
}

function nextField({ form }: Turn, errand: Errand): Field | undefined {
  return errand.fields.find((field) => {
    if (form.values[field.name] !== undefined) return false;
    return !field.optional || !(isRead(errand) || form.skipped.includes(field.name));
  });
}

/** Asks for the tool with all that is known. Code reads it back and waits for the yes, so nothing is said here. */
function submit(turn: Turn, errand: Errand): ModelReply {
  const { form } = turn;
  const said: Record<string, string> = Object.fromEntries(
    errand.fields.flatMap(({ name }) => (form.values[name] === undefined ? [] : [[name, form.values[name]]])),
  );
  const args = isDeclared(errand) ? argumentsOf(errand, said) : said;
  form.recent = { errand: errand.name, values: { ...form.values } };
  form.waiting = { for: isRead(errand) ? 'look' : 'gate' };
  return callTool(turn, errand.name, args);
}

/** Asks for a person; what it was about goes along. */
export function askForPerson(turn: Turn): ModelReply {
  const topic = errandOf(turn)?.title;
  const { lastSaid } = turn.form;
  turn.form = { ...emptyForm({ lastSaid }), waiting: { for: 'gate' } };
  return callTool(turn, 'request_person', topic === undefined ? {} : { topic });
}

/** Times in a row that a caller is not understood before a person is offered. */
export const patience = 3;

/**
 * The question was not answered: asks again in other words, and the third time offers a person. `why` is said first
 * where the caller was understood but did not know.
 */
export function miss(turn: Turn, question: string, why?: string): ModelReply {
  const { form, sentences } = turn;
  form.misses += 1;
  const { waiting } = form;
  if (form.misses >= patience) {
    form.misses = 0;
    form.personOffered = true;
    return speak(turn, together(why ?? sentences.givingUp(), sentences.offerPerson()), waiting);
  }
  const again = why ?? together(sentences.again(form.misses), sentences.tip(askedField(turn)?.kind));
  return speak(turn, together(again, question), waiting);
}
