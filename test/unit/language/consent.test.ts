import * as fc from 'fast-check';
import type { Language } from '../../../src/domain/language';
import { phrasesOf } from '../../../src/language/phrases-of';
import { english } from './english';
import { portuguese } from './portuguese';
import { spanish } from './spanish';
import type { Utterances } from './utterances';

const spoken: [Language, Utterances][] = [
  ['es', spanish],
  ['pt-BR', portuguese],
  ['en', english],
];

describe.each(spoken)('in %s', (language, { yes, no, unclear, content }) => {
  const consent = (text: string) => phrasesOf(language).consent(text);

  it.each(yes)('"%s" agrees', (text) => {
    expect(consent(text)).toBe('yes');
  });
  it.each(no)('"%s" disagrees', (text) => {
    expect(consent(text)).toBe('no');
  });
  it.each(unclear)('"%s" neither agrees nor disagrees', (text) => {
    expect(consent(text)).toBe('unclear');
  });

  it('a yes with a word of meaning anywhere in it is not a yes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...yes), fc.constantFrom(...content), fc.nat(), (phrase, word, at) => {
        const words = phrase.split(' ');
        words.splice(at % (words.length + 1), 0, word);
        expect(consent(words.join(' '))).not.toBe('yes');
      }),
      { numRuns: 1000 },
    );
  });

  it('a yes with any made-up word beside it is not a yes', () => {
    const made = fc.stringMatching(/^[bcdfgjklmnpqrstvwxz]{4,9}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...yes),
        made,
        fc.constantFrom(' ', ', ', '. '),
        fc.boolean(),
        (phrase, word, gap, first) => {
          expect(consent(first ? word + gap + phrase : phrase + gap + word)).toBe('unclear');
        },
      ),
    );
  });

  it('a yes and a no together are never a yes, in either order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...yes), fc.constantFrom(...no), fc.boolean(), (agree, refuse, first) => {
        expect(consent(first ? `${agree} ${refuse}` : `${refuse}, ${agree}`)).not.toBe('yes');
      }),
      { numRuns: 1000 },
    );
  });

  it('no text whatever breaks the judge', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(['yes', 'no', 'unclear']).toContain(consent(text));
      }),
    );
  });
});
