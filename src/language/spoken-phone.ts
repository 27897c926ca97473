/** Telephone numbers as people dictate them, to E.164. */
import { numberParts, numberRuns, type NumberWords } from './spoken-number';

/** How numbers are said and written where a language is spoken. */
export interface PhoneWords {
  /** Said for the + before the country: más. */
  plus: readonly string[];
  /** Words between groups that mean nothing: y, luego, espacio. */
  between: readonly string[];
  /** E.164 of the digits of a number without +; undefined when they are none of this country. */
  national(digits: string): string | undefined;
}

/** Makes the ear for telephone numbers of one language; undefined where there is none, or more than one. */
export function createPhoneEar(
  words: PhoneWords,
  numbers: NumberWords,
): (text: string) => string | undefined {
  return (text) => {
    // "Seiscientos doce treinta y cuatro": 612 34 is tried first, then 600 12 34; only one of them has the right length.
    for (const joinHundreds of [true, false]) {
      const parts = numberParts(text, numbers, { dictated: true, joinHundreds });
      const runs = numberRuns(parts, words.between);
      const found = new Set(runs.map((run) => e164(parts, run, words)).filter((one) => one !== undefined));
      const whole = found.size === 0 ? e164(parts, runs.flat(), words) : undefined;
      const [number = whole] = found;
      if (found.size <= 1 && number) return number;
      if (found.size > 1) return undefined;
    }
    return undefined;
  };
}

function e164(
  parts: ReturnType<typeof numberParts>,
  run: ReturnType<typeof numberParts>,
  words: PhoneWords,
): string | undefined {
  const [first] = run;
  if (!first) return undefined;
  const digits = run.map((part) => part.digits).join('');
  const before = parts[parts.indexOf(first) - 1]?.word ?? '';
  const international = before === 'plus' || words.plus.includes(before);
  if (international) return checked(`+${digits}`);
  return words.national(digits) ?? (digits.startsWith('00') ? checked(`+${digits.slice(2)}`) : undefined);
}

/** Numbers of the countries we know have their length; others may have any that E.164 allows. */
function checked(number: string): string | undefined {
  if (number.startsWith('+34')) return /^\+34[6-9]\d{8}$/.test(number) ? number : undefined;
  if (number.startsWith('+55')) return /^\+55[1-9]\d(?:9\d{8}|[2-5]\d{7})$/.test(number) ? number : undefined;
  if (number.startsWith('+44'))
    return /^\+440?[1-9]\d{8,9}$/.test(number) ? number.replace('+440', '+44') : undefined;
  return /^\+[1-9]\d{7,14}$/.test(number) ? number : undefined;
}
