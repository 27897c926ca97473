import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssistants } from '../../../src/agent/assistants';
import { UsageError } from '../../../src/errors';

const connections = new Set(['town-hall-desk', 'shop-desk', 'it-desk', 'agenda']);
const sound = readFileSync('agents/town-hall.es.yaml', 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-agents-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The error of loading files of these texts. */
function faultOf(files: Record<string, string>): UsageError {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    loadAssistants(folder, connections);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('it was taken without a word');
}

/** The town hall's file with one thing changed, and the line on which the change stands. */
function planted(before: string, after: string): { text: string; line: number } {
  const at = sound.indexOf(before);
  if (at < 0) throw new Error(`the town hall's file has no ${before}`);
  const text = sound.slice(0, at) + after + sound.slice(at + before.length);
  const indent = after.length - after.trimStart().length;
  return { text, line: text.slice(0, at + indent).split('\n').length };
}

test('the examples are sound and know each other by name', () => {
  const assistants = loadAssistants('agents', connections);
  expect(assistants.list().map(({ id, language }) => [id, language])).toEqual([
    ['help-desk', 'en'],
    ['shop', 'pt-BR'],
    ['town-hall', 'es'],
  ]);
  expect(assistants.get('shop').zone).toBe('America/Sao_Paulo');
});

test('the greeting of every example says that it is an automatic assistant', () => {
  for (const { greeting } of loadAssistants('agents').list()) {
    expect(greeting).toMatch(/asistente automático|assistente automática|automatic assistant/);
  }
});

test('an assistant that does not exist is named with those that do', () => {
  const assistants = loadAssistants('agents');
  expect(() => assistants.get('town-hal')).toThrow(
    'There is no assistant "town-hal". Did you mean "town-hall"?',
  );
  expect(() => assistants.get('bakery')).toThrow(UsageError);
});

const mistakes: [what: string, before: string, after: string, said: string, shift?: number][] = [
  [
    'a misspelt key',
    'greeting: >-',
    'greting: >-',
    'There is no key "greting" here. Did you mean "greeting"?',
  ],
  [
    'a misspelt key of an errand',
    'title: avisar de una farola',
    'tittle: avisar de una farola',
    'errands[0]: There is no key "tittle" here. Did you mean "title"?',
  ],
  [
    'a misspelt key of a field',
    'ask: ¿En qué calle está',
    'asks: ¿En qué calle está',
    'errands[0].fields[0]: There is no key "asks" here. Did you mean "ask"?',
  ],
  [
    'a misspelt key of the routing',
    'due: { hours: 72 }',
    'due: { hour: 72 }',
    'errands[0].ticket.due: There is no key "hour" here. Did you mean "hours"?',
  ],
  [
    'an unknown language',
    'language: es',
    'language: se',
    'language: "se" cannot stand here. Did you mean "es"?',
  ],
  [
    'an unknown verb',
    'verb: createTicket',
    'verb: creatTicket',
    'errands[0].verb: "creatTicket" cannot stand here. Did you mean "createTicket"?',
  ],
  [
    'an unknown kind',
    'kind: address',
    'kind: adress',
    'errands[0].fields[0].kind: "adress" cannot stand here. Did you mean "address"?',
  ],
  [
    'an unknown priority',
    'priority: normal',
    'priority: norml',
    'errands[0].ticket.priority: "norml" cannot stand here. Did you mean "normal"?',
  ],
  [
    'a part of a ticket that does not exist',
    'fills: thing',
    'fills: things',
    'errands[0].fields[1].fills: "things" cannot stand here. Did you mean "thing"?',
  ],
  [
    'a number written as a text',
    'due: { hours: 72 }',
    'due: { hours: soon }',
    'errands[0].ticket.due.hours: "soon" is a text; a number is needed.',
  ],
  [
    'a text where a list is needed',
    'days: [1, 2, 3, 4, 5]',
    'days: weekdays',
    'agendaPlan.professionals[0].hours[0].days: "weekdays" is a text; a list is needed.',
  ],
  ['a key without a value', 'zone: Europe/Madrid', 'zone:', 'zone: This is empty; a text is needed.'],
  [
    'a zone that does not exist',
    'zone: Europe/Madrid',
    'zone: Europe/Madird',
    'zone: There is no time zone "Europe/Madird". Did you mean "Europe/Madrid"?',
  ],
  [
    'a connection that recado.yaml does not have',
    'tickets: town-hall-desk',
    'tickets: townhall-desk',
    'tickets: recado.yaml has no connection "townhall-desk". Did you mean "town-hall-desk"?',
  ],
  [
    'an agenda that recado.yaml does not have',
    'agenda: agenda',
    'agenda: agneda',
    'agenda: recado.yaml has no connection "agneda". Did you mean "agenda"?',
  ],
  [
    'two errands of one name',
    'name: pothole',
    'name: street_light',
    'errands[1].name: There is already an errand "street_light".',
  ],
  [
    'two fields of one name',
    'name: lamp',
    'name: place',
    'errands[0].fields[1].name: There is already a field "place".',
  ],
  [
    'an errand with the name of a tool every assistant has',
    'name: pothole',
    'name: request_person',
    'errands[1].name: "request_person" is a tool of every assistant.',
  ],
  [
    'a service nobody offers',
    'service: padron',
    'service: padrón',
    'No professional offers "padrón". Did you mean "padron"?',
  ],
  [
    'a professional with a service that is not there',
    'services: [padron]',
    'services: [pardon]',
    'agendaPlan.professionals[0].services[0]: There is no service "pardon". Did you mean "padron"?',
  ],
  [
    'a professional at a place that is not there',
    'place: estacion',
    'place: estacoin',
    'agendaPlan.professionals[1].place: There is no place "estacoin". Did you mean "estacion"?',
  ],
  [
    'two professionals of one id',
    'id: javier_soto',
    'id: marta_ruiz',
    'agendaPlan.professionals[1].id: "marta_ruiz" is already in professionals.',
  ],
  [
    'an office that closes before it opens',
    "until: '14:00'",
    "until: '08:00'",
    'agendaPlan.professionals[0].hours[0].until: "until" (08:00) must be later than "from" (09:00).',
  ],
  [
    'a time of day that is none',
    "from: '09:00'",
    "from: '29:00'",
    'agendaPlan.professionals[0].hours[0].from: This is no time of day. Write it like "09:00".',
  ],
  [
    'a day off that is no date',
    "'2026-12-24'",
    "'24-12-2026'",
    'agendaPlan.professionals[2].daysOff[0]: "24-12-2026" is not right',
  ],
  [
    'a name with a capital',
    'name: street_light',
    'name: Street_light',
    'errands[0].name: "Street_light" is not right: lower case letters, digits and _.',
  ],
  [
    'a look-up that makes tickets',
    'verb: readTicket',
    'verb: createTicket',
    'createTicket needs "ticket:" with category, team and due.',
  ],
  [
    'a ticket where none is made',
    'verb: createTicket',
    'verb: listTickets',
    'errands[0].ticket: listTickets makes no ticket.',
    20,
  ],
  [
    'a comment without its text',
    'name: text\n',
    'name: texts\n',
    'commentTicket has no field "texts". Did you mean "text"?',
  ],
  [
    'a status without a number',
    'verb: listTickets',
    'verb: readTicket',
    'errands[5].verb: readTicket needs a field "number" of kind ticketNumber.',
  ],
  ['a slot of the wrong kind', 'kind: slot', 'kind: time', '"slot" of bookAppointment must be of kind slot.'],
  [
    'an optional ticket number',
    'kind: ticketNumber',
    'optional: true\n        kind: ticketNumber',
    'readTicket cannot do without "number".',
  ],
  ['a choice without choices', 'kind: name', 'kind: choice', 'A choice needs "choices:"'],
  [
    'a word that stands for two choices',
    'road: [calzada,',
    'road: [acera,',
    '"acera" already stands for "road".',
    1,
  ],
  [
    'a phone number taken from a date',
    'kind: date\n        label: el día',
    'kind: date\n        fills: contact.phone\n        label: el día',
    'contact.phone can only be filled by a field of kind phone.',
    1,
  ],
  [
    'words of an errand that are none',
    '- farola\n',
    '- "¿?"\n',
    'errands[0].when[0]: There is no word here.',
  ],
];

test.each(mistakes)(
  '%s is named with its line and what to write',
  (_what, before, after, said, shift = 0) => {
    const { text, line } = planted(before, after);
    const fault = faultOf({ 'town-hall.es.yaml': text });
    const told = fault.message.split('\n').find((one) => one.includes(said));
    expect(`${told ?? fault.message}`).toContain(`line ${line + shift}: `);
    expect(told).toContain(said);
    expect(fault.message).toContain('town-hall.es.yaml:');
    expect(fault.message).not.toMatch(/^\s+at |ZodError|undefined|\[object/m);
    expect(fault.fix).toContain('docs/assistant.schema.json');
  },
);

const ownCalendar = /calendar:[\s\S]*?reminders: \{\}\n/;
const withCalendar = (lines: string[], due: string): string =>
  sound
    .replace(ownCalendar, '')
    .replace('zone: Europe/Madrid\n', ['zone: Europe/Madrid', ...lines, ''].join('\n'))
    .replace('due: { hours: 72 }', `due: ${due}`)
    .replace('due: { workingDays: 5 }', 'due: { hours: 120 }');
const madrid = ['calendar:', '  country: ES', '  region: MD'];

test('a calendar with its own days and hours is taken', () => {
  const text = withCalendar(
    [
      ...madrid,
      '  zone: Atlantic/Canary',
      '  hours: { mon: ["09:00-14:00", "16:00-18:00"], sat: ["10:00-24:00"] }',
      '  holidays: [{ on: 2026-05-15, name: San Isidro }, { on: "11-09", name: La Almudena }, { on: "02-29", name: Bisiesto }]',
      '  workingDays: [2026-12-08]',
      'reminders: { office: [{ before: { workingDays: 3 } }], escalate: { before: { workingHours: 8 }, to: Dirección } }',
    ],
    '{ workingDays: 3 }',
  );
  writeFileSync(join(folder, 'a.yaml'), text);
  const { calendar, reminders } = loadAssistants(folder, connections).get('town-hall');
  expect(calendar).toMatchObject({ region: 'MD', workingDays: ['2026-12-08'] });
  expect(reminders?.escalate).toEqual({ before: { workingHours: 8 }, to: 'Dirección' });
});

test('who only says that there are reminders gets the usual ones', () => {
  writeFileSync(join(folder, 'a.yaml'), withCalendar([...madrid, 'reminders: {}'], '{ hours: 72 }'));
  expect(loadAssistants(folder, connections).get('town-hall').reminders).toEqual({
    office: [{ before: { workingDays: 2 } }],
    escalate: { before: { workingDays: 1 } },
  });
});

const wrongCalendars: [what: string, lines: string[], said: string, line: number, due?: string][] = [
  [
    'an unknown country',
    ['calendar: { country: XS }'],
    'calendar.country: The calendar has no country "XS".',
    8,
  ],
  ['a country in words', ['calendar: { country: Spain }'], 'two capital letters, like ES', 8],
  [
    'an unknown region',
    ['calendar:', '  country: ES', '  region: MA'],
    'calendar.region: España has no region "MA" here. Known: AN (Andalucía), AR (Aragón), ',
    10,
  ],
  [
    'a city whose holidays nobody knows',
    [...madrid, '  city: Móstoles'],
    'calendar.city: The holidays of "Móstoles" are not known. There are none. List them under "holidays:".',
    11,
  ],
  ['a city without its region', ['calendar: { country: BR, city: SP }'], 'A city needs its "region:"', 8],
  [
    'a zone that does not exist',
    [...madrid, '  zone: Atlantic/Canaries'],
    'calendar.zone: There is no time zone "Atlantic/Canaries".',
    11,
  ],
  [
    'a misspelt key',
    [...madrid, '  holiday: []'],
    'calendar: There is no key "holiday" here. Did you mean "holidays"?',
    11,
  ],
  ['a misspelt weekday', [...madrid, '  hours: { lun: [] }'], 'There is no key "lun" here.', 11],
  [
    'hours that are none',
    [...madrid, '  hours: { mon: ["9-14"] }'],
    '"9-14" is not right: write it like "09:00-14:00", in quotes.',
    11,
  ],
  [
    'hours that end before they begin',
    [...madrid, '  hours: { mon: ["14:00-09:00"] }'],
    'calendar.hours.mon[0]: "14:00-09:00" ends before it begins.',
    11,
  ],
  [
    'hours that overlap',
    [...madrid, '  hours: { mon: ["09:00-14:00", "13:00-18:00"] }'],
    '"13:00-18:00" begins before "09:00-14:00" has ended.',
    11,
  ],
  ['an office that never opens', [...madrid, '  hours: { mon: [] }'], 'No day has opening hours.', 11],
  [
    'a holiday that does not exist',
    [...madrid, '  holidays: [{ on: 2026-02-29, name: Nunca }]'],
    'calendar.holidays[0].on: There is no day "2026-02-29" in the calendar.',
    11,
  ],
  [
    'a day that is off and worked',
    [...madrid, '  holidays: [{ on: 2026-05-15, name: x }]', '  workingDays: [2026-05-15]'],
    'calendar.workingDays[0]: "2026-05-15" is also under "holidays:".',
    12,
  ],
  ['working days without a calendar', [], 'Working days need "calendar:"', 47],
  [
    'working hours without opening hours',
    madrid,
    'need "calendar:" with "hours:"',
    50,
    '{ workingHours: 8 }',
  ],
  [
    'a deadline in two ways',
    madrid,
    'give exactly one of workingDays, calendarDays, workingHours and hours',
    50,
    '{ hours: 8, workingDays: 1 }',
  ],
  ['a deadline in no way', madrid, 'give exactly one of workingDays', 50, '{}'],
  ['half a working day', madrid, 'errands[0].ticket.due.workingDays: "1.5"', 50, '{ workingDays: 1.5 }'],
  [
    'reminders without a calendar',
    ['reminders: {}'],
    'reminders.escalate.before.workingDays: Working days need "calendar:"',
    8,
    '{ hours: 72 }',
  ],
];

test.each(wrongCalendars)(
  'of a calendar, %s is named with its line',
  (_what, lines, said, line, due = '{ workingDays: 3 }') => {
    const { message } = faultOf({ 'a.yaml': withCalendar(lines, due) });
    const told = message.split('\n').find((one) => one.includes(said));
    expect(told ?? message).toContain(said);
    expect(told).toMatch(new RegExp(`^ *line ${line}: `));
    expect(message).not.toMatch(/^\s+at |ZodError|undefined|\[object/m);
  },
);

test('an errand without its service is told which there are', () => {
  const { text } = planted('    service: padron\n', '');
  expect(faultOf({ 'a.yaml': text }).message).toContain(
    'findSlots needs "service:". One of: padron, licencias.',
  );
});

test('appointments without an agenda and tickets without a desk are named', () => {
  const { text } = planted('agenda: agenda\n', '');
  expect(faultOf({ 'a.yaml': text }).message).toContain('needs a connection. Add "agenda:"');
});

test('all mistakes of all files are named at once, in the order of their lines', () => {
  const one = planted('zone: Europe/Madrid', 'zone: Mars/Olympus').text;
  const two = one.replace('language: es', 'language: latin').replace('name: pothole', 'name: street_light');
  const fault = faultOf({ 'a.yaml': two, 'b.yaml': sound.replace('person:', 'persno:') });
  const lines = [...fault.message.matchAll(/line (\d+)/g)].map((match) => Number(match[1]));
  expect(fault.message).toContain('Mars/Olympus');
  expect(fault.message).toContain('"latin" cannot stand here. Known: es, pt-BR, en.');
  expect(fault.message).toContain('There is already an errand "street_light"');
  expect(fault.message).toContain('There is no key "persno" here. Did you mean "person"?');
  expect(fault.message).toContain('"person" is missing here.');
  expect(lines.length).toBeGreaterThanOrEqual(5);
});

test('two files with one id are both named', () => {
  const fault = faultOf({ 'a.yaml': sound, 'b.yaml': sound });
  expect(fault.message).toContain('b.yaml:\n  line 3: id: "town-hall" is taken by a.yaml.');
});

test.each([
  ['a tab for indentation', 'id: a\n\tname: b\n', 'line 2: '],
  ['a key that stands twice', 'id: a\nid: b\n', 'line 2: '],
  ['a quotation mark that never closes', 'id: "a\nname: b\n', 'line '],
  ['an empty file', '', 'line 1: it must begin with keys'],
  ['a list instead of keys', '- a\n- b\n', 'line 1: it must begin with keys'],
  ['an alias that leads nowhere', 'id: *nobody\n', 'line '],
  [
    'aliases that blow up',
    'a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]\n',
    'line 1: ',
  ],
  ['a list as a key', '? [a, b]\n: c\n', 'line '],
  ['bytes that are no text', '\u0000\u0001\u0002', 'line 1: '],
])('%s is named with its line, without a stack', (_what, text, said) => {
  const fault = faultOf({ 'a.yaml': text });
  expect(fault.message).toContain(said);
  expect(fault.message).not.toMatch(/^\s+at /m);
});

test('a folder that is not there, or holds no assistant, says what to set', () => {
  expect(() => loadAssistants(join(folder, 'none'))).toThrow(UsageError);
  expect(() => loadAssistants(folder)).toThrow('There is no assistant in');
});

test('names of connections are not checked where they are not known', () => {
  writeFileSync(join(folder, 'a.yaml'), sound.replace('tickets: town-hall-desk', 'tickets: elsewhere'));
  expect(loadAssistants(folder).get('town-hall').tickets).toBe('elsewhere');
});
