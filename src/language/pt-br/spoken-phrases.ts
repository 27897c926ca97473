import type { SpokenPhrases } from '../spoken-phrases';

/** What a spoken call says in Brazilian Portuguese. */
export const spoken: SpokenPhrases = {
  isMachine: () => 'Você fala com um assistente de inteligência artificial.',
  backAgain: () => 'Desculpe, a ligação falhou um momento.',
  nobodyThere: () => 'Não ouço ninguém, então encerro a ligação. Pode ligar de novo quando quiser. Até logo.',
  faulty: () =>
    'Sinto muito, estamos com uma falha e não posso atender. Ligue de novo em alguns minutos, por favor.',
};
