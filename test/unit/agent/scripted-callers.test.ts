/** Callers as they are: vague, impatient, chatty, angry; written as speech recognition writes them. */
import { hearingOf } from '../../../src/language/hearing-of';
import { callTo, freeTimes } from './conversation';
import { play, type Script } from './spoken-turns';

const from = '+34600000001';
const lamp = { place: 'Calle Olmo 3', name: 'Ana Ruiz', phone: from };
const begun: Script = [['hay una farola fundida en la calle olmo 3', { asks: 'lamp' }]];

const absent: [assistant: string, first: Script, said: string, next: string][] = [
  ...['no tiene placa', 'no la veo', 'No la veo desde aquí', 'no lleva número', 'no que yo sepa'].map(
    (said): [string, Script, string, string] => ['town-hall', begun, said, 'details'],
  ),
  ...[
    'pues no lo se hija no veo bien',
    'eh no la he mirado',
    'la farola no tiene placa',
    'no se lee, está borrada',
  ].map((said): [string, Script, string, string] => ['town-hall', begun, said, 'details']),
  ...[
    "I can't read it",
    "there's no sticker",
    'cant see it',
    "it doesn't have one",
    "i don't know what that is love",
  ].map((said): [string, Script, string, string] => [
    'help-desk',
    [
      ['my screen is cracked', {}],
      ['it fell down', { asks: 'asset' }],
    ],
    said,
    'location',
  ]),
  ...['não tem', 'não é pra empresa', 'não tenho cnpj'].map((said): [string, Script, string, string] => [
    'shop',
    [
      ['segunda via da nota do pedido 48213', { asks: 'email' }],
      ['ana arroba exemplo ponto com', { asks: 'company' }],
    ],
    said,
    'name',
  ]),
];

test.each(absent)('%s: what is not there stays pending: %j, "%s"', (id, before, said, next) => {
  const talk = play(id, before);
  const asked = talk.waitingFor();
  talk.say(said);
  expect(talk.waitingFor()).toBe(next);
  expect(talk.memory()).toMatchObject({ skipped: expect.arrayContaining([asked]) as unknown });
});

const elsewhere: [said: string, values: Record<string, string>][] = [
  ['me llamo ana ruiz', { name: 'Ana Ruiz' }],
  ['mi teléfono es el 600 12 34 56', { phone: '+34600123456' }],
  ['el seis cero cero doce treinta y cuatro cincuenta y seis', { phone: '+34600123456' }],
  ['en la calle luna 5', { place: 'Calle Luna 5' }],
  ['hay cables sueltos y chispas', { details: 'hay cables sueltos y chispas' }],
];

test.each(elsewhere)('"%s" is no number of a lamp: it is kept where it belongs', (said, values) => {
  const talk = play('town-hall', begun);
  talk.say(said);
  expect(talk.waitingFor()).toBe('lamp');
  expect(talk.memory()).toMatchObject({ values });
  expect(talk.memory()).not.toHaveProperty('values.lamp');
  talk.say('no tiene');
  expect(talk.waitingFor()).not.toBe('lamp');
});

const vague: [assistant: string, before: string[], said: string][] = [
  ...['farola apagada en mi calle', 'hay una farola rota aquí', 'la calle a oscuras'].map(
    (said): [string, string[], string] => ['town-hall', [], said],
  ),
  ...['aquí', 'aquí mismo en la esquina', 'en mi calle', 'en mi casa', 'la de siempre'].map(
    (said): [string, string[], string] => ['town-hall', ['farola'], said],
  ),
  ...['na minha rua', 'aqui', 'na minha casa', 'rua tal'].map((said): [string, string[], string] => [
    'shop',
    ['meu pedido 48213 não chegou'],
    said,
  ]),
];

test.each(vague)('%s %j: "%s" is no place, and it is asked for', (id, before, said) => {
  const talk = callTo(id, { from });
  for (const line of before) talk.say(line);
  talk.say(said);
  expect(talk.waitingFor()).toBe('place');
});

const conversations: [caller: string, assistant: string, script: Script][] = [
  [
    'who asks to wait loses nothing, and their yes counts after it was read back again',
    'town-hall',
    [
      ...begun,
      ['espere que lo miro', { asks: 'lamp', says: /tómese su tiempo/ }],
      ['ya', { asks: 'lamp' }],
      ['no', { asks: 'details' }],
      ['no', { asks: 'name' }],
      ['un momento', { asks: 'name' }],
      ['ana ruiz', { calls: ['street_light', lamp] }],
      ['espere', { asks: 'correction' }],
      ['sí', { calls: ['street_light', lamp] }],
      ['sí, así está bien', { done: true }],
    ],
  ],
  [
    'who asks to wait in English is no "Hold On"',
    'help-desk',
    [
      ['password for my computer', { asks: 'username' }],
      ["don't have one", { asks: 'name' }],
      ['hang on a minute', { asks: 'name' }],
      ['sorry one moment', { asks: 'name' }],
      [
        'alice smith',
        { calls: ['password_reset', { system: 'computer', name: 'Alice Smith', phone: from }] },
      ],
      ["yes that's right now", { done: true }],
    ],
  ],
  [
    'who asks to wait in Portuguese gives no order number 1',
    'shop',
    [
      ['chegou quebrado', { asks: 'order' }],
      ['ai moça espera um pouquinho que vou pegar o número', { asks: 'order' }],
      ['pronto', { asks: 'order' }],
      ['quatro oito dois um três', { asks: 'details' }],
    ],
  ],
  [
    'a danger told while the name is asked is kept with the details',
    'town-hall',
    [
      ['se ha caído una farola en la plaza de españa', { asks: 'lamp' }],
      ['no', { asks: 'details' }],
      ['sí', { asks: 'details' }],
      ['está en medio de la calle', { asks: 'name' }],
      ['hay cables', { asks: 'name', says: /lo anoto/ }],
      [
        'pedro',
        {
          calls: [
            'street_light',
            {
              place: 'Plaza de España',
              details: 'está en medio de la calle. hay cables',
              name: 'Pedro',
              phone: from,
            },
          ],
        },
      ],
    ],
  ],
  [
    'talk about the matter is no name',
    'town-hall',
    [
      ...begun,
      ['no', { asks: 'details' }],
      ['no', { asks: 'name' }],
      ['pues que esta muy oscuro y da miedo', { asks: 'name' }],
      ['no le voy a decir mi nombre', { asks: 'name', says: /Sin ese dato/ }],
      [
        'soy ana ruiz',
        { calls: ['street_light', { ...lamp, details: 'pues que esta muy oscuro y da miedo' }] },
      ],
    ],
  ],
  [
    'who corrects one field twice and then another',
    'town-hall',
    [
      ...begun,
      ['no', {}],
      ['no', {}],
      ['ana ruiz', { calls: ['street_light', lamp] }],
      ['no es la calle luna 5', { calls: ['street_light', { ...lamp, place: 'Calle Luna 5' }] }],
      ['no es la calle luna 7', { calls: ['street_light', { ...lamp, place: 'Calle Luna 7' }] }],
      [
        'no perdon me he equivocado el nombre es rosa diaz',
        { calls: ['street_light', { ...lamp, place: 'Calle Luna 7', name: 'Rosa Diaz' }] },
      ],
      ['gracias', { calls: ['street_light', { ...lamp, place: 'Calle Luna 7', name: 'Rosa Diaz' }] }],
      ['no nada mas', { calls: ['street_light', { ...lamp, place: 'Calle Luna 7', name: 'Rosa Diaz' }] }],
      ['sí ahora sí', { done: true }],
    ],
  ],
  [
    'everything in one breath and in odd order',
    'shop',
    [
      [
        'meu pedido é o 48213 me chamo ana souza moro na rua das flores 123 e ele ainda não chegou era presente',
        {
          calls: [
            'not_delivered',
            {
              order: '48213',
              place: 'Rua das Flores 123',
              details:
                'meu pedido é o 48213 me chamo ana souza moro na rua das flores 123 e ele ainda não chegou era presente',
              name: 'Ana Souza',
              phone: from,
            },
          ],
        },
      ],
      ['agora sim', { done: true }],
    ],
  ],
  [
    'two errands in one breath: the second is offered when the first is done',
    'town-hall',
    [
      [
        'hay una farola apagada en la calle luna 3 y quiero pedir cita para el padron',
        { asks: 'lamp', says: /^Primero le ayudo a avisar de una farola apagada; después/ },
      ],
      ['no', { asks: 'details' }],
      ['no', { asks: 'name' }],
      ['ana ruiz', { calls: ['street_light', { ...lamp, place: 'Calle Luna 3' }] }],
      ['sí', { done: true }],
      ['no', { asks: 'later', says: /pedir cita para el padrón/ }],
      ['sí', { asks: 'day' }],
    ],
  ],
  [
    'a second errand behind the yes is offered afterwards, and may be declined',
    'town-hall',
    [
      ['quiero anular mi cita', { calls: ['cancel_appointment', {}] }],
      ['si y ademas hay una farola apagada en la calle luna 4', { calls: ['cancel_appointment', {}] }],
      ['sí', { done: true }],
      ['no gracias', { asks: 'later' }],
      ['no', { bye: true }],
    ],
  ],
  [
    'a second errand in Portuguese and a look-up',
    'shop',
    [
      ['quero trocar uma blusa e também quero saber do chamado 1042', { asks: 'order' }],
      ['48213', { asks: 'product' }],
      ['ficou pequena', { asks: 'name' }],
      [
        'bia',
        {
          calls: [
            'exchange',
            { order: '48213', wish: 'exchange', product: 'ficou pequena', name: 'Bia', phone: from },
          ],
        },
      ],
      ['sim né', { done: true }],
      ['obrigada', { asks: 'later' }],
      ['sim', { calls: ['ticket_status', { number: '1042' }] }],
    ],
  ],
  [
    'an answer that sounds like the second errand does not settle it',
    'help-desk',
    [
      ["I can't sign in and my vpn is down too", { asks: 'system' }],
      ['vpn', { asks: 'username' }],
      ['no', { asks: 'name' }],
      ['al', { calls: ['password_reset', { system: 'vpn', name: 'Al', phone: from }] }],
      ['yes', { done: true }],
      ['no', { asks: 'later' }],
      ['no thanks', { bye: true }],
    ],
  ],
  [
    'an angry caller who says what it is about',
    'town-hall',
    [
      [
        'esto es una vergüenza llevo tres meses con la farola apagada',
        { asks: 'place', says: /^Siento mucho/ },
      ],
    ],
  ],
  [
    'an angry caller who does not',
    'help-desk',
    [
      ['this is ridiculous i have been waiting for two weeks', { says: /sorry.*person to call you back\?$/ }],
      ['yes', { calls: ['request_person', {}] }],
    ],
  ],
  [
    'who wants somebody, without a comma',
    'town-hall',
    [['esto es una vergüenza quiero hablar con alguien', { calls: ['request_person', {}] }]],
  ],
  [
    'who wants somebody, in Portuguese',
    'shop',
    [['isso é um absurdo quero falar com alguém', { calls: ['request_person', {}] }]],
  ],
  [
    'who only makes sounds is listened to, and offered a person in the end',
    'town-hall',
    [
      ['...', { says: /dígame/i }],
      ['eh', { says: /dígame/i }],
      ['?', { says: /¿Quiere que le llame una persona\?/ }],
    ],
  ],
  [
    'who says thanks in the middle',
    'town-hall',
    [
      ['como va mi aviso el mil cuarenta y dos', { calls: ['ticket_status', { number: '1042' }] }],
      ['gracias', { says: /^De nada\. ¿Necesita algo más\?/ }],
      ['y el mil cuarenta y tres', { calls: ['ticket_status', { number: '1043' }] }],
      ['gracias', { says: /^De nada/ }],
      ['gracias', { bye: true }],
    ],
  ],
  [
    'who says "that\'s it" while a name is needed gives nothing up',
    'help-desk',
    [
      ['password for my computer', { asks: 'username' }],
      ['no', { asks: 'name' }],
      ["yes that's it", { asks: 'name' }],
    ],
  ],
  [
    'the afternoon said before the day still holds for it',
    'town-hall',
    [
      ['quiero pedir cita para el padron la semana que viene por la tarde', { asks: 'day' }],
      [
        'el jueves',
        {
          asks: 'slot',
          calls: ['find_free_times', { errand: 'book_register', day: '2026-11-26', from: '14:00' }],
        },
      ],
    ],
  ],
  [
    'the day after tomorrow, first thing',
    'town-hall',
    [
      [
        'quiero cita para el padron pasado mañana',
        { asks: 'slot', calls: ['find_free_times', { errand: 'book_register', day: '2026-11-26' }] },
      ],
      ['a primera hora', { asks: 'name' }],
      [
        'ana ruiz',
        {
          calls: [
            'book_register',
            {
              day: '2026-11-26',
              slot: `${freeTimes[0]?.startsAt}/marta_ruiz`,
              name: 'Ana Ruiz',
              phone: from,
            },
          ],
        },
      ],
    ],
  ],
  [
    'as soon as possible but in the morning',
    'town-hall',
    [
      [
        'quiero pedir cita para el padron cuanto antes pero por la mañana',
        { asks: 'slot', calls: ['find_free_times', { errand: 'book_register' }] },
      ],
    ],
  ],
];

test.each(conversations)('%s (%s)', (_, id, script) => {
  play(id, script, { from });
});

test.each([
  ['2026-11-24T22:59:00.000Z', 'mañana', '2026-11-25'],
  ['2026-11-24T23:01:00.000Z', 'mañana', '2026-11-26'],
  ['2026-11-24T23:01:00.000Z', 'pasado mañana', '2026-11-27'],
  ['2026-12-31T22:30:00.000Z', 'pasado mañana', '2027-01-02'],
  ['2026-12-31T23:30:00.000Z', 'hoy', '2027-01-01'],
])('at %s in Madrid "%s" is %s', (now, said, day) => {
  expect(hearingOf('es').value('date', said, { now, zone: 'Europe/Madrid' })).toBe(day);
});
