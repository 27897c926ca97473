import { callTo } from './conversation';
import { play } from './spoken-turns';

const from = '+34600000001';
const lamp = { place: 'calle Mayor 12', name: 'Ana Gil', phone: '+34600123456' };

test('a street light is reported, read back and corrected', () => {
  play('town-hall', [
    ['Hola, buenos días', { says: /¿en qué puedo ayudarle\?/ }],
    [
      'hay una farola apagada en la calle Mayor 12',
      { asks: 'lamp', says: /^Le ayudo a avisar de una farola/ },
    ],
    ['no', { asks: 'details' }],
    ['no, nada más', { asks: 'name' }],
    ['me llamo Ana Gil', { asks: 'phone' }],
    ['seis cero cero, doce, treinta y cuatro, cincuenta y seis', { calls: ['street_light', lamp] }],
    ['no, es la calle Mayor 14', { calls: ['street_light', { ...lamp, place: 'calle Mayor 14' }] }],
    [
      'sí, pero me llamo Ana Gil Soto',
      { calls: ['street_light', { ...lamp, place: 'calle Mayor 14', name: 'Ana Gil Soto' }] },
    ],
    ['sí', { done: true }],
    ['no, nada más', { bye: true }],
  ]);
});

test('yes and yes again to a read-back that never reached the caller is no misunderstanding, and brings no person', () => {
  const talk = callTo('town-hall', { from });
  talk.say('hay una farola apagada en la calle Mayor 12');
  for (const words of ['no lo sé', 'no, nada más', 'me llamo Ana Gil']) talk.say(words);
  for (let times = 0; times < 5; times += 1)
    expect(talk.say('sí', { heard: false }).proposal).toMatchObject({ name: 'street_light' });
  expect(talk.say('sí').text).toContain('[done street_light]');
});

test('everything in the first sentence leaves only the optional questions', () => {
  play(
    'town-hall',
    [
      ['Hay una farola echando chispas en la avenida de la Paz, 3, me llamo Luis Pérez', { asks: 'lamp' }],
      [
        'no lo sé',
        {
          calls: [
            'street_light',
            {
              place: 'avenida de la Paz, 3',
              details: 'Hay una farola echando chispas en la avenida de la Paz, 3',
              name: 'Luis Pérez',
              phone: from,
            },
          ],
        },
      ],
    ],
    { from },
  );
});

test('a number said with the name and the street is not asked for again', () => {
  play('town-hall', [
    ['hay una farola apagada en la calle mayor doce, soy vecina', { asks: 'lamp' }],
    ['no', { asks: 'details' }],
    ['no', { asks: 'name' }],
    [
      'Ana Gil, y mi teléfono es el 600 12 34 56',
      { calls: ['street_light', { ...lamp, place: 'Calle Mayor 12' }] },
    ],
  ]);
});

test('what the caller cannot say stays pending and is not asked for twice', () => {
  play(
    'town-hall',
    [
      ['quiero que recojan un sofá', { asks: 'things' }],
      ['un sofá de tres plazas', { asks: 'place' }],
      ['calle del Olmo 5, segundo B', { asks: 'collect_on' }],
      ['no lo sé', { asks: 'name', says: /pendiente/ }],
      [
        'Rosa del Pino',
        {
          calls: [
            'bulky_waste',
            {
              things: 'un sofá de tres plazas',
              place: 'calle del Olmo 5, segundo B',
              name: 'Rosa del Pino',
              phone: from,
            },
          ],
        },
      ],
    ],
    { from },
  );
});

test('a plain no asks what is wrong, and the answer is understood by name', () => {
  const hole = { place: 'avenida del Sol 40', surface: 'road', name: 'Pedro Ruiz', phone: from };
  play(
    'town-hall',
    [
      ['hay un bache', { asks: 'place' }],
      ['avenida del Sol 40', { asks: 'surface' }],
      ['en la calzada', { asks: 'details' }],
      ['nada', { asks: 'name' }],
      ['Pedro Ruiz', { calls: ['pothole', hole] }],
      [
        'no',
        {
          asks: 'correction',
          says: /¿Qué quiere cambiar: la dirección, la zona, los detalles, su nombre o su teléfono\?/,
        },
      ],
      ['la zona', { asks: 'surface' }],
      ['la acera', { calls: ['pothole', { ...hole, surface: 'pavement' }] }],
      ['no, la dirección está mal', { asks: 'place' }],
      [
        'avenida del Sol 44',
        { calls: ['pothole', { ...hole, surface: 'pavement', place: 'avenida del Sol 44' }] },
      ],
      ['no', { asks: 'correction' }],
      [
        'nada, está bien',
        { calls: ['pothole', { ...hole, surface: 'pavement', place: 'avenida del Sol 44' }] },
      ],
      ['no', { asks: 'correction' }],
      ['no', { says: /no hago nada/i }],
      ['no', { bye: true }],
    ],
    { from },
  );
});

test('a correction in the middle replaces the earlier answer and goes on with the question', () => {
  play(
    'town-hall',
    [
      ['hay un bache enorme', { asks: 'place' }],
      ['avenida de la Constitución 40', { asks: 'surface' }],
      ['no, perdón, es avenida de la Constitución 44', { asks: 'surface' }],
      ['en el carril bici', { asks: 'details' }],
      ['como un plato de grande', { asks: 'name' }],
      [
        'Pedro Ruiz',
        {
          calls: [
            'pothole',
            {
              place: 'avenida de la Constitución 44',
              surface: 'bike_lane',
              details: 'como un plato de grande',
              name: 'Pedro Ruiz',
              phone: from,
            },
          ],
        },
      ],
    ],
    { from },
  );
});

test('a correction that may belong to two fields is asked back', () => {
  play(
    'town-hall',
    [
      ['farola apagada en la plaza Nueva 3', { asks: 'lamp' }],
      ['no', { asks: 'details' }],
      ['no', { asks: 'name' }],
      ['Ana Sol', { calls: ['street_light', { place: 'plaza Nueva 3', name: 'Ana Sol', phone: from }] }],
      ['no, Rosa Luz', { asks: 'owner', says: /la dirección o su nombre/ }],
      ['el nombre', { calls: ['street_light', { place: 'plaza Nueva 3', name: 'Rosa Luz', phone: from }] }],
    ],
    { from },
  );
});

test('"repita" says the question again, and after a read-back has it read back again', () => {
  const talk = play(
    'town-hall',
    [
      ['quiero anular mi cita', { calls: ['cancel_appointment', {}] }],
      ['¿cómo dice?', { calls: ['cancel_appointment', {}] }],
      ['sí', { done: true }],
      ['farola', { asks: 'place' }],
    ],
    { from },
  );
  expect(talk.say('repita, por favor').text).toBe(
    'Le ayudo a avisar de una farola apagada. ¿En qué calle está y a la altura de qué número?',
  );
  expect(talk.waitingFor()).toBe('place');
});

test('"cancelar" drops the form, and nothing of it comes back', () => {
  play(
    'town-hall',
    [
      ['farola apagada en la calle Luna 3', { asks: 'lamp' }],
      ['cancelar', { says: /no hago nada/i }],
      ['farola', { asks: 'place' }],
      ['déjelo', { says: /no hago nada/i }],
      ['nada más, gracias', { bye: true }],
    ],
    { from },
  );
});

test('a person is called for at any time, with what it was about', () => {
  play('town-hall', [['quiero hablar con una persona', { calls: ['request_person', {}] }]]);
  play('town-hall', [
    ['farola', { asks: 'place' }],
    [
      'mire, quiero hablar con una persona',
      { calls: ['request_person', { topic: 'avisar de una farola apagada' }] },
    ],
    ['no, gracias', { bye: true }],
  ]);
  play(
    'town-hall',
    [
      ['quiero anular mi cita', { calls: ['cancel_appointment', {}] }],
      ['no, páseme con alguien', { calls: ['request_person', { topic: 'anular su próxima cita' }] }],
    ],
    { from },
  );
});

test('who is not understood three times is offered a person, and may decline', () => {
  play('town-hall', [
    ['asdf', { says: /^Perdone, no le he entendido\. Puedo ayudarle a/ }],
    ['qwer', { says: /por ejemplo: «quiero avisar de una farola apagada»/ }],
    ['zxcv', { says: /¿Quiere que le llame una persona\?/ }],
    ['no', { says: /seguimos/ }],
    ['asdf', { says: /no le he entendido/ }],
    ['qwer', {}],
    ['zxcv', { says: /¿Quiere que le llame una persona\?/ }],
    ['sí, por favor', { calls: ['request_person', {}] }],
  ]);
});

test('a required answer is asked for again in other words', () => {
  play('town-hall', [
    ['farola', { asks: 'place' }],
    ['jajaja', { asks: 'place', says: /por ejemplo: «calle Mayor 12»/ }],
    ['no lo sé', { asks: 'place', says: /Sin ese dato/ }],
    ['no lo sé', { asks: 'place', says: /¿Quiere que le llame una persona\?/ }],
    ['la calle Luna', { asks: 'lamp' }],
  ]);
});

test('another errand in the middle is turned to when it is clearly said', () => {
  play('town-hall', [
    ['farola', { asks: 'place' }],
    [
      'mejor quiero poner una queja por ruido',
      { asks: 'place', says: /^Muy bien, dejamos lo anterior y le ayudo a presentar una queja por ruido/ },
    ],
    ['calle Luna 3', { asks: 'source' }],
    ['es un bar', { asks: 'details' }],
    ['la farola de al lado está apagada y hay un bache', { asks: 'name' }],
  ]);
});

test('a look-up in the middle leaves the form as it is', () => {
  play('town-hall', [
    ['farola apagada en la calle Luna 3', { asks: 'lamp' }],
    [
      'espere, antes quiero saber cómo va el aviso 1042',
      { asks: 'lamp', calls: ['ticket_status', { number: '1042' }], says: /Seguimos con lo de antes/ },
    ],
    ['no', { asks: 'details' }],
  ]);
});

test('tickets are looked up, commented, made urgent and closed', () => {
  play(
    'town-hall',
    [
      [
        '¿cómo va el aviso 1042?',
        { calls: ['ticket_status', { number: '1042' }], says: /^\[ticket_status\] ¿Necesita algo más\?$/ },
      ],
      ['qué avisos tengo', { calls: ['my_tickets', {}] }],
      ['quiero añadir un comentario al aviso mil cuarenta y dos', { asks: 'text' }],
      [
        'que sigue apagada y pasan niños',
        { calls: ['comment_ticket', { number: '1042', text: 'que sigue apagada y pasan niños' }] },
      ],
      [
        'no, perdón, al 1043',
        { calls: ['comment_ticket', { number: '1043', text: 'que sigue apagada y pasan niños' }] },
      ],
      ['de acuerdo', { done: true }],
      ['quiero que sea más urgente', { asks: 'number' }],
      ['el 1043', { calls: ['raise_ticket', { number: '1043' }] }],
      ['vale', { done: true }],
      ['cierren el aviso 1043', { asks: 'reason' }],
      ['ya lo han arreglado', { calls: ['close_ticket', { number: '1043', reason: 'ya lo han arreglado' }] }],
    ],
    { from },
  );
});

test('a closed ticket is opened again', () => {
  play(
    'town-hall',
    [
      ['quiero reabrir el aviso 1042', { asks: 'reason' }],
      ['que sigue apagada', { calls: ['reopen_ticket', { number: '1042', reason: 'que sigue apagada' }] }],
      ['sí', { done: true }],
      ['vuelvan a abrir mi solicitud', { asks: 'number' }],
      ['la 1043', { asks: 'reason' }],
      ['no lo sé', { calls: ['reopen_ticket', { number: '1043' }] }],
    ],
    { from },
  );
});

test('who does not know the number hears their tickets first', () => {
  play(
    'town-hall',
    [
      ['quiero saber cómo va mi aviso', { asks: 'number' }],
      ['no lo sé', { asks: 'number', calls: ['my_tickets', {}] }],
      ['el 1042', { calls: ['ticket_status', { number: '1042' }] }],
      ['ciérrelo, quiero cerrar el aviso', { asks: 'reason' }],
    ],
    { from },
  );
});

test('a number that was not found may be said again', () => {
  const notFound = { data: { refused: 'not found' }, say: 'No encuentro ese aviso.' };
  const talk = play(
    'town-hall',
    [
      ['quiero cerrar el aviso 9999', { asks: 'reason' }],
      [
        'ya está arreglada',
        {
          calls: ['close_ticket', { number: '9999', reason: 'ya está arreglada' }],
          says: /No encuentro ese aviso\. ¿Necesita algo más\?/,
        },
      ],
    ],
    { from, results: { close_ticket: notFound } },
  );
  expect(talk.say('perdón, es el 1042').calls).toMatchObject([
    { name: 'close_ticket', args: { number: '1042', reason: 'ya está arreglada' } },
  ]);
});

test('the number the caller calls from is taken, and may be corrected', () => {
  const noise = { place: 'calle Luna 3', source: 'works', name: 'Ana', phone: from };
  play(
    'town-hall',
    [
      ['ruido de una obra en la calle Luna 3', { asks: 'details' }],
      ['no', { asks: 'name' }],
      ['Ana', { calls: ['noise', noise] }],
      ['no, mi teléfono es el 611 22 33 44', { calls: ['noise', { ...noise, phone: '+34611223344' }] }],
    ],
    { from },
  );
});

test('a read-back that the caller does not react to is read back again, and a person is offered in the end', () => {
  play(
    'town-hall',
    [
      ['quiero anular mi cita', { calls: ['cancel_appointment', {}] }],
      ['mmm', { calls: ['cancel_appointment', {}] }],
      ['ejem', { calls: ['cancel_appointment', {}] }],
      ['mmm', { says: /¿Quiere que le llame una persona\?/ }],
    ],
    { from },
  );
});

test('who agrees and goes on to the next thing is asked for the yes alone, and the first wish is not lost', () => {
  play(
    'town-hall',
    [
      ['quiero anular mi cita', { calls: ['cancel_appointment', {}] }],
      ['sí, y además hay una farola apagada', { calls: ['cancel_appointment', {}] }],
      ['sí', { done: true }],
      ['hay una farola apagada', { asks: 'place' }],
    ],
    { from },
  );
});

test('who wants something else after a read-back is turned to that', () => {
  play(
    'town-hall',
    [
      ['quiero anular mi cita', { calls: ['cancel_appointment', {}] }],
      [
        'no, mejor quiero cambiar la cita del padrón',
        { asks: 'day', says: /^Muy bien, dejamos lo anterior/ },
      ],
    ],
    { from },
  );
});

test('after a read-back the form survives a memory that was lost', () => {
  const talk = play('town-hall', [
    ['farola apagada en la calle Mayor 12', { asks: 'lamp' }],
    ['no', { asks: 'details' }],
    ['no', { asks: 'name' }],
    ['Ana Gil', { asks: 'phone' }],
    ['600 12 34 56', { calls: ['street_light', lamp] }],
  ]);
  talk.forget();
  expect(talk.say('no, es la calle Mayor 14').calls).toMatchObject([
    { args: { ...lamp, place: 'calle Mayor 14' } },
  ]);
});

test('help says what can be done, and in the middle how to answer', () => {
  play('town-hall', [
    [
      '¿qué puede hacer?',
      { says: /^Puedo ayudarle a avisar de una farola apagada, .* entre otras cosas\. ¿Qué necesita\?$/ },
    ],
    ['farola', { asks: 'place' }],
    ['ayuda', { asks: 'place', says: /^Dígame la calle y el número/ }],
  ]);
});
