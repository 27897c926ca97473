/** What the scripted model says of its own. None of it promises anything: that is left to `src/language`. */
import type { FieldKind } from '../../domain/assistant';
import type { Language } from '../../domain/language';

/** Sentences of one language. Titles are what stands after "para": "avisar de una farola apagada". */
export interface Sentences {
  welcome(): string;
  /** An errand was understood and its questions begin. */
  begin(title: string): string;
  /** The caller turned from one errand to another. */
  turnTo(title: string): string;
  /** Back to the question that was open. */
  goOn(): string;
  goAhead(): string;
  /** `more`: there is more than these. */
  help(titles: string[], more: boolean): string;
  /** How a wish may be put. */
  example(title: string): string;
  whichErrand(titles: string[]): string;
  /** Not understood; said before the question is asked again. `nth` counts from 1. */
  again(nth: number): string;
  /** How a field of this kind is best said; empty where there is nothing to say. */
  tip(kind: FieldKind | undefined): string;
  /** The caller does not know what is needed. */
  needed(): string;
  leftPending(): string;
  /** What was said about the matter is kept, though something else was asked. */
  noted(): string;
  /** The caller asked to wait. */
  takeYourTime(): string;
  /** Nothing but a sound was heard. */
  listening(): string;
  /** The caller is angry. */
  sorryForTrouble(): string;
  youAreWelcome(): string;
  /** The first of two wishes is begun; the other comes after it. */
  beginFirst(title: string, later: string[]): string;
  /** The second of two wishes is offered. */
  offerLater(titles: string[]): string;
  whatIsWrong(labels: string[]): string;
  whichField(labels: string[]): string;
  /** After several tries; a person is offered next. */
  givingUp(): string;
  offerPerson(): string;
  /** The person was declined. */
  noPerson(): string;
  whichDay(): string;
  whichTime(): string;
  noSuchTime(): string;
  /** After free times were told to somebody who only asked for them. */
  bookOne(): string;
}

const list = (language: Language, items: string[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat(language, { type }).format(items);

const es: Sentences = {
  welcome: () => 'Hola. Dígame, ¿en qué puedo ayudarle?',
  begin: (title) => `Le ayudo a ${title}.`,
  turnTo: (title) => `Muy bien, dejamos lo anterior y le ayudo a ${title}.`,
  goOn: () => 'Seguimos con lo de antes.',
  goAhead: () => 'Sí, dígame.',
  help: (titles, more) =>
    `Puedo ayudarle a ${list('es', titles, 'disjunction')}${more ? ', entre otras cosas' : ''}. ¿Qué necesita?`,
  example: (title) => `Dígame en pocas palabras qué necesita, por ejemplo: «quiero ${title}».`,
  whichErrand: (titles) => `¿Me llama para ${list('es', titles, 'disjunction')}?`,
  again: (nth) => (nth > 1 ? 'Lo siento, sigo sin entenderle.' : 'Perdone, no le he entendido.'),
  tip: (kind) => (kind && esTips[kind]) ?? '',
  needed: () => 'Sin ese dato no puedo tramitarlo.',
  leftPending: () => 'No se preocupe, lo dejamos pendiente.',
  noted: () => 'De acuerdo, lo anoto.',
  takeYourTime: () => 'Claro, tómese su tiempo. Dígame cuando pueda seguir.',
  listening: () => 'Sí, le escucho.',
  sorryForTrouble: () => 'Siento mucho las molestias.',
  youAreWelcome: () => 'De nada.',
  beginFirst: (title, later) =>
    `Primero le ayudo a ${title}; después vemos lo de ${list('es', later, 'disjunction')}.`,
  offerLater: (titles) =>
    `Antes me ha hablado también de ${list('es', titles, 'disjunction')}. ¿Seguimos con eso?`,
  whatIsWrong: (labels) =>
    `¿Qué quiere cambiar: ${list('es', labels, 'disjunction')}? Si está todo bien, dígame «está bien».`,
  whichField: (labels) => `Perdone, ¿eso es ${list('es', labels, 'disjunction')}?`,
  givingUp: () => 'Parece que no consigo entenderle.',
  offerPerson: () => '¿Quiere que le llame una persona?',
  noPerson: () => 'De acuerdo, seguimos nosotros.',
  whichDay: () => '¿Qué otro día le vendría bien? También puede decirme «lo antes posible».',
  whichTime: () => '¿Cuál de esas horas le viene bien?',
  noSuchTime: () => 'Esa hora no está libre.',
  bookOne: () => 'Si quiere que le pida una, dígame cuál.',
};
const esTips: Partial<Record<FieldKind, string>> = {
  phone: 'Dígame el número cifra a cifra.',
  email: 'Dígamelo despacio, por ejemplo: «ana, arroba, ejemplo, punto es».',
  address: 'Dígame la calle y el número, por ejemplo: «calle Mayor 12».',
  date: 'Dígame un día, por ejemplo: «el martes que viene» o «24 de noviembre».',
  time: 'Dígame una hora, por ejemplo: «a las diez y media».',
  slot: 'Puede decirme la hora, o «la primera», o «otro día».',
  number: 'Dígame solo el número.',
  ticketNumber: 'Dígame solo el número, por ejemplo: «1042».',
};

const ptBR: Sentences = {
  welcome: () => 'Olá! Em que posso ajudar?',
  begin: (title) => `Vou ajudar você a ${title}.`,
  turnTo: (title) => `Certo, deixamos isso de lado e vou ajudar você a ${title}.`,
  goOn: () => 'Voltando ao que estávamos vendo.',
  goAhead: () => 'Pois não, pode falar.',
  help: (titles, more) =>
    `Posso ajudar você a ${list('pt-BR', titles, 'disjunction')}${more ? ', entre outras coisas' : ''}. Do que você precisa?`,
  example: (title) => `Diga em poucas palavras do que você precisa, por exemplo: «quero ${title}».`,
  whichErrand: (titles) => `Você está ligando para ${list('pt-BR', titles, 'disjunction')}?`,
  again: (nth) => (nth > 1 ? 'Desculpe, ainda não consegui entender.' : 'Desculpe, não entendi.'),
  tip: (kind) => (kind && ptBRTips[kind]) ?? '',
  needed: () => 'Sem essa informação não consigo dar andamento.',
  leftPending: () => 'Tudo bem, isso fica pendente.',
  noted: () => 'Certo, já anotei.',
  takeYourTime: () => 'Claro, fique à vontade. Quando puder, é só falar.',
  listening: () => 'Sim, estou ouvindo.',
  sorryForTrouble: () => 'Sinto muito pelo transtorno.',
  youAreWelcome: () => 'De nada.',
  beginFirst: (title, later) =>
    `Primeiro vou ajudar você a ${title}; depois vemos a outra parte: ${list('pt-BR', later, 'disjunction')}.`,
  offerLater: (titles) =>
    `Antes você também falou em ${list('pt-BR', titles, 'disjunction')}. Vamos ver isso agora?`,
  whatIsWrong: (labels) =>
    `O que você quer mudar: ${list('pt-BR', labels, 'disjunction')}? Se estiver tudo certo, diga «está certo».`,
  whichField: (labels) => `Desculpe, isso é ${list('pt-BR', labels, 'disjunction')}?`,
  givingUp: () => 'Parece que não estou conseguindo entender.',
  offerPerson: () => 'Quer que uma pessoa ligue para você?',
  noPerson: () => 'Certo, vamos continuar por aqui.',
  whichDay: () => 'Que outro dia fica bom para você? Você também pode dizer «o quanto antes».',
  whichTime: () => 'Qual desses horários fica bom para você?',
  noSuchTime: () => 'Esse horário não está livre.',
  bookOne: () => 'Se quiser marcar um deles, me diga qual.',
};
const ptBRTips: Partial<Record<FieldKind, string>> = {
  phone: 'Diga o número, dígito por dígito.',
  email: 'Diga devagar, por exemplo: «ana, arroba, exemplo, ponto com».',
  address: 'Diga a rua e o número, por exemplo: «Rua das Flores, 123».',
  date: 'Diga um dia, por exemplo: «terça que vem» ou «24 de novembro».',
  time: 'Diga um horário, por exemplo: «dez e meia».',
  slot: 'Você pode dizer o horário, ou «o primeiro», ou «outro dia».',
  number: 'Diga só o número.',
  ticketNumber: 'Diga só o número, por exemplo: «1042».',
};

const en: Sentences = {
  welcome: () => 'Hello. How can I help you?',
  begin: (title) => `I can help you ${title}.`,
  turnTo: (title) => `All right, let's leave that and ${title}.`,
  goOn: () => 'Back to where we were.',
  goAhead: () => 'Sure, go ahead.',
  help: (titles, more) =>
    `I can help you ${list('en', titles, 'disjunction')}${more ? ', among other things' : ''}. What do you need?`,
  example: (title) => `Just tell me in a few words what you need, for example: "I want to ${title}".`,
  whichErrand: (titles) => `Would you like to ${list('en', titles, 'disjunction')}?`,
  again: (nth) => (nth > 1 ? "I'm sorry, I still didn't get that." : "Sorry, I didn't get that."),
  tip: (kind) => (kind && enTips[kind]) ?? '',
  needed: () => "I can't go on without that.",
  leftPending: () => "That's fine, we'll leave that open.",
  noted: () => "All right, I've made a note of that.",
  takeYourTime: () => 'Of course, take your time. Tell me when you are ready.',
  listening: () => "Yes, I'm listening.",
  sorryForTrouble: () => "I'm really sorry about the trouble.",
  youAreWelcome: () => "You're welcome.",
  beginFirst: (title, later) =>
    `First I can help you ${title}; after that we can ${list('en', later, 'disjunction')}.`,
  offerLater: (titles) =>
    `Earlier you also wanted to ${list('en', titles, 'disjunction')}. Shall we do that now?`,
  whatIsWrong: (labels) =>
    `What would you like to change: ${list('en', labels, 'disjunction')}? If it's all fine, just say "it's fine".`,
  whichField: (labels) => `Sorry, is that ${list('en', labels, 'disjunction')}?`,
  givingUp: () => "I'm having trouble understanding you.",
  offerPerson: () => 'Would you like a person to call you back?',
  noPerson: () => "All right, let's carry on.",
  whichDay: () => 'Which other day would suit you? You can also say "as soon as possible".',
  whichTime: () => 'Which of those times suits you?',
  noSuchTime: () => 'That time is not free.',
  bookOne: () => "If you'd like one of them, tell me which.",
};
const enTips: Partial<Record<FieldKind, string>> = {
  phone: 'Please say the number digit by digit; from abroad, begin with plus and the country code.',
  email: 'Please say it slowly, for example: "ana, at, example, dot com".',
  address: 'Please give the street and number, for example: "12 Main Street".',
  date: 'Please give a day, for example: "next Tuesday" or "24 November".',
  time: 'Please give a time, for example: "half past ten".',
  slot: 'You can say the time, or "the first one", or "another day".',
  number: 'Please say just the number.',
  ticketNumber: 'Please say just the number, for example: "1042".',
};

const sentences: Record<Language, Sentences> = { es, 'pt-BR': ptBR, en };

/** The sentences of a language. */
export const sentencesOf = (language: Language): Sentences => sentences[language];
