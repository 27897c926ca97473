import { z } from 'zod';
import { type Slot, slot } from '../../domain/appointment';
import type { Line, ModelReply } from '../../domain/call';
import { bare, capital, cut } from '../../language/wording';
import { ask } from './ask';
import { emptyForm } from './form';
import { offerLater } from './later';
import { offerTimes } from './slots';
import { slotField } from './times';
import { askedField, errandOf, speak, together, type Turn } from './turn';

type ToolLine = Extract<Line, { who: 'tool' }>;

const found = z.object({ slots: z.array(slot) });

/** Says what a system answered, and goes on from there. */
export function afterTool(turn: Turn, line: ToolLine): ModelReply {
  const { result } = line;
  const errand = errandOf(turn);
  // A booking whose time was not free any more comes back with the times that are.
  const told = line.name === 'find_free_times' || (slotsIn(line).length > 0 && errand?.name === line.name);
  if (told && errand && slotField(errand)) return offerTimes(turn, errand, slotsIn(line), result.say);
  const wasDetour = errand && errand.name !== line.name;
  if (wasDetour) return backToForm(turn, line);

  const { recent, lastSaid } = turn.form;
  turn.form = { ...emptyForm({ lastSaid, ...(recent ? { recent } : {}) }), offered: slotsIn(line) };
  const bookable = errand?.verb === 'findSlots' && turn.form.offered.length > 0;
  const next = bookable ? turn.sentences.bookOne() : turn.phrases.anythingElse();
  const say = together(result.say.trim(), answerOf(turn, line));
  const later = bookable ? undefined : offerLater(turn, say);
  if (later) return later;
  return speak(turn, together(say, say.endsWith('?') ? '' : next));
}

/** Longest answer of a declared look-up that is told as it is, in characters. */
const longestAnswer = 300;

/** What a declared look-up came to, as the system words it: only a language model could word it better. */
function answerOf({ assistant, phrases }: Turn, { name, result }: ToolLine): string {
  const declared = assistant.errands.some((errand) => errand.name === name && errand.verb === 'inquire');
  if (!declared || result.say !== phrases.lookedUp()) return '';
  return `${capital(bare(cut(phrases.told(result.data), longestAnswer)))}.`;
}

/** Something else was looked up in the middle of a form: its open question is put again. */
function backToForm(turn: Turn, line: ToolLine): ModelReply {
  const { say } = line.result;
  const field = askedField(turn);
  if (!field) return speak(turn, together(say, turn.phrases.anythingElse()), turn.form.waiting);
  const looked = turn.assistant.errands.find(({ name }) => name === line.name);
  const forIt = field.kind === 'ticketNumber' && looked?.verb === 'listTickets';
  return ask(turn, field, together(say, forIt ? '' : turn.sentences.goOn()));
}

const slotsIn = (line: ToolLine): Slot[] => found.safeParse(line.result.data).data?.slots ?? [];
