import type { ModelReply } from '../../domain/call';
import type { Command } from '../../language/hearing';
import { ask, askForPerson, proceed } from './ask';
import { emptyForm } from './form';
import { errandOf, sayGoodbye, speak, together, type Turn } from './turn';
import { isOnly, saysAny } from './words';

/** Follows a steering word; undefined where it answers the open question instead ("nada más" to "¿algún detalle?"). */
export function steer(turn: Turn, command: Command): ModelReply | undefined {
  if (command === 'person') return askForPerson(turn);
  if (command === 'repeat') return repeat(turn);
  if (command === 'help') return help(turn);
  if (command === 'dontKnow') return undefined;
  if (command === 'goodbye') return isNothingToAdd(turn) ? undefined : sayGoodbye(turn);
  return cancel(turn);
}

function cancel(turn: Turn): ModelReply | undefined {
  const { form, phrases, context } = turn;
  if (!form.waiting && !errandOf(turn)) return undefined;
  if (form.waiting?.for === 'field' && isNothingToAdd(turn)) return undefined;
  turn.form = emptyForm({ lastSaid: form.lastSaid });
  return speak(turn, context.lapsed || form.waiting ? phrases.dropped() : phrases.anythingElse());
}

/** Whether "nada" here means that an optional field stays empty. */
function isNothingToAdd(turn: Turn): boolean {
  const { waiting } = turn.form;
  const field = waiting?.for === 'field' && errandOf(turn)?.fields.find(({ name }) => name === waiting.field);
  if (!field || !field.optional || saysAny(turn.said, turn.cues.farewells)) return false;
  return isOnly(turn.said, [...turn.cues.nothing, ...turn.cues.thanks], turn.cues.fillers);
}

/** Says the last sentence again; a read-back is read back again by asking for the tool again. */
function repeat(turn: Turn): ModelReply {
  const errand = errandOf(turn);
  if (turn.context.lapsed && errand) return proceed(turn, errand);
  return speak(turn, lastSaid(turn), turn.form.waiting);
}

function lastSaid({ context, form, assistant }: Turn): string {
  const lines = context.lines.slice(0, -1);
  const end = lines.findLastIndex((line) => line.who === 'assistant');
  const begin = lines.findLastIndex((line, index) => index < end && line.who !== 'assistant') + 1;
  const said = lines.slice(begin, end + 1).flatMap((line) => (line.who === 'assistant' ? [line.text] : []));
  return together(...said) || form.lastSaid || assistant.greeting;
}

function help(turn: Turn): ModelReply {
  const { waiting } = turn.form;
  const field = waiting?.for === 'field' && errandOf(turn)?.fields.find(({ name }) => name === waiting.field);
  if (field) return ask(turn, field, turn.sentences.again(0, field.kind));
  return speak(turn, helpText(turn), waiting);
}

/** More than this nobody keeps in mind on the phone. */
const mostTold = 5;

/** What the assistant can do: its first errands. */
export function helpText({ assistant, sentences }: Turn): string {
  const titles = assistant.errands.map(({ title }) => title);
  return sentences.help(titles.slice(0, mostTold), titles.length > mostTold);
}
