import { plain } from './hearing';
import { letterTokens, type LetterWords } from './spoken-code';
import { numberParts, numberRuns, type NumberWords } from './spoken-number';

/** A number as it was named. */
export interface NumberMention {
  digits: string;
  /** The groups in which it was said: 600, 11, 22. */
  groups: string[];
  /** Named as that of a ticket, a code, a protocol: any length counts. */
  ofRecord: boolean;
}

/** After these words a number is that of a record, in each of the languages. */
const recordWords =
  /(?:number|numero|num|nº|ticket|tique|request|reference|referencia|case|caso|protocol|protocolo|code|codigo|solicitud|solicitacao|incidencia|expediente|chamado|aviso|cita|reserva|agendamento|pedido|appointment|booking|report|turno|pasword)(?: (?:is|es|e|de|da|do|del|su|el|la|o|a|the|your|sua|seu|number|numero|of|request|solicitud|ticket|chamado|solicitacao|con|com|with|under|bajo|sob|esta|era|was|cita|aviso|registrad[oa]|sera|sera|fica|queda|ref|code|codigo)){0,6} ?$/;
/** What is written like a code and is none. */
const noCode =
  /^(?:\d+(?:h\d*|hs|hrs|min|mins|am|pm|st|nd|rd|th|o|a|km|kg|m|cm|gb|mb|eur|euros|dias|days|%)|covid19|mp3|mp4|a4|a3|4g|5g|\d+x\d+|.*@.*)$/i;
const typed =
  /(?<![\p{L}\p{N}@])(?:[\p{L}]{1,5}[-–_/]?)?[\p{L}\p{N}]+(?:[-–_/][\p{L}\p{N}]+)*(?![\p{L}\p{N}@])/gu;

/** Finds codes, typed or spelled out in one language; `rest` is the text without the typed ones. */
export function createCodeFinder(letters: LetterWords, numbers: NumberWords) {
  return (text: string): { found: string[]; rest: string } => {
    const found: string[] = [];
    const rest = text.replace(typed, (written) => {
      const bare = written.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
      const isCode = bare.length >= 4 && /\d/.test(bare) && /\p{L}/u.test(bare) && !noCode.test(bare);
      const isDate = /^20\d\d-\d\d-\d\d/.test(written);
      if (!isCode || isDate) return written;
      found.push(bare);
      return ' , ';
    });
    const parts = numberParts(rest, numbers, { dictated: true });
    let stretch = '';
    let named = false;
    const end = (): void => {
      const digits = stretch.replace(/\D/g, '').length;
      if (named && stretch.length >= 6 && digits >= 2 && stretch.length - digits >= 2) found.push(stretch);
      stretch = '';
      named = false;
    };
    for (const { digits, word } of parts) {
      const letter = digits === undefined ? letterTokens([word], letters)[0] : undefined;
      if (digits !== undefined && digits.length <= 2) stretch += digits;
      else if (letter !== undefined) {
        stretch += letter;
        named ||= word.length > 2 || /^[^aeioudy]$/.test(word);
      } else if (word !== ',' && !letters.dashes.includes(word)) end();
    }
    end();
    return { found, rest };
  };
}

/** Finds numbers of three digits and more, and those of records, in one language. */
export function createNumberFinder(numbers: NumberWords) {
  return (text: string): NumberMention[] => {
    const said = text.replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '').replace(/#/g, ' numero ');
    const parts = numberParts(said, numbers, { dictated: true });
    const runs = numberRuns(parts);
    return runs.flatMap((run) => {
      const groups = run.map(({ digits = '' }) => digits);
      const [first] = run;
      const at = first ? parts.indexOf(first) : -1;
      const before = plain(
        parts
          .slice(Math.max(0, at - 8), at)
          .map(({ word }) => (word === ',' ? '' : word))
          .join(' '),
      );
      const digits = groups.join('');
      const article = run.length === 1 && numbers.articles.includes(first?.word ?? '');
      return article ? [] : [{ digits, groups, ofRecord: recordWords.test(before) }];
    });
  };
}
