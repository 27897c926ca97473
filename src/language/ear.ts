import type { FieldKind } from '../domain/assistant';
import { createCommandEar, type CommandWords } from './command-ear';
import type { Hearing, HearingContext } from './hearing';
import { createAddressEar, type AddressWords } from './spoken-address';
import { createChoiceEar } from './spoken-choice';
import { createNumberEar, createTicketNumberEar, type LetterWords } from './spoken-code';
import { createCorrectionEar, type CorrectionWords } from './spoken-correction';
import { createDateEar, type DateWords } from './spoken-date';
import { createEmailEar, type EmailWords } from './spoken-email';
import { createNameEar, type NameWords } from './spoken-name';
import type { NumberWords } from './spoken-number';
import { createOrdinalEar, type OrdinalWords } from './spoken-ordinal';
import { createPhoneEar, type PhoneWords } from './spoken-phone';
import { createTimeEar, type TimeWords } from './spoken-time';
import type { Consent } from './phrases';

/** All the words by which one language is heard. */
export interface EarWords {
  commands: CommandWords;
  consent: (text: string) => Consent;
  numbers: NumberWords;
  /** Where days of the month are counted with words of their own. */
  numbersOfDays?: NumberWords;
  dates: DateWords;
  times: TimeWords;
  letters: LetterWords;
  phones: PhoneWords;
  emails: EmailWords;
  names: NameWords;
  addresses: AddressWords;
  corrections: CorrectionWords;
  ordinals: OrdinalWords;
  /** Words that make a choice none: no. */
  negations: readonly string[];
}

/** Longer than this nobody speaks; the rest of an endless text is not searched. */
const longestHeard = 4000;

/** Makes the ear of one language from its words. */
export function createEar(words: EarWords): Hearing {
  const command = createCommandEar(words.commands);
  const ordinal = createOrdinalEar(words.ordinals, words.numbers);
  const steers = (text: string): boolean => command(text) !== undefined || words.consent(text) !== 'unclear';
  const values = valueEars(words, ordinal, steers);
  return {
    command,
    ordinal,
    correction: createCorrectionEar(words.corrections, steers),
    value: (kind, text, context) => values[kind](text.slice(0, longestHeard), context),
  };
}

type ValueEar = (text: string, context: HearingContext) => string | undefined;

function valueEars(
  words: EarWords,
  ordinal: (text: string) => number | undefined,
  steers: (text: string) => boolean,
): Record<FieldKind, ValueEar> {
  const { numbers, letters } = words;
  const choice = createChoiceEar(words.negations);
  const name = createNameEar(words.names);
  const address = createAddressEar(words.addresses, numbers);
  const chosen: ValueEar = (text, { choices = {} }) => {
    const place = ordinal(text);
    return (
      choice(text, choices) ??
      (place === undefined ? undefined : Object.keys(choices).at(place > 0 ? place - 1 : place))
    );
  };
  return {
    text: (text) => text.replace(/\s+/g, ' ').trim() || undefined,
    name: (text) => (steers(text) ? undefined : name(text)),
    address: (text) => (steers(text) ? undefined : address(text)),
    phone: createPhoneEar(words.phones, numbers),
    email: createEmailEar(words.emails, numbers, letters),
    date: createDateEar(words.dates, words.numbersOfDays ?? numbers),
    time: createTimeEar(words.times, numbers),
    slot: chosen,
    choice: chosen,
    number: createNumberEar(numbers),
    ticketNumber: createTicketNumberEar(letters, numbers),
  };
}
