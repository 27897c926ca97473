/** A ticket as one text, for systems that have a description and few fields. In the caller's language. */
import type { Language } from '../domain/language';
import type { TicketDraft } from '../domain/ticket';

type Line =
  | 'place'
  | 'thing'
  | 'person'
  | 'phone'
  | 'email'
  | 'category'
  | 'team'
  | 'pending'
  | 'due'
  | 'received'
  | 'caller'
  | 'intent'
  | 'heard'
  | 'summary';

const labels: Record<Language, Record<Line, string>> = {
  es: {
    place: 'Lugar',
    thing: 'Elemento afectado',
    person: 'Persona de contacto',
    phone: 'Teléfono',
    email: 'Correo electrónico',
    category: 'Categoría',
    team: 'Equipo',
    pending: 'Pendiente de preguntar',
    due: 'Respuesta prometida hasta',
    received: 'Recibido',
    caller: 'Número desde el que se contactó',
    intent: 'Motivo',
    heard: 'Datos recogidos',
    summary: 'Resumen',
  },
  'pt-BR': {
    place: 'Local',
    thing: 'Item em questão',
    person: 'Pessoa de contato',
    phone: 'Telefone',
    email: 'E-mail',
    category: 'Categoria',
    team: 'Equipe',
    pending: 'Falta perguntar',
    due: 'Resposta prometida até',
    received: 'Recebido',
    caller: 'Número de quem entrou em contato',
    intent: 'Motivo',
    heard: 'Dados informados',
    summary: 'Resumo',
  },
  en: {
    place: 'Place',
    thing: 'Item concerned',
    person: 'Contact',
    phone: 'Phone',
    email: 'E-mail',
    category: 'Category',
    team: 'Team',
    pending: 'Still to be asked',
    due: 'Answer promised by',
    received: 'Received',
    caller: 'Contacted from',
    intent: 'Reason',
    heard: 'Details given',
    summary: 'Summary',
  },
};

/** Writes a draft out: first what was said, then one line for each thing known. Instants stay ISO in UTC. */
export function ticketText(draft: TicketDraft): string {
  const { origin, contact } = draft;
  const label = labels[origin.language];
  const known: [Line, string | undefined][] = [
    ['place', draft.place],
    ['thing', draft.thing],
    ['person', contact.name],
    ['phone', contact.phone],
    ['email', contact.email],
    ['category', [draft.category, draft.subcategory].filter(Boolean).join(' / ')],
    ['team', draft.team],
    ['pending', draft.pending.join(', ')],
    ['due', draft.dueDay ?? draft.dueAt],
    ['received', `${origin.channel}, ${origin.at}`],
    ['caller', origin.callingNumber],
    ['intent', origin.intent],
    [
      'heard',
      Object.entries(origin.entities)
        .map(([name, value]) => `${name}: ${value}`)
        .join('; '),
    ],
    ['summary', origin.summary],
  ];
  const lines = known.filter(([, value]) => value).map(([line, value]) => `${label[line]}: ${value}`);
  return [...(draft.description ? [draft.description, ''] : []), ...lines].join('\n');
}
