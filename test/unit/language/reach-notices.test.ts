import type { News } from '../../../src/domain/follow-up';
import { phrasesOf } from '../../../src/language/phrases-of';
import { appointmentOf, code, languages, slotAt, zones } from './orders';

const question = {
  es: /Responda 1 para confirmar, 2 .* 3 .*\.$/,
  'pt-BR': /Responda 1 para confirmar, 2 .* 3 .*\.$/,
  en: /Reply 1 to confirm, 2 .* 3 .*\.$/,
};
const closing = {
  es: 'Responda 1 si no está resuelto.',
  'pt-BR': 'Responda 1 se não foi resolvido.',
  en: 'Reply 1 if it is not solved.',
};
const startsAt = '2026-09-30T09:30:00.000Z';

describe.each(languages)('in %s', (language) => {
  const zone = zones[language];
  const tell = (news: News, in_ = zone) => phrasesOf(language).notice(news, code, in_);
  const endless = 'Maximiliana '.repeat(20);
  const slot = { ...slotAt(startsAt, zone), professionalName: endless, placeName: endless };
  const about = { title: endless, recordId: 'appointment-'.repeat(9) };

  test.each(['appointmentReminder', 'appointmentMoved'] as const)(
    '%s asks, however long names are, and its day and hour are whole',
    (what) => {
      const text = tell({ what, ...about, appointment: appointmentOf(slot) });
      expect(text.length).toBeLessThanOrEqual(300);
      expect(text).toMatch(question[language]);
      expect(text).toContain(phrasesOf(language).when(startsAt, zone));
      expect(text.startsWith(`${code}: `)).toBe(true);
    },
  );

  test('a closed ticket asks whether it is solved, however much the office wrote', () => {
    for (const lastComment of [undefined, 'Hecho.', 'bla '.repeat(200)]) {
      const news = { what: 'closed' as const, ...about, ...(lastComment ? { lastComment } : {}) };
      expect(tell(news).endsWith(closing[language])).toBe(true);
    }
  });

  test('an invoice tells its sum as people there write it, and its day where they live', () => {
    const dueAt = '2026-10-31T23:30:00.000Z';
    const invoice = {
      what: 'invoiceDue',
      title: '',
      recordId: 'F-7',
      amount: { value: 1234.5, currency: 'EUR' },
      dueAt,
    } as const;
    expect(tell(invoice)).toContain(
      language === 'en' ? '1,234.50 EUR' : language === 'es' ? '1234,50 EUR' : '1.234,50 EUR',
    );
    expect(tell(invoice, 'Europe/Madrid')).toMatch(/\b(1º?|1) (de |)(noviembre|novembro|November)/);
    expect(tell(invoice, 'Atlantic/Canary')).toMatch(/\b31 (de |)(octubre|outubro|October)/);
  });

  test('an answer to STOP says how to come back, and names no case', () => {
    const word = { es: ['ALTA', 'BAJA'], 'pt-BR': ['VOLTAR', 'SAIR'], en: ['START', 'STOP'] }[language];
    expect(tell({ what: 'optedOut', title: 'Ayuntamiento' })).toContain(word[0]);
    expect(tell({ what: 'optedIn', title: 'Ayuntamiento' })).toContain(word[1]);
    expect(tell({ what: 'help', title: 'Ayuntamiento' })).toMatch(new RegExp(`${word[1]}.*${word[0]}`));
    expect(tell({ what: 'optedOut', title: 'Ayuntamiento', everywhere: true })).not.toBe(
      tell({ what: 'optedOut', title: 'Ayuntamiento' }),
    );
    for (const what of ['optedOut', 'optedIn', 'help'] as const) {
      expect(tell({ what, title: 'Ayuntamiento' })).toMatch(/^Ayuntamiento: /);
      expect(tell({ what, title: 'Ayuntamiento' })).not.toContain(code);
    }
  });
});
