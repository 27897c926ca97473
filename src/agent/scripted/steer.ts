import type { ModelReply } from '../../domain/call';
import type { Command } from '../../language/hearing';
import { lineSentences } from '../../language/line-phrases-of';
import { ask, askForPerson, proceed } from './ask';
import { offerLater } from './later';
import { askedField, drop, errandOf, isFirstTurn, sayGoodbye, speak, together, type Turn } from './turn';
import { findPhrase, isOnly, saysAny, wordsOf } from './words';

/**
 * The steering word in what was said. The wish for a person is heard in any clause, and behind "na verdade": nobody
 * who says it should have to say it twice. "No lo sé" is also heard at the end.
 */
export function commandIn({ hearing, cues, said }: Turn): Command | undefined {
  const endsInPerson = (clause: string): boolean => {
    const words = wordsOf(clause);
    return words.some((word, place) => {
      const rest = words.slice(place);
      const denied = place > 0 && cues.denials.includes(words[place - 1]?.plain ?? '');
      const begins = !denied && cues.callsFor.some((phrase) => findPhrase(rest, phrase, 0)?.[0] === 0);
      return begins && hearing.command(clause.slice(word.start)) === 'person';
    });
  };
  const command = hearing.command(said);
  if (command) return command;
  const clauses = said.split(/[,.;:!?]+/).map((clause) => {
    const words = wordsOf(clause);
    const opener = cues.openers.find((one) => findPhrase(words, one, 0)?.[0] === 0);
    const skipped = opener === undefined ? 0 : wordsOf(opener).length;
    return clause.slice(words[skipped]?.start ?? 0);
  });
  if (clauses.some((clause) => hearing.command(clause) === 'person' || endsInPerson(clause))) return 'person';
  return hearing.command(clauses.findLast((clause) => clause.trim() !== '') ?? '') === 'dontKnow'
    ? 'dontKnow'
    : undefined;
}

/** Follows a steering word; undefined where it answers the open question instead ("nada más" to "¿algún detalle?"). */
export function steer(turn: Turn, command: Command): ModelReply | undefined {
  if (command === 'person') return askForPerson(turn);
  if (command === 'repeat') return repeat(turn);
  if (command === 'help') return help(turn);
  if (command === 'wait') return wait(turn);
  if (command === 'dontKnow') return undefined;
  if (isNothingToAdd(turn)) return undefined;
  return command === 'goodbye' ? leave(turn) : cancel(turn);
}

/** "Espere": everything stays as it is. After a read-back the next yes has it read back again, so that it counts. */
function wait(turn: Turn): ModelReply {
  const { context, form, sentences } = turn;
  return speak(turn, sentences.takeYourTime(), context.lapsed ? { for: 'correction' } : form.waiting);
}

/** "No, gracias" in the middle of something leaves that; only who is not in the middle, or takes leave, is done. */
function leave(turn: Turn): ModelReply | undefined {
  const { form, cues, said, context } = turn;
  const busy = context.lapsed !== undefined || form.waiting !== undefined;
  // "Nada más" to a read-back refuses nothing: it is read back again.
  if (context.lapsed && turn.phrases.consent(said) !== 'no' && !saysAny(said, cues.farewells))
    return undefined;
  // "Eso es todo" while something is still needed gives nothing up.
  if (form.waiting?.for === 'field' && turn.phrases.consent(said) !== 'no' && !saysAny(said, cues.farewells))
    return undefined;
  if (busy && !saysAny(said, cues.farewells))
    return form.waiting?.for === 'later' ? sayGoodbye(turn) : drop(turn);
  return (saysAny(said, cues.farewells) ? undefined : offerLater(turn)) ?? sayGoodbye(turn);
}

function cancel(turn: Turn): ModelReply | undefined {
  if (turn.form.waiting || turn.context.lapsed) return drop(turn);
  return isFirstTurn(turn) ? undefined : speak(turn, turn.phrases.anythingElse());
}

/** Whether "nada" here means that an optional field stays empty, or that nothing is to be changed. */
function isNothingToAdd(turn: Turn): boolean {
  const mayBeNothing = askedField(turn)?.optional || turn.form.waiting?.for === 'correction';
  if (!mayBeNothing || saysAny(turn.said, turn.cues.farewells)) return false;
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
  // "One moment, please" and "are you still there?" are no part of it: who asks again would hear more of them each time.
  const ofLine = lineSentences(context.language);
  const said = lines
    .slice(begin, end + 1)
    .flatMap((line) => (line.who === 'assistant' && !ofLine.has(line.text) ? [line.text] : []));
  return together(...said) || form.lastSaid || assistant.greeting;
}

function help(turn: Turn): ModelReply {
  const field = askedField(turn);
  if (field) return ask(turn, field, turn.sentences.tip(field.kind));
  return speak(turn, helpText(turn), turn.form.waiting);
}

/** More than this nobody keeps in mind on the phone. */
const mostTold = 5;

/** What the assistant can do: its first errands. One that only a language model can do is a person's here. */
export function helpText({ assistant, sentences, form }: Turn): string {
  const titles = assistant.errands.filter(({ when }) => when.length > 0).map(({ title }) => title);
  if (titles.length === 0) {
    form.personOffered = true;
    return sentences.offerPerson();
  }
  return sentences.help(titles.slice(0, mostTold), titles.length > mostTold);
}
