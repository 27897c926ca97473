import type { SpokenPhrases } from '../spoken-phrases';

/** What a spoken call says in Spanish. */
export const spoken: SpokenPhrases = {
  isMachine: () => 'Le atiende un asistente de inteligencia artificial.',
  backAgain: () => 'Perdone, se ha cortado un momento.',
  nobodyThere: () =>
    'No oigo a nadie, así que termino la llamada. Puede volver a llamar cuando quiera. Adiós.',
  faulty: () =>
    'Lo siento, tenemos una avería y no puedo atenderle. Vuelva a llamar en unos minutos, por favor.',
};
