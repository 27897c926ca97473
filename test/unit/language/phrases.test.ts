import * as fc from 'fast-check';
import type { OrderWork } from '../../../src/domain/call';
import type { Priority } from '../../../src/domain/ticket';
import { questionOf } from '../../../src/domain/reach-rules';
import { phrasesOf } from '../../../src/language/phrases-of';
import { isChoiceNews } from '../../../src/language/reach-news';
import {
  appointmentOf,
  code,
  languages,
  newsOf,
  orderOf,
  receipt,
  slotAt,
  ticketOf,
  titles,
  worksIn,
  zones,
} from './orders';

/** A sentence as somebody may say it: nothing missing, nothing doubled. */
function expectWhole(text: string): void {
  expect(text.trim()).toBe(text);
  expect(text).toMatch(/^\S.*[.?]$/su);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
  expect(text).not.toMatch(/ {2}|\.\.|\. \.|,,| ,| \.|: \.|«»|""/);
}

const loneSurrogate = /[\uD800-\uDFFF]/u;
const day = {
  es: 'martes 24 de noviembre',
  'pt-BR': 'terça-feira, 24 de novembro',
  en: 'Tuesday 24 November',
};
const when = {
  es: 'martes 24 de noviembre a las 10:30',
  'pt-BR': 'terça-feira, 24 de novembro, às 10h30',
  en: 'Tuesday 24 November at 10:30',
};
const priorities: Priority[] = ['low', 'normal', 'high', 'urgent'];

describe.each(languages)('in %s', (language) => {
  const phrases = phrasesOf(language);
  const zone = zones[language];
  const works = worksIn(language).map((work) => [work.verb, work] as const);
  const order = (work: OrderWork) => orderOf(language, work);
  const facts = [
    { label: 'la dirección', value: 'calle Mayor 12' },
    { label: 'el teléfono', value: '+34612345678' },
  ];

  it.each(works)('a read-back of %s says every fact and what is missing, and asks', (_, work) => {
    const text = phrases.readBack(order(work), facts, ['el nombre', 'el correo']);
    expectWhole(text);
    expect(text).toContain('La dirección: calle Mayor 12.');
    expect(text).toContain(language === 'es' ? '612 34 56 78' : '+34612345678');
    expect(text).toMatch(/el nombre (y|e|and) el correo\./);
    expect(text).toMatch(/\?$/);
    expectWhole(phrases.readBack(order(work), [], []));
  });

  it('a read-back names the record, the words and the time that will change', () => {
    const texts = Object.fromEntries(
      works.map(([verb, work]) => [verb, phrases.readBack(order(work), [], [])]),
    );
    expect(texts.createTicket).toContain(titles[language]);
    expect(texts.createTicket).toMatch(/urgente|urgent/);
    expect(texts.commentTicket).toMatch(/1042.*hay cables sueltos/);
    expect(texts.raisePriority).toMatch(/1042.*(alta|high)/);
    expect(texts.closeTicket).toMatch(/1042.*ya funciona/);
    expect(texts.reopenTicket).toMatch(/re(abrir|open).*1042.*sigue apagada/);
    expect(texts.bookAppointment).toContain(when[language]);
    expect(texts.bookAppointment).toMatch(/Marta Ruiz, Oficina Central/);
    expect(texts.moveAppointment).toContain(when[language]);
    expect(texts.cancelAppointment).toContain(titles[language]);
  });

  it('a read-back says dates and times in words, and nothing twice', () => {
    const [, booking] = works.find(([verb]) => verb === 'bookAppointment') ?? [];
    if (!booking || booking.verb !== 'bookAppointment') throw new Error('no booking among the works');
    const chosen = [
      { label: 'la hora', value: `${booking.args.slot.startsAt}/marta_ruiz` },
      { label: 'el día', value: '2026-11-24' },
      { label: 'otro día', value: '2026-12-01' },
      { label: 'su nombre', value: 'Marta' },
    ];
    const text = phrases.readBack(order(booking), chosen, []);
    expect(text.split(day[language])).toHaveLength(2);
    expect(text).not.toMatch(/2026|marta_ruiz/);
    expect(text).toContain('Su nombre: Marta.');
    expect(text).toMatch(/Otro día: .*(diciembre|dezembro|December)\./);
  });

  it('every read-back is whole, whatever callers say', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 60 });
    const fact = fc.record({ label: fc.constantFrom('la dirección', 'el día'), value });
    fc.assert(
      fc.property(
        fc.constantFrom(...works),
        fc.array(fact, { maxLength: 4 }),
        fc.string(),
        ([, work], said, words) => {
          const text = phrases.readBack(order(work), said, [words]);
          expect(text).toMatch(/\?$/);
          expect(text).not.toMatch(/undefined|NaN|\[object/);
          for (const { value: spoken } of said) {
            const core = spoken
              .replace(/\s+/g, ' ')
              .trim()
              .replace(/[\s.,;:]+$/, '');
            expect(text).toContain(core);
          }
        },
      ),
    );
  });

  it.each(works)('with the receipt of %s the caller hears the record number', (_, work) => {
    const text = phrases.done(order(work), receipt);
    expectWhole(text);
    expect(text).toContain('1042');
  });

  it('with the receipt of a ticket the caller hears the deadline, of an appointment its time as it was booked', () => {
    const [ticket, , , , , booking, move, cancel] = works.map(([, work]) => order(work));
    if (!ticket || !booking || !move || !cancel) throw new Error('a verb is missing among the works');
    expect(phrases.done(ticket, receipt)).toContain(when[language]);
    const booked = { ...receipt, appointment: appointmentOf(slotAt('2026-12-01T12:00:00.000Z', 'UTC')) };
    for (const one of [booking, move, cancel])
      expect(phrases.done(one, booked)).toMatch(/1 de diciembre|1º de dezembro|1 December/);
    expect(phrases.done(booking, receipt)).toContain(when[language]);
  });

  it('where a day is promised the caller hears the day, and no time', () => {
    const [ticket] = works.map(([, work]) => order(work));
    if (!ticket) throw new Error('no ticket among the works');
    // Midnight is near: in UTC it may be the next day.
    const promise = { dueAt: '2026-11-25T02:59:59.000Z', dueDay: '2026-11-24' };
    const spoken = phrases.done({ ...ticket, ...promise }, receipt);
    const title = titles[language];
    const sent = phrases.notice({ what: 'delivered', title, recordId: '1042', ...promise }, code, zone);
    for (const text of [spoken, sent]) {
      expectWhole(text);
      expect(text).toMatch(new RegExp(`(el|até|by) ${day[language]}\\.$`));
      expect(text).not.toMatch(/\d[:h]\d\d|59/);
    }
  });

  it('the office reads until when it promised, and who takes over', () => {
    const dueAt = '2026-11-24T22:59:59.000Z';
    const text = phrases.dueSoon({ to: 'Dirección.', code, dueAt, dueDay: '2026-11-24', zone });
    expectWhole(text);
    expect(text).toContain(`${day[language]}.`);
    expect(text).toMatch(/Dirección\.$/);
    const long = phrases.dueSoon({ to: 'x'.repeat(500), code, dueAt, zone });
    expectWhole(long);
    expect(long.length).toBeLessThanOrEqual(300);
  });

  it.each(works)(
    'without a receipt of %s the caller hears the code and that a message will come, never that it is done',
    (_, work) => {
      const text = phrases.promised(order(work), code);
      expectWhole(text);
      expect(text).toContain(code);
      expect(text).toMatch(/mensaje|mensagem|message/);
      expect(text).not.toMatch(/Hecho|Pronto|Done|queda registrada|está registrada|is registered/);
      const unreachable = phrases.promised({ ...order(work), contact: {} }, code);
      expectWhole(unreachable);
      expect(unreachable).not.toMatch(/mensaje|mensagem|message/);
    },
  );

  it('a refusal offers what is free instead', () => {
    const [, booking] = works[5] ?? [];
    if (!booking) throw new Error('no booking among the works');
    const alternatives = [slotAt('2026-11-25T09:30:00.000Z', zone), slotAt('2026-11-25T10:30:00.000Z', zone)];
    const taken = phrases.refused(order(booking), { reason: 'slot-taken', alternatives });
    expectWhole(taken);
    expect(taken).toMatch(/25 (de )?(noviembre|novembro|November)/);
    expect(taken).toMatch(/\?$/);
    for (const reason of ['slot-taken', 'gone', 'not-allowed'] as const)
      expectWhole(phrases.refused(order(booking), { reason }));
  });

  it('the fixed sentences are whole', () => {
    for (const text of [
      phrases.alreadyTaken(code),
      phrases.onItsWay(code),
      phrases.withdrawn(order(worksIn(language)[0] as OrderWork)),
      phrases.notFound(),
      phrases.notAllowed('already-closed'),
      phrases.notAllowed('already-open'),
      phrases.notAllowed('already-that-urgent'),
      phrases.notAllowed('too-late'),
      phrases.cannotLook(),
      phrases.notUnderstood(),
      phrases.anythingElse(),
      phrases.goodbye(),
      phrases.dropped(),
      phrases.personPromised(code, 24),
      phrases.personPromised(code, 1),
      phrases.personPromised(code, 0.5),
    ])
      expectWhole(text);
    expect(phrases.personTitle()).toMatch(/persona|pessoa|person/);
    expect(phrases.personPromised(code, 24)).toContain('24');
    expect(phrases.personPromised(code, 24)).toContain(code);
    expect(phrases.alreadyTaken(code)).toContain(code);
    expect(phrases.onItsWay(code)).toContain(code);
  });

  it('a ticket is told with number, state, and the last word of the office', () => {
    for (const status of ['open', 'pending', 'closed'] as const)
      for (const priority of priorities) {
        const text = phrases.ticketState(ticketOf({ status, priority }), zone);
        expectWhole(text);
        expect(text).toContain('1042');
      }
    const comments = [
      { id: '1', author: 'office' as const, text: 'La brigada irá mañana.', at: '2026-11-16T09:00:00.000Z' },
      { id: '2', author: 'caller' as const, text: 'gracias', at: '2026-11-17T09:00:00.000Z' },
    ];
    const text = phrases.ticketState(ticketOf({ comments }), zone);
    expect(text).toContain('La brigada irá mañana');
    expect(text).not.toContain('gracias');
  });

  it('lists are told in full, long ones of tickets by their newest', () => {
    const tickets = Array.from({ length: 7 }, (_, index) =>
      ticketOf({
        ref: { connection: 'desk', id: `10${40 + index}` },
        createdAt: `2026-11-0${index + 1}T09:00:00.000Z`,
      }),
    );
    for (const some of [[], tickets.slice(0, 1), tickets.slice(0, 2), tickets])
      expectWhole(phrases.ticketList(some, zone));
    expect(phrases.ticketList(tickets, zone)).toMatch(/7.*1046.*1042/);
    expect(phrases.ticketList(tickets, zone)).not.toContain('1041');

    const slots = ['2026-11-24T14:30:00.000Z', '2026-11-24T15:30:00.000Z', '2026-11-25T14:30:00.000Z'].map(
      (at) => slotAt(at, zone),
    );
    const other = { ...(slots[1] ?? slotAt('', zone)), professionalName: 'Javier Soto' };
    for (const some of [
      [],
      slots.slice(0, 1),
      slots.slice(0, 2),
      slots,
      [...slots, other],
      [...slots.slice(0, 1), other],
    ])
      expectWhole(phrases.slotList(some));
    expect(phrases.slotList(slots.slice(0, 2)).split(day[language])).toHaveLength(2);
    expect(phrases.slotList([...slots, other])).toMatch(/Javier Soto/);

    const appointments = slots.map((slot) => appointmentOf(slot));
    for (const some of [[], appointments.slice(0, 1), appointments])
      expectWhole(phrases.appointmentList(some));
    expect(phrases.appointmentList([appointmentOf(slots[0] ?? slotAt('', zone), 'cancelled')])).toBe(
      phrases.appointmentList([]),
    );
  });

  it('a time is told by the clock of its place, wherever the caller is', () => {
    const [, booking] = works[5] ?? [];
    if (!booking) throw new Error('no booking among the works');
    const island = { ...slotAt('2026-11-24T10:30:00.000Z', 'Atlantic/Canary'), placeName: 'Las Palmas' };
    for (const text of [
      phrases.slotList([island]),
      phrases.appointmentList([appointmentOf(island)]),
      phrases.refused(order(booking), { reason: 'slot-taken', alternatives: [island] }),
    ])
      expect(text).toMatch(/10[:h]30/);
  });

  it('a name of an agenda that knows only ids is still told as a name', () => {
    const {
      professionalName: _person,
      placeName: _place,
      ...slot
    } = slotAt('2026-11-24T14:30:00.000Z', zone);
    expect(phrases.slotList([slot])).toContain('Marta Ruiz, Town Hall');
  });

  it('a notice names the code and fits an SMS of 300 characters, however much the office writes', () => {
    const repeated = ([piece, times]: [string, number]) => piece.repeat(times);
    const text = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(200)).map(repeated);
    fc.assert(
      fc.property(
        text,
        fc
          .tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 30 }))
          .map(repeated),
        (comment, title) => {
          for (const news of newsOf(comment, title, zone)) {
            const notice = phrases.notice(news, code, zone);
            expect(notice.length).toBeLessThanOrEqual(300);
            // An answer to STOP belongs to no case.
            if (!isChoiceNews(news)) expect(notice.startsWith(`${code}: `)).toBe(true);
            if (['confirm-appointment', 'ticket-closed'].includes(questionOf(news) ?? ''))
              expect(notice).toMatch(/(Responda|Reply) 1 [^…]*\.$/);
            expect(notice).not.toMatch(/undefined|NaN|\[object|\n/);
            expect(notice).not.toMatch(loneSurrogate);
          }
        },
      ),
    );
  });

  it('a short notice is told whole, a long comment is cut with …', () => {
    for (const news of newsOf('Mañana irá la brigada.', titles[language], zone)) {
      expectWhole(phrases.notice(news, code, zone));
      expect(phrases.notice(news, code, zone)).not.toContain('…');
    }
    const long = phrases.notice(
      { what: 'commented', title: titles[language], recordId: '1042', text: 'bla '.repeat(200) },
      code,
      zone,
    );
    expect(long).toMatch(/…[»"]\.$/);
    expect(long.length).toBeGreaterThan(290);
  });
});
