import { callTo, freeTimes, slotData } from './conversation';
import { play } from './spoken-turns';

const from = '+34600000001';
const at = (index: number): string => {
  const slot = freeTimes[index];
  return `${slot?.startsAt}/${slot?.professional}`;
};
const find = (args: Record<string, string> = {}): [string, Record<string, string>] => [
  'find_free_times',
  { errand: 'book_register', ...args },
];
const booked = (day: string, index: number): [string, Record<string, string>] => [
  'book_register',
  { day, slot: at(index), name: 'Ana Gil', phone: from },
];
const thursday = '2026-11-26';
const friday = '2026-11-27';

test('a free time is chosen by its place in the list', () => {
  play(
    'town-hall',
    [
      ['quiero cita', { asks: 'errand', says: /pedir cita para el padrón o pedir cita para licencias/ }],
      ['para el padrón', { asks: 'day' }],
      ['el jueves', { asks: 'slot', calls: find({ day: thursday }), says: /¿Cuál le viene bien\?$/ }],
      ['la segunda', { asks: 'name' }],
      ['Ana Gil', { calls: booked(thursday, 1) }],
      ['sí', { done: true }],
    ],
    { from },
  );
});

test('a free time is chosen by its hour, its day, or who sees people then', () => {
  for (const [said, index, day] of [
    ['a las diez y veinte', 1, thursday],
    ['la de las once', 2, thursday],
    ['la última', 3, friday],
    ['el viernes', 3, friday],
    ['con Javier', 2, thursday],
    ['a las 10:00', 0, thursday],
  ] as const) {
    play(
      'town-hall',
      [
        ['cita para el padrón', { asks: 'day' }],
        ['lo antes posible', { asks: 'slot', calls: find() }],
        [said, { asks: 'name' }],
        ['Ana Gil', { calls: booked(day, index) }],
      ],
      { from },
    );
  }
});

test('day and hour in the first sentence need no list', () => {
  play(
    'town-hall',
    [
      [
        'quiero cita para empadronarme el jueves a las once',
        { asks: 'name', calls: find({ day: thursday, from: '11:00' }) },
      ],
      ['Ana Gil', { calls: booked(thursday, 2) }],
    ],
    { from },
  );
});

test('another day, an hour that is taken, and a day without free times lead on', () => {
  play(
    'town-hall',
    [
      [
        'quiero cita para el padrón mañana',
        { asks: 'slot', calls: find({ day: '2026-11-25' }), says: /¿Qué otro día le vendría bien\?/ },
      ],
      ['el jueves', { asks: 'slot', calls: find({ day: thursday }) }],
      ['otro día', { asks: 'slot', says: /¿Qué otro día le vendría bien\?/ }],
      ['el viernes', { asks: 'slot', calls: find({ day: friday }) }],
      [
        'a las diez',
        { asks: 'slot', calls: find({ day: friday, from: '10:00' }), says: /^Esa hora no está libre\./ },
      ],
      ['vale', { asks: 'name' }],
      ['Ana Gil', { calls: booked(friday, 4) }],
    ],
    { from },
  );
});

test('the time is corrected after the read-back', () => {
  play(
    'town-hall',
    [
      [
        'cita para el padrón el jueves a las diez',
        { asks: 'name', calls: find({ day: thursday, from: '10:00' }) },
      ],
      ['Ana Gil', { calls: booked(thursday, 0) }],
      ['no, mejor a las once', { calls: booked(thursday, 2) }],
      ['no, mejor el viernes a las nueve', { calls: booked(friday, 3) }],
      ['no', { asks: 'correction' }],
      ['la hora', { asks: 'slot', calls: find({ day: friday }) }],
      ['a las doce y media', { calls: booked(friday, 4) }],
      [
        'no, a nombre de Rosa Luz',
        { calls: ['book_register', { ...booked(friday, 4)[1], name: 'Rosa Luz' }] },
      ],
    ],
    { from },
  );
});

test('free times that were only asked about can be booked', () => {
  play(
    'town-hall',
    [
      ['¿cuándo hay cita para el padrón?', { calls: ['free_times_register', {}], says: /dígame cuál\.$/ }],
      ['la primera', { asks: 'name' }],
      ['Ana Gil', { calls: booked(thursday, 0) }],
    ],
    { from },
  );
});

test('an appointment is moved, cancelled, and looked up', () => {
  play(
    'town-hall',
    [
      ['quiero cambiar la cita', { asks: 'errand' }],
      ['no sé', { asks: 'errand' }],
      ['la segunda', { asks: 'day', says: /cambiar la cita de licencias/ }],
      ['cuanto antes', { asks: 'slot', calls: ['find_free_times', { errand: 'move_licence' }] }],
      ['la tercera', { calls: ['move_licence', { day: thursday, slot: at(2) }] }],
      ['sí', { done: true }],
      ['¿cuándo es mi cita?', { calls: ['my_appointments', {}] }],
      ['no voy a poder ir, quiero cancelar la cita del padrón', { calls: ['cancel_appointment', {}] }],
      ['no', { says: /no hago nada/i }],
    ],
    { from },
  );
});

test('a time that was taken in the meantime leads to those that are free', () => {
  const results = {
    book_register: {
      data: slotData(freeTimes.slice(3)),
      say: 'Quedan el viernes a las 9:00 y a las 12:30.',
    },
  };
  play(
    'town-hall',
    [
      [
        'cita para el padrón el jueves a las diez',
        { asks: 'name', calls: find({ day: thursday, from: '10:00' }) },
      ],
      ['Ana Gil', { asks: 'slot', calls: booked(thursday, 0), says: /Quedan el viernes/ }],
    ],
    { from, results },
  );
});

test('after a refusal by the agenda, "a las once" goes on with the same wish, also without memory', () => {
  for (const forgets of [false, true]) {
    const talk = callTo('town-hall', { from });
    talk.say('cita para el padrón el jueves a las diez');
    talk.say('Ana Gil');
    talk.refuse('Esa hora acaba de ocuparse. Quedan las 10:20 y las 11:00.');
    if (forgets) talk.forget();
    const turned = talk.say('a las once');
    expect(turned.calls.map(({ name }) => name)).toContain('find_free_times');
    expect(turned.goodbye).toBe(false);
    const last = forgets ? talk.say('la primera') && talk.say('Ana Gil') : turned;
    expect(last.proposal).toMatchObject({ name: 'book_register' });
  }
});
