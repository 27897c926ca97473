import { phrasesOf } from '../../../src/language/phrases-of';
import { code, languages, orderOf, titles, worksIn } from './orders';

const promisesDone = /Hecho|Pronto:|Done|queda registrada|está registrada|is registered/;

describe.each(languages)('in %s', (language) => {
  const phrases = phrasesOf(language);
  const orders = worksIn(language).map((work) => orderOf(language, work));

  it('the same wish is told by its code and ends in the question whether it is a second one', () => {
    expect(phrases.anotherOne(code)).toContain(code);
    expect(phrases.anotherOne(code)).toMatch(/^\S.*\S\?$/);
  });

  it.each(orders)(
    '$verb: who is called back hears the code and within which time, never that it is done',
    (order) => {
      const text = phrases.callback(order, code);
      expect(text).toContain(code);
      expect(text).toContain(titles[language]);
      expect(text).toMatch(/menos de una hora|menos de uma hora|within the hour/);
      expect(text).not.toMatch(promisesDone);
      expect(text).not.toMatch(/undefined| {2}|\.\./);
    },
  );

  it.each(orders)('$verb: who is asked to try later hears that nothing was noted, and no code', (order) => {
    const text = phrases.tryLater(order);
    expect(text).toContain(titles[language]);
    expect(text).toMatch(/nada anotado|Nada ficou anotado|Nothing was noted/);
    expect(text).toMatch(/más tarde|mais tarde|later/);
    expect(text).not.toMatch(/R-|undefined| {2}|\.\./);
    expect(text).not.toMatch(promisesDone);
  });
});
