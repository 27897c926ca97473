import type { Assistant } from '../../domain/assistant';
import type { Line, ModelContext, ModelReply } from '../../domain/call';
import { answerField, answerWhich } from './answer';
import { ask, askForPerson, miss, patience, proceed } from './ask';
import { afterReadBack, answerOwner, answerWhatIsWrong, askWhatIsWrong } from './correct';
import { emptyForm } from './form';
import { answerIdle, answerLater, isGreeting } from './idle';
import { afterTool } from './looked-up';
import { answerOpenCase } from './open-case';
import { commandIn, helpText, steer } from './steer';
import { askedField, errandOf, isFirstTurn, openTurn, speak, together, type Turn } from './turn';
import { isOnly, wordsOf } from './words';

/**
 * Answers one turn from the assistant's configuration alone: understands the wish, asks for what is missing, asks for
 * the tool. Pure: the same context gives the same reply. It never reads back and never says that something is done.
 */
export function scriptedReply(assistant: Assistant, context: ModelContext): ModelReply {
  const turn = openTurn(assistant, context);
  const last = context.lines.at(-1);
  if (last?.who === 'tool') return afterTool(turn, mergedTools(context.lines, last));
  if (last?.who !== 'caller') return speak(turn, turn.form.lastSaid || helpText(turn), turn.form.waiting);
  if (context.lapsed) restore(turn, context.lapsed);
  else if (turn.form.waiting?.for === 'gate' || turn.form.waiting?.for === 'look') close(turn);

  const offered = turn.form.personOffered;
  turn.form.personOffered = false;
  if (offered) {
    const consent = turn.phrases.consent(turn.said);
    if (consent === 'yes') return askForPerson(turn);
    if (consent === 'no') return carryOn(turn);
  }
  if (isFirstTurn(turn) && isGreeting(turn)) return speak(turn, turn.sentences.welcome());
  const sound = listen(turn);
  if (sound) return sound;
  const returning = answerOpenCase(turn);
  if (returning) return returning;
  const command = commandIn(turn);
  const steered = command && steer(turn, command);
  return steered ?? answerWaiting(turn);
}

/** Several results of one step are said one after the other; the last one decides how it goes on. */
function mergedTools(lines: Line[], last: Extract<Line, { who: 'tool' }>): typeof last {
  const from = lines.findLastIndex((line) => line.who !== 'tool') + 1;
  const says = lines.slice(from).flatMap((line) => (line.who === 'tool' ? [line.result.say] : []));
  return { ...last, result: { ...last.result, say: together(...says) } };
}

/** Nothing but "eh" or a dot was heard, or who asked to wait is back: puts the open question again. */
function listen(turn: Turn): ModelReply | undefined {
  const { said, cues, form, sentences, context } = turn;
  if (context.lapsed) return undefined;
  const field = askedField(turn);
  const back = isOnly(said, cues.ready, cues.fillers) && form.lastSaid === sentences.takeYourTime();
  if (back && field) return ask(turn, field);
  const errand = errandOf(turn);
  if (back && errand && form.waiting?.for === 'correction') return proceed(turn, errand);
  if (!wordsOf(said).every(({ plain }) => cues.hesitations.includes(plain))) return undefined;
  if (form.misses + 1 >= patience) return miss(turn, field?.ask ?? '');
  form.misses += 1;
  if (field) return ask(turn, field, sentences.listening());
  return speak(turn, errand ? sentences.listening() : sentences.goAhead(), form.waiting);
}

function answerWaiting(turn: Turn): ModelReply {
  const errand = errandOf(turn);
  const { waiting } = turn.form;
  if (waiting?.for === 'errand') return answerWhich(turn, waiting.among);
  if (waiting?.for === 'later') return answerLater(turn, waiting.said);
  if (!errand) return answerIdle(turn);
  if (turn.context.lapsed) return afterReadBack(turn, errand);
  if (waiting?.for === 'correction') return answerWhatIsWrong(turn, errand);
  if (waiting?.for === 'owner') return answerOwner(turn, errand, waiting.said);
  const field = askedField(turn);
  return field ? answerField(turn, errand, field) : answerIdle(turn);
}

/** The form as it was read back, also where the memory of it is gone or another model asked for it. */
function restore(turn: Turn, lapsed: NonNullable<ModelContext['lapsed']>): void {
  const errand = turn.assistant.errands.find(({ name }) => name === lapsed.name);
  if (!errand) return close(turn);
  if (turn.form.errand !== errand.name) {
    const { lastSaid } = turn.form;
    turn.form = { ...emptyForm({ lastSaid }), errand: errand.name };
    turn.form.skipped = errand.fields.flatMap(({ name, optional }) => (optional ? [name] : []));
  }
  const values = Object.entries(lapsed.args).flatMap(([name, value]) => {
    const asked = errand.fields.some((field) => field.name === name);
    return asked && (typeof value === 'string' || typeof value === 'number') ? [[name, `${value}`]] : [];
  });
  turn.form.values = Object.fromEntries(values) as Record<string, string>;
}

/** What was asked for is done or dropped: the conversation goes on with an empty form. */
function close(turn: Turn): void {
  const { recent, lastSaid } = turn.form;
  turn.form = emptyForm({ lastSaid, ...(recent ? { recent } : {}) });
}

/** No person is wanted: puts the open question again. */
function carryOn(turn: Turn): ModelReply {
  const errand = errandOf(turn);
  const lead = turn.sentences.noPerson();
  const field = askedField(turn);
  if (field) return ask(turn, field, lead);
  if (errand) return askWhatIsWrong(turn, errand);
  return speak(turn, together(lead, helpText(turn)), turn.form.waiting);
}
