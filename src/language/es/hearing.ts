import { createEar } from '../ear';
import type { Hearing } from '../hearing';
import { commands } from './commands';
import { consent } from './consent';
import { dates } from './dates';
import { letters } from './letters';
import { numbers } from './numbers';
import { times } from './times';

export const hearing: Hearing = createEar({
  commands,
  consent,
  numbers,
  dates,
  times,
  letters,
  negations: ['no', 'ni', 'tampoco'],
  phones: {
    plus: ['mas'],
    between: ['y', 'luego', 'despues', 'espacio', 'guion'],
    national: (digits) => {
      const number = digits.replace(/^(?:00)?34(?=[6-9]\d{8}$)/, '');
      return /^[6-9]\d{8}$/.test(number) ? `+34${number}` : undefined;
    },
  },
  emails: {
    before:
      /^(?:(?:si|pues|vale|mire|claro|a ver|apunte|anote) )*(?:(?:el|la|mi|un) )?(?:(?:correo(?: electronico)?|e-?mail|mail|direccion(?: de correo)?) )?(?:mio )?(?:(?:es|seria) )?(?:(?:el|la) )?/,
    remarks: [
      'todo junto y en minusculas',
      'todo junto',
      'todo seguido',
      'sin espacios',
      'todo en minusculas',
      'en minusculas',
      'con minusculas',
      'por favor',
      'sin acento',
      'sin tilde',
    ],
    signs: [
      ['arroba', '@'],
      ['guion bajo|barra baja|subrayado', '_'],
      ['guion medio|guion', '-'],
      ['punto', '.'],
      ['signo mas|mas', '+'],
    ],
  },
  names: {
    before: [
      /^(?:sí|si|claro|pues|vale|mire|bueno|hola|buenas|buenos días|buenas tardes|a ver|eh|ah)(?=[\s,.])/iu,
      /^(?:yo )?(?:me llamo|soy|mi nombre(?: completo)? es|mi nombre|el nombre es|se llama|a nombre de|a nombre|apunte|anote|es|de parte de|le habla|habla)(?=\s)/iu,
      /^(?:eh|el señor|la señora|la señorita|señor|señora|señorita|don|doña|sr\.?|sra\.?|d\.ª?|d\.)(?=\s)/iu,
    ],
    after: [
      /[\s,]+(?:para servirle|para lo que necesite|por favor|gracias|muchas gracias|encantad[oa]|dígame|y usted)$/iu,
    ],
    particles: ['de', 'del', 'la', 'las', 'los', 'y', 'e'],
  },
  addresses: {
    before: [
      /^(?:sí|si|claro|pues|vale|mire|bueno|hola|a ver|eh|ah|creo que|es que|aquí|aqui)(?=[\s,.])/iu,
      /^(?:(?:pues )?(?:la farola |la casa |la calle )?(?:está|esta|queda|es|sería|vivo|estoy|estamos|ocurre|pasa|ha sido|fue|se encuentra)(?: situad[oa]| ubicad[oa])?|la dirección es|mi dirección es|la dirección|mi dirección)(?=\s)/iu,
      /^(?:en|a|por)(?=\s)/iu,
      /^(?:la|el)(?=\s+(?:calle|c\/|avenida|avda|plaza|plza|paseo|camino|carretera|ronda|travesía|callejón|glorieta|pasaje|barrio|polígono|parque|urbanización))/iu,
    ],
    after: [/[\s,]+(?:por favor|gracias|muchas gracias|creo|m[aá]s o menos|creo yo|de aqu[ií])$/iu],
    particles: [
      'de',
      'del',
      'la',
      'las',
      'los',
      'el',
      'y',
      'e',
      'número',
      'numero',
      'nº',
      'con',
      'esquina',
      'a',
      'al',
      'en',
      'frente',
      'junto',
      'piso',
      'puerta',
      'portal',
      'bajo',
      'cerca',
      'altura',
    ],
    vague:
      'mi mis su sus nuestra nuestro tu la el esta este esa ese misma mismo propia otra otro tal al lado de del en enfrente delante detras cerca lejos aqui ahi alli aca alla abajo arriba fuera dentro calle avenida plaza paseo camino carretera ronda travesia glorieta casa puerta portal barrio zona pueblo ciudad esquina acera trabajo urbanizacion donde siempre vivo estoy yo mi es que por pues eh justo toda todo final principio mitad medio farola bache direccion numero bar vecino vecina vecinos local oscuras oscura oscuro sin luz apagada'.split(
        ' ',
      ),
    numberFirst: false,
    unitMarks:
      'primero segundo tercero cuarto quinto sexto septimo octavo bajo bajos atico entresuelo principal piso puerta escalera derecha izquierda bis'.split(
        ' ',
      ),
    numberMarks: ['número', 'numero', 'nº', 'portal', 'bloque', 'altura'],
  },
  corrections: {
    contrasts: [
      /^(?:no[,.;:]?\s+)?no (?:es|son|era|está|esta|en|el|la|a) .+?[,;]?\s+sino (?:que )?(?:es |son |está )?(.+)$/iu,
      /^(?:no[,.;:]?\s+)?no (?:es|son|era|está|esta|en) [^,;.]+[,;.]\s*(?:es|son|era|está|esta) (.+)$/iu,
    ],
    openings: [
      /^(?:no|nop|qué va|que no)\s*[,.;:!—–-]+\s*(?=\S)/iu,
      /^no (?=perd[oó]n|mejor |quer[ií]a decir |quise decir |digo |me he equivocado|espere)/iu,
      /^(?:perd[oó]n|perdone|disculpe|espere|ay|uy)[\s,.]+(?=(?:no|es|era|son|mejor|quer[ií]a decir|quise decir|me he equivocado|digo)\b)/iu,
      /^(?:mejor(?! dicho)|quer[ií]a decir|quise decir|he querido decir|mejor dicho|me he equivocado|me equivoqu[eé]|corrijo|digo)\b[\s,.:]*(?=\S)/iu,
      /^en realidad[\s,]+(?=(?:es|son|era|el|la|en|no)\b)/iu,
      /^(?:s[ií]|vale|bueno|correcto)[\s,]+(?:pero|solo que|aunque)[\s,]+(?=\S)/iu,
    ],
    fillers: [
      /^(?:no|nop|perd[oó]n|perdone|disculpe|espere|ay|uy|mire|oiga|que)(?:\s*[,.;:!]+\s*|\s+)(?=\S)/iu,
      /^(?:quer[ií]a decir|quise decir|he querido decir|he dicho|mejor dicho|me he equivocado|me equivoqu[eé]|est[aá] mal|eso est[aá] mal|no es correcto|corrijo|digo|mejor|prefiero|ponga|c[aá]mbielo (?:a|por)|en realidad)(?![\p{L}\p{N}])[\s,.:;]*/iu,
      /^(?:es|son|era|sería|seria)(?=\s+\S)/iu,
    ],
  },
  ordinals: {
    ordinals: {
      primera: 1,
      primero: 1,
      primer: 1,
      segunda: 2,
      segundo: 2,
      tercera: 3,
      tercero: 3,
      tercer: 3,
      cuarta: 4,

      cuarto: 4,
      quinta: 5,
      quinto: 5,
      sexta: 6,
      sexto: 6,
      septima: 7,
      septimo: 7,
      octava: 8,
      octavo: 8,
      novena: 9,
      noveno: 9,
      decima: 10,
      decimo: 10,
      ultima: -1,
      ultimo: -1,
    },
    frames: [
      '(?:la|el)? ?{o}(?: (?:opcion|hora|cita|hueco|fecha|de todas|de todos|que ha dicho|que me ha dicho|que haya))?',
      '(?:la |el )?(?:opcion |numero |opcion numero )?{n}',
    ],
    around: [
      'quiero',
      'prefiero',
      'elijo',
      'escojo',
      'me quedo con',
      'deme',
      'mejor',
      'pues',
      'si',
      'vale',
      'por favor',
      'gracias',
      'entonces',
      'esa',
      'me viene bien',
      'me va bien',
      'con',
      'nada',
      'bueno',
      'mire',
      'eh',
      'venga',
    ],
  },
});
