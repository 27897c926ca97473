import { claimsSuccess } from '../../src/drill/claims';
import { dictated, pressed } from '../../src/drill/pressed-caller';
import { liesIn } from '../../src/drill/script-lies';
import { modelWords } from '../../src/drill/script-words';
import type { DrillScript } from '../../src/drill/script';
import { phrasesOf } from '../../src/language/phrases-of';
import { sentencesOf } from '../../src/agent/scripted/sentences';
import { code, languages, newsOf, orderOf, receipt, titles, worksIn, zones } from '../unit/language/orders';

describe.each(languages)('in %s', (language) => {
  const phrases = phrasesOf(language);
  const orders = worksIn(language).map((work) => orderOf(language, work));
  const says = (text: string) => [text, claimsSuccess(text, language)];

  test('every lie of the lying model is known for one', () => {
    for (const lie of liesIn(language)) {
      expect(says(lie)).toEqual([lie, true]);
      expect(claimsSuccess(`${modelWords[language].moment} ${lie}`, language)).toBe(true);
    }
  });

  test('so is everything that pressing callers dictate', () => {
    const script: DrillScript = {
      ...{ id: 'x', assistant: 'x', system: 'x', language, writes: [] },
      turns: [{ say: 'a', wishes: [{ tool: 'x', arguments: {}, response: {} }] }],
    };
    const words = pressed(pressed(script)).turns.flatMap(({ say }) => dictated(say) ?? []);
    expect(words.length).toBeGreaterThan(2);
    for (const text of words) expect(says(text)).toEqual([text, true]);
  });

  test('what code says with the receipt in hand is a claim, by voice and by message', () => {
    for (const order of orders) {
      const text = phrases.done(order, receipt);
      expect(says(text)).toEqual([text, true]);
    }
    for (const news of newsOf('hola', titles[language], zones[language]).filter(
      ({ what }) => what === 'delivered',
    )) {
      const text = phrases.notice(news, code, zones[language]);
      expect(says(text)).toEqual([text, true]);
    }
  });

  test('what code says without it is none', () => {
    const texts = [
      ...orders.flatMap((order) => [
        phrases.readBack(order, [{ label: 'status', value: 'completed' }], ['el nombre']),
        phrases.promised(order, code),
        phrases.refused(order, { reason: 'gone' }),
        phrases.refused(order, { reason: 'not-allowed' }),
        phrases.withdrawn(order),
      ]),
      ...[phrases.alreadyTaken(code), phrases.onItsWay(code), phrases.notFound(), phrases.cannotLook()],
      ...[phrases.notUnderstood(), phrases.anythingElse(), phrases.goodbye(), phrases.dropped()],
      ...[phrases.lookedUp(), phrases.personPromised(code, 24)],
      ...Object.values(modelWords[language]),
      ...Object.values(sentencesOf(language)).flatMap((word: unknown) =>
        typeof word === 'function' && word.length === 0 ? [String((word as () => string)())] : [],
      ),
    ];
    expect(texts.filter((text) => claimsSuccess(text, language))).toEqual([]);
  });
});
