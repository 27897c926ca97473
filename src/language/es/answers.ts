import { createAnswerEar } from '../answers';
import { consent } from './consent';
import { hearing } from './hearing';

const appointment = '(?: (?:(?:(?:de )?la|mi|esa|esta) cita|(?:mi |la )?asistencia))?';

export const answers = createAnswerEar(
  {
    confirm: [
      `(?:la |lo |se la )?(?:confirmo|confirmar|confirmada|confirmado|confirme|confirmamos|confirmacion)${appointment}`,
      'queda confirmada|la mantengo|mantengo la cita|me (?:viene|va) bien|nos (?:viene|va) bien',
      '(?:alli|ahi) (?:estare|estaremos|nos vemos)|(?:ire|iremos|voy|vamos|voy a ir|asistire|asistiremos|acudire)(?: (?:alli|seguro|sin falta))?',
    ],
    cancel: [
      `(?:(?:quiero|quisiera|deseo|necesito|prefiero|me gustaria|mejor) )?(?:anular|cancelar)(?:l[ao])?${appointment}`,
      `(?:anul[ae]|cancel[ae]|anulen|cancelen|anulad|cancelad)(?:l[ao])?${appointment}`,
      `(?:(?:yo )?la )?(?:anulo|cancelo)${appointment}`,
      '(?:anulacion|cancelacion|anulada|cancelada)(?: de la cita)?',
    ],
    thanks: [
      '(?:muchas |muchisimas |mil )?gracias(?: (?:por (?:avisar|todo|el aviso|la informacion)|a (?:usted|ustedes|vosotros)))*',
      '(?:muy amables?|recibido|enterad[oa]|entendido|anotado|tomo nota|estupendo|genial)',
    ],
    change:
      'cambi\\p{L}*|mover\\p{L}*|muev\\p{L}*|aplaz\\p{L}*|aplac\\p{L}*|pospon\\p{L}*|retrasar\\p{L}*|retrase(?:n|la|nla)?|adelantar\\p{L}*|adelante(?:nla|la)|reprogram\\p{L}*|otr[oa] (?:dia|hora|fecha|momento|semana|cita)|mas (?:tarde|temprano|adelante)|(?:la|otra) (?:proxima semana|semana que viene)',
    cancelling: '(?:anul|cancel)\\p{L}*',
    notSolved:
      '(?:no|nada|sin) (?:(?:esta|estaba|se ha|han|lo han|la han|ha quedado|quedo|se|ha sido) )?(?:resuelt[oa]|resolver|arreglad[oa]|arreglar|solucionad[oa]|solucionar|reparad[oa]|funciona|va)|sigue (?:igual|mal|peor|roto|rota|apagad[oa]|sin \\p{L}+|estropead[oa]|pasando|fallando|fundid[oa])|(?:sigo|seguimos|estoy|estamos) (?:igual|sin \\p{L}+)|(?:esta|todo) igual|(?:re|vuelv\\p{L}* a )?abr(?:ir|an|a|anlo|alo)(?:l[oa])?|reabr\\p{L}*|no (?:lo|la) (?:han|ha) (?:hecho|arreglado|solucionado|reparado)|ha vuelto a \\p{L}+',
    solved:
      '(?<!(?:no|nada|sin|que) )(?:ya )?(?:esta|ha quedado|quedo) (?:todo )?(?:resuelt[oa]|arreglad[oa]|solucionad[oa]|reparad[oa])|ya (?:funciona|va bien|esta bien|se ve|tenemos|hay)|(?<!no )(?:ya )?(?:lo|la) han (?:arreglado|solucionado|reparado)',
    denial: 'no|nunca|tampoco|ni|sin|nada',
    asking:
      '(?:a |en |de |con |por |para |hasta |desde )?(?:que|cual|cuales|cuando|cuanto|cuanta|cuantos|cuantas|donde|adonde|quien|quienes|como)|puedo|podria|podemos|se puede|me puede|pueden|es posible|hay que|hay alguna?|debo|hace falta',
    polite: [
      ...['si', 'hola', 'buenas', 'buenos dias', 'buenas tardes', 'buenas noches', 'por favor', 'gracias'],
      ...[
        'muchas gracias',
        'vale',
        'ok',
        'de acuerdo',
        'perfecto',
        'eh',
        'ah',
        'pues',
        'bueno',
        'oiga',
        'mire',
      ],
      ...['un saludo', 'saludos', 'bien', 'entonces', 'muy amable', 'claro'],
    ],
  },
  hearing,
  consent,
);
