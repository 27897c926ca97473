/** A caller who comes back is told of their open case: whether they mean it, and what they want of it. */
import type { Errand } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { proceed } from './ask';
import { returningCuesOf } from './cues-returning';
import { emptyForm } from './form';
import { recognise } from './recognise';
import { isFirstTurn, speak, type Turn } from './turn';
import { isOnly, saysAny } from './words';

const numberIn = ({ fields }: Errand): string | undefined =>
  fields.find(({ kind }) => kind === 'ticketNumber')?.name;

/** The answer to the state they were greeted with; undefined where the words are a wish of their own. */
export function answerOpenCase(turn: Turn): ModelReply | undefined {
  const { said, form, context, phrases, sentences } = turn;
  const isBusy = form.errand ?? form.waiting ?? form.recent ?? context.lapsed;
  if (!context.openCase || isBusy || recognise(turn.assistant.errands, said).errands.length > 0)
    return undefined;
  const cues = returningCuesOf(context.language);
  // Only who has just been asked says yes or no to it.
  const consent = isFirstTurn(turn) ? phrases.consent(said) : undefined;
  const isOther = consent === 'no' || saysAny(said, cues.otherMatter);
  if (isOther) return isFirstTurn(turn) ? speak(turn, sentences.goAhead()) : undefined;
  const isMeant =
    consent === 'yes' ||
    isOnly(said, cues.thatOne, [...turn.cues.fillers, ...cues.affirmations]) ||
    saysAny(said, cues.asksState);
  return isMeant ? join(turn, context.openCase.code) : undefined;
}

/** Tells how it goes; what is asked for next is about it. */
function join(turn: Turn, code: string): ModelReply | undefined {
  const aboutOne = turn.assistant.errands.filter((errand) => numberIn(errand) !== undefined);
  const errand = aboutOne.find(({ verb }) => verb === 'readTicket') ?? aboutOne[0];
  if (!errand) return undefined;
  const values = { [numberIn(errand) ?? '']: code };
  const { lastSaid } = turn.form;
  if (errand.verb === 'readTicket') {
    turn.form = { ...emptyForm({ lastSaid }), errand: errand.name, values };
    return proceed(turn, errand);
  }
  turn.form = emptyForm({ lastSaid, recent: { errand: errand.name, values } });
  return speak(turn, turn.sentences.goAhead());
}
