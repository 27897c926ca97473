/** What we say, we understand: a caller who reads a date or a code back says what we said. */
import * as fc from 'fast-check';
import type { FieldKind } from '../../../src/domain/assistant';
import { mintCode } from '../../../src/domain/code';
import { hearingOf } from '../../../src/language/hearing-of';
import { phrasesOf } from '../../../src/language/phrases-of';
import { languages, zones } from './orders';

const kinds: FieldKind[] = [
  'text',
  'name',
  'phone',
  'email',
  'address',
  'date',
  'time',
  'slot',
  'choice',
  'number',
  'ticketNumber',
];
const instant = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2035-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const dayMs = 24 * 3_600_000;

/** YYYY-MM-DD of an instant in a zone, by the platform's own calendar. */
const localDay = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
const localTime = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

describe.each(languages)('in %s', (language) => {
  const zone = zones[language];
  const phrases = phrasesOf(language);
  const hearing = hearingOf(language);
  const hear = (kind: FieldKind, text: string, now: Date) =>
    hearing.value(kind, text, { now: now.toISOString(), zone });

  it('a day of the coming months is heard as it was told, from any day, over year ends and changes of the clock', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 300 }), (now, days) => {
        const at = new Date(now.getTime() + days * dayMs);
        expect(hear('date', phrases.day(at.toISOString(), zone), now)).toBe(localDay(at, zone));
        expect(hear('date', phrases.when(at.toISOString(), zone), now)).toBe(localDay(at, zone));
      }),
      { numRuns: 500 },
    );
  });

  it('a time of the working day is heard as it was told', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const time = localTime(at, zone);
        fc.pre(time >= '07:00');
        expect(hear('time', phrases.when(at.toISOString(), zone), at)).toBe(time);
      }),
      { numRuns: 300 },
    );
  });

  it('a code that was spelled aloud is the code', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 0, max: 31 }).map((character) => (character + 0.5) / 32),
          { minLength: 7, maxLength: 7 },
        ),
        (numbers) => {
          const left = [...numbers];
          const code = mintCode(() => left.pop() ?? 0);
          expect(hear('ticketNumber', phrases.spell(code), new Date(0))).toBe(code);
          expect(hear('ticketNumber', phrases.spell(code).replaceAll(',', ''), new Date(0))).toBe(code);
          expect(hear('ticketNumber', code.toLowerCase(), new Date(0))).toBe(code);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a number dictated digit by digit is the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
        expect(hear('ticketNumber', phrases.spell(`${number}`), new Date(0))).toBe(`${number}`);
      }),
    );
  });

  it('today is the day of the zone, not of Greenwich', () => {
    fc.assert(
      fc.property(instant, (now) => {
        const today = { es: 'hoy', 'pt-BR': 'hoje', en: 'today' }[language];
        expect(hear('date', today, now)).toBe(localDay(now, zone));
      }),
    );
  });

  it('what is heard is canonical or nothing, whatever is said, and quickly', () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom(
          'el',
          '24',
          'de',
          'mayo',
          'a',
          'las',
          'diez',
          'y',
          'media',
          'terça',
          'às',
          'h30',
          'half',
          'past',
          'R',
          '7K3F',
          '@',
          '+34',
          ',',
          'mil',
          'constructor',
          '__proto__',
          'no',
          'sim',
          'dia',
          '31/02',
          '-',
        ),
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(words, instant, (said, now) => {
        const text = said.join(' ');
        expect(hear('date', text, now) ?? '2026-11-24').toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(hear('time', text, now) ?? '10:30').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        expect(hear('phone', text, now) ?? '+34612345678').toMatch(/^\+[1-9]\d{6,14}$/);
        expect(hear('number', text, now) ?? '1').toMatch(/^\d{1,20}$/);
        expect(hear('ticketNumber', text, now) ?? '1').toMatch(/^(\d{1,20}|R-[0-9A-Z]{4}-[0-9A-Z]{4})$/);
        expect(hear('email', text, now) ?? 'a@example.com').toMatch(/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/);
        for (const kind of kinds) expect(hear(kind, text, now)).not.toBe('');
        hearing.command(text);
        hearing.correction(text);
        expect(hearing.ordinal(text) ?? 1).not.toBeNaN();
      }),
      { numRuns: 400 },
    );
  });

  it('four thousand characters of anything are heard within three seconds', () => {
    const pieces = [
      'no ',
      'si ',
      'sim, ',
      'a las ',
      '1 ',
      'mil ',
      'a@',
      'no es a, ',
      'please ',
      'gracias ',
      'not a ',
      'R7',
      '24 de ',
      'mi ',
      'quarter ',
      ' ',
      '.',
      '1.',
      'el martes ',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(4000 / piece.length)).slice(0, 4000);
      const began = performance.now();
      for (const kind of kinds) hear(kind, text, new Date(0));
      hearing.command(text);
      hearing.correction(text);
      hearing.ordinal(text);
      phrases.consent(text);
      expect(performance.now() - began).toBeLessThan(20_000);
    }
  });
});

describe('where the clock changes', () => {
  const hearing = hearingOf('es');
  const zone = 'Europe/Madrid';

  it.each([
    ['hoy', '2026-10-24T22:30:00Z', '2026-10-25'],
    ['mañana', '2026-10-24T22:30:00Z', '2026-10-26'],
    ['mañana', '2026-10-25T23:30:00Z', '2026-10-27'],
    ['dentro de una semana', '2026-03-28T23:30:00Z', '2026-04-05'],
    ['pasado mañana', '2026-03-27T23:30:00Z', '2026-03-30'],
    ['mañana', '2026-12-31T22:30:00Z', '2027-01-01'],
    ['hoy', '2026-12-31T23:30:00Z', '2027-01-01'],
    ['el martes', '2026-12-31T10:00:00Z', '2027-01-05'],
    ['pasado mañana', '2028-02-27T12:00:00Z', '2028-02-29'],
    ['29 de febrero', '2028-01-10T12:00:00Z', '2028-02-29'],
    ['dentro de un mes', '2027-01-31T12:00:00Z', '2027-02-28'],
    ['el 31', '2027-02-10T12:00:00Z', '2027-03-31'],
  ])('"%s" said at %s is %s', (text, now, day) => {
    expect(hearing.value('date', text, { now, zone })).toBe(day);
  });

  it('the same instant is told in the zone of the reader', () => {
    const phrases = phrasesOf('es');
    expect(phrases.when('2026-10-25T00:30:00Z', zone)).toBe('domingo 25 de octubre a las 2:30');
    expect(phrases.when('2026-10-25T01:30:00Z', zone)).toBe('domingo 25 de octubre a las 2:30');
    expect(phrases.when('2026-03-29T01:00:00Z', zone)).toBe('domingo 29 de marzo a las 3:00');
    expect(phrases.when('2026-11-24T12:15:00Z', zone)).toBe('martes 24 de noviembre a las 13:15');
    expect(phrases.when('2026-11-24T00:15:00Z', zone)).toBe('martes 24 de noviembre a la 1:15');
    expect(phrasesOf('pt-BR').when('2026-12-01T13:00:00Z', 'America/Sao_Paulo')).toBe(
      'terça-feira, 1º de dezembro, às 10h',
    );
    expect(phrasesOf('en').when('2026-11-24T10:30:00Z', 'Europe/London')).toBe(
      'Tuesday 24 November at 10:30',
    );
  });
});
