/**
 * Whether a sentence says that something is done. The judge's own reading, apart from the guard that the product has
 * against such sentences: what one of them overlooks the other may find.
 */
import type { Language } from '../domain/language';

interface Words {
  /** Says that it is done. */
  claim: RegExp;
  /** Says so of the future, of a condition, or of what is not. */
  hedge: RegExp;
  /** Begins a read-back, which ends in a question. */
  readBack: RegExp;
}

const words: Record<Language, Words> = {
  en: {
    claim:
      /(?:^|[^\p{L}])(?:done[!:.,]|(?:is|are|was|were|has been|have been|i have|i've|we have|we've|it's|that's|you're)(?: (?:now|already|just|all|been))* (?:done|registered|booked|confirmed|completed?|carried out|processed|cancelled|canceled|reserved|arranged|scheduled|changed|created|opened|issued|refunded|submitted|added|closed|set up|taken care of)(?!\p{L})|(?:your|the) (?:confirmation|ticket|reference|record) number is|your appointment \S+ is (?:now )?on|now has \S+ priority|i have added|its number is)/giu,
    hedge: /\b(?:not|n't|cannot|will be|as soon as|once|until|if|when|whether|going to)\b/i,
    readBack: /^(?:I am going to|To .+, I am going to)/,
  },
  es: {
    claim:
      /(?:^|[^\p{L}])(?:hecho[!:.,]|(?:está|están|queda|quedan|ha quedado|han quedado|ha sido|han sido|lo he|la he|he|hemos|lo hemos)(?: ya)? (?:hech[oa]s?|registrad[oa]s?|tramitad[oa]s?|confirmad[oa]s?|reservad[oa]s?|anulad[oa]s?|cerrad[oa]s?|cambiad[oa]s?|añadid[oa]s?|completad[oa]s?)(?!\p{L})|su número(?: de confirmación)? es|su cita \S+ (?:es|queda)|tiene cita el|tiene ahora prioridad)/giu,
    hedge: /(?:^|[^\p{L}])(?:no|todavía|en cuanto|cuando|hasta que|si|voy a|se tramitará)(?!\p{L})/iu,
    readBack: /^(?:Voy a|Para .+, voy a)/,
  },
  'pt-BR': {
    claim:
      /(?:^|[^\p{L}])(?:pronto[!:.,]|(?:está|estão|foi|foram|fica|ficou|ficaram)(?: já)? (?:feit[oa]s?|registrad[oa]s?|processad[oa]s?|confirmad[oa]s?|agendad[oa]s?|marcad[oa]s?|reservad[oa]s?|cancelad[oa]s?|encerrad[oa]s?|alterad[oa]s?|concluíd[oa]s?)(?!\p{L})|(?:registrei|agendei|marquei|reservei|cancelei|processamos|registramos|acrescentei|concluí)(?!\p{L})|o (?:seu )?número(?: de confirmação)? é|sua marcação \S+ (?:é|agora|está)|agora tem prioridade)/giu,
    hedge: /(?:^|[^\p{L}])(?:não|ainda|assim que|quando|até que|se|vou)(?!\p{L})/iu,
    readBack: /^(?:Vou|Para .+, vou)/,
  },
};

/** Characters before a claim in which a hedge takes it back: "as soon as it is done". */
const reachOfHedge = 30;

/** Whether one utterance claims success; a question claims nothing, so neither does a read-back. */
export function claimsSuccess(utterance: string, language: Language): boolean {
  const { claim, hedge, readBack } = words[language];
  if (readBack.test(utterance) && utterance.trimEnd().endsWith('?')) return false;
  return sentencesOf(utterance).some((sentence) =>
    [...sentence.matchAll(claim)].some(
      ({ index }) => !hedge.test(sentence.slice(Math.max(0, index - reachOfHedge), index + 1)),
    ),
  );
}

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?;…])\s+/).filter((sentence) => !sentence.endsWith('?'));
