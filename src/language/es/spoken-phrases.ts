import { digitByDigit } from '../digit-by-digit';
import type { SpokenPhrases } from '../spoken-phrases';
import { bare, sentences } from '../wording';

/** What a spoken call says in Spanish. */
export const spoken: SpokenPhrases = {
  isMachine: () => 'Le atiende un asistente de inteligencia artificial.',
  backAgain: () => 'Perdone, se ha cortado un momento.',
  worksAgain: () => 'Ya funciona todo de nuevo.',
  nobodyThere: () =>
    'No oigo a nadie, así que termino la llamada. Puede volver a llamar cuando quiera. Adiós.',
  faulty: () =>
    'Lo siento, tenemos una avería y no puedo atenderle. Vuelva a llamar en unos minutos, por favor.',
  callsAgain: (office) =>
    sentences(
      `Le llama ${bare(office)}.`,
      'Ahora mismo tenemos una avería y no puedo decirle para qué.',
      'Volveremos a llamarle o le escribiremos. Disculpe las molestias. Adiós.',
    ),
  mayRecord: () => '¿Me permite que grabe esta llamada? Dígame sí o no, por favor.',
  isRecorded: () => 'Gracias, la llamada se graba.',
  isNotRecorded: () => 'De acuerdo, no se graba nada.',
  puttingThrough: () => 'Le paso con una persona. No cuelgue, por favor.',
  nobodyFree: () => 'Ahora mismo no hay nadie libre que pueda atenderle.',
  handover: ({ number, name, wants, codes }) =>
    [
      'Llamada del asistente automático.',
      name === undefined ? '' : `Le llama ${name}.`,
      number === undefined ? 'Llama con número oculto.' : `Llama desde el ${digitByDigit(number)}.`,
      `Quiere: ${wants}.`,
      codes.length === 0 ? '' : `Códigos: ${codes.join(', ')}.`,
      'Pulse 1 para atender la llamada.',
    ]
      .filter(Boolean)
      .join(' '),
  handoverUnknown: () =>
    'Llamada del asistente automático. Una persona espera para hablar con usted. Pulse 1 para atenderla.',
  handoverNote: ({ name, wants, codes }) =>
    [
      'Se intentó pasar la llamada a una persona.',
      name === undefined ? '' : `Nombre: ${name}.`,
      `Quiere: ${wants}.`,
      codes.length === 0 ? '' : `Códigos de la llamada: ${codes.join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  callerHasLeft: () => 'Lo siento, quien llamaba ya ha colgado. Adiós.',
};
