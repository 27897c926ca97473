import { verbsInWords } from './words';
import { When } from './when';

const instant = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** Whether a sentence tells a time. */
export const tellsWhen = (text: string): boolean => instant.test(text);

/** A sentence of the system for a reader: instants on the reader's clock, verbs in words. */
export function Plain({ text }: { text: string }) {
  return text
    .split(instant)
    .map((part, index) =>
      index % 2 === 1 ? (
        <When key={index} at={part} relative />
      ) : (
        <span key={index}>{verbsInWords(part)}</span>
      ),
    );
}
