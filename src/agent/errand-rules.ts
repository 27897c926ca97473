import type { AgendaPlan } from '../domain/agenda-plan';
import type { Errand, Field, FieldKind, Verb } from '../domain/assistant';
import { plain } from '../language/hearing';
import { declaredMistakes } from './declared-rules';
import { isDeclared } from './declared-operations';
import { type Mistake, notAmong, repeats } from './mistakes';

/** What an errand's rules look at in the rest of the file. */
interface Surroundings {
  plan: AgendaPlan | undefined;
  tickets: unknown;
  agenda: unknown;
}

/** Tools every assistant has; an errand cannot take their names. */
const builtIn = ['request_person', 'find_free_times'];

/** The fields a verb works with, by name: of which kind, and whether it works without an answer. */
const verbFields: Partial<
  Record<Verb, Record<string, { kind: FieldKind; may: 'optional' | 'required' | 'absent' }>>
> = {
  readTicket: { number: { kind: 'ticketNumber', may: 'required' } },
  listTickets: {},
  commentTicket: {
    number: { kind: 'ticketNumber', may: 'required' },
    text: { kind: 'text', may: 'required' },
  },
  raisePriority: { number: { kind: 'ticketNumber', may: 'required' } },
  closeTicket: { number: { kind: 'ticketNumber', may: 'required' }, reason: { kind: 'text', may: 'absent' } },
  reopenTicket: {
    number: { kind: 'ticketNumber', may: 'required' },
    reason: { kind: 'text', may: 'absent' },
  },
  findSlots: { day: { kind: 'date', may: 'absent' } },
  listAppointments: {},
  bookAppointment: {
    day: { kind: 'date', may: 'absent' },
    slot: { kind: 'slot', may: 'required' },
    name: { kind: 'name', may: 'required' },
    phone: { kind: 'phone', may: 'absent' },
    email: { kind: 'email', may: 'absent' },
  },
  moveAppointment: { day: { kind: 'date', may: 'absent' }, slot: { kind: 'slot', may: 'required' } },
  cancelAppointment: {},
};
const ticketVerbs: Verb[] = [
  'createTicket',
  'readTicket',
  'listTickets',
  'commentTicket',
  'raisePriority',
  'closeTicket',
  'reopenTicket',
];
const appointmentVerbs: Verb[] = [
  'findSlots',
  'listAppointments',
  'bookAppointment',
  'moveAppointment',
  'cancelAppointment',
];
/** Free times are looked for by service; only cancelling takes the caller's next appointment, whatever it is for. */
const serviceVerbs: Verb[] = ['findSlots', 'bookAppointment', 'moveAppointment'];

/** What is wrong with one errand; paths begin at the errand. */
export function errandMistakes(errand: Errand, around: Surroundings): Mistake[] {
  return [
    ...nameMistakes(errand),
    ...connectionMistakes(errand, around),
    ...ticketMistakes(errand),
    ...serviceMistakes(errand, around.plan),
    ...verbFieldMistakes(errand),
    ...whenMistakes(errand),
    ...declaredMistakes(errand),
    ...errand.fields.flatMap((field, index) =>
      fieldMistakes(field, errand.verb).map((mistake) => ({
        ...mistake,
        path: ['fields', index, ...mistake.path],
      })),
    ),
  ];
}

function nameMistakes(errand: Errand): Mistake[] {
  const taken = builtIn.includes(errand.name)
    ? [
        {
          path: ['name'],
          text: `"${errand.name}" is a tool of every assistant. Give the errand another name.`,
        },
      ]
    : [];
  const doubled = repeats(errand.fields, (field) => field.name).map(({ item, index }) => ({
    path: ['fields', index, 'name'],
    text: `There is already a field "${item.name}". Give one of them another name.`,
  }));
  const empty = errand.when.flatMap((phrase, index) =>
    plain(phrase) === ''
      ? [{ path: ['when', index], text: 'There is no word here. Write what a caller says.' }]
      : [],
  );
  return [...taken, ...doubled, ...empty];
}

function connectionMistakes(errand: Errand, { tickets, agenda }: Surroundings): Mistake[] {
  if (errand.connection !== undefined && isDeclared(errand)) return [];
  const key = isDeclared(errand) || ticketVerbs.includes(errand.verb) ? 'tickets' : 'agenda';
  if ((key === 'tickets' ? tickets : agenda) !== undefined) return [];
  const text = `${errand.verb} needs a connection. Add "${key}:" with a name of recado.yaml to the assistant.`;
  return [{ path: ['verb'], text }];
}

/** An errand without phrases would never be found by the scripted model; only one without questions may be left to others. */
function whenMistakes(errand: Errand): Mistake[] {
  if (errand.when.length > 0 || (isDeclared(errand) && errand.fields.length === 0)) return [];
  return [{ path: ['name'], text: `${errand.name} needs "when:" with words by which callers ask for it.` }];
}

function ticketMistakes({ verb, ticket }: Errand): Mistake[] {
  if (verb === 'createTicket' && !ticket) {
    return [{ path: ['verb'], text: 'createTicket needs "ticket:" with category, team and due.' }];
  }
  if (verb !== 'createTicket' && ticket) {
    return [
      {
        path: ['ticket'],
        text: `${verb} makes no ticket. Take "ticket:" away, or use the verb createTicket.`,
      },
    ];
  }
  return [];
}

function serviceMistakes({ verb, service }: Errand, plan: AgendaPlan | undefined): Mistake[] {
  if (service === undefined) {
    const known = plan ? ` One of: ${plan.services.map(({ id }) => id).join(', ')}.` : '';
    return serviceVerbs.includes(verb) ? [{ path: ['verb'], text: `${verb} needs "service:".${known}` }] : [];
  }
  if (!appointmentVerbs.includes(verb)) {
    return [{ path: ['service'], text: `${verb} has no service. Take "service:" away.` }];
  }
  const offered = new Set(plan?.professionals.flatMap((person) => person.services));
  if (!plan || offered.has(service)) return [];
  return [{ path: ['service'], text: notAmong(`No professional offers "${service}".`, service, offered) }];
}

function verbFieldMistakes({ verb, fields }: Errand): Mistake[] {
  const wanted = verbFields[verb];
  if (!wanted) return [];
  const missing = Object.entries(wanted)
    .filter(([name, { may }]) => may !== 'absent' && !fields.some((field) => field.name === name))
    .map(([name, { kind }]) => ({
      path: ['verb'],
      text: `${verb} needs a field "${name}" of kind ${kind}.`,
    }));
  const wrong = fields.flatMap((field, index): Mistake[] => {
    const rule = wanted[field.name];
    const path = ['fields', index];
    if (!rule) {
      const text = notAmong(`${verb} has no field "${field.name}".`, field.name, Object.keys(wanted));
      return [{ path: [...path, 'name'], text }];
    }
    if (field.kind !== rule.kind) {
      return [{ path: [...path, 'kind'], text: `"${field.name}" of ${verb} must be of kind ${rule.kind}.` }];
    }
    if (field.optional && rule.may === 'required') {
      return [
        {
          path: [...path, 'optional'],
          text: `${verb} cannot do without "${field.name}". Take "optional:" away.`,
        },
      ];
    }
    return [];
  });
  return [...missing, ...wrong];
}

function fieldMistakes(field: Field, verb: Verb): Mistake[] {
  const mistakes: Mistake[] = [];
  if (field.kind === 'choice' && Object.keys(field.choices ?? {}).length === 0) {
    mistakes.push({ path: ['kind'], text: 'A choice needs "choices:", such as {card: [tarjeta, visa]}.' });
  }
  if (field.kind !== 'choice' && field.choices) {
    mistakes.push({
      path: ['choices'],
      text: `A field of kind ${field.kind} has no choices. Use the kind choice.`,
    });
  }
  if (field.kind === 'slot' && !['bookAppointment', 'moveAppointment'].includes(verb)) {
    mistakes.push({
      path: ['kind'],
      text: `Only bookAppointment and moveAppointment have a slot, not ${verb}.`,
    });
  }
  const needed = { 'contact.phone': 'phone', 'contact.email': 'email' }[String(field.fills)];
  if (needed && field.kind !== needed) {
    mistakes.push({
      path: ['fills'],
      text: `${field.fills} can only be filled by a field of kind ${needed}.`,
    });
  }
  return [...mistakes, ...sharedWords(field)];
}

/** Words that stand for two choices: the caller who says one cannot be understood. */
function sharedWords({ choices = {} }: Field): Mistake[] {
  const owner = new Map<string, string>();
  return Object.entries(choices).flatMap(([key, words]) =>
    words.flatMap((word, index) => {
      const before = owner.get(plain(word)) ?? key;
      owner.set(plain(word), before);
      if (before === key) return [];
      return [{ path: ['choices', key, index], text: `"${word}" already stands for "${before}".` }];
    }),
  );
}
