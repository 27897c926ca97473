import type { CommandWords } from '../command-ear';

const want =
  '(?:quiero|quisiera|querria|me gustaria|necesito|prefiero|deseo|puedo|podria|puede ser|es posible)';
const passMe =
  '(?:(?:me )?(?:pasa|pase|paseme|pasame|puede pasar(?:me)?|podria pasar(?:me)?|ponga|pongame|puede poner(?:me)?|comunique|comuniqueme))';
const human =
  '(?:(?:una|alguna) persona(?: (?:real|humana|fisica|de verdad|de carne y hueso))?|un humano|un ser humano|alguien(?: (?:real|de verdad|humano))?|(?:un|una|el|la|algun|alguna) (?:agente|operador|operadora|empleado|empleada|funcionario|funcionaria|companero|companera|teleoperador|teleoperadora|responsable)(?: (?:humano|humana|real))?)';

export const commands: CommandWords = {
  commands: {
    repeat: [
      '(?:me lo |lo )?(?:repita|repitamelo|repitelo|repitalo|repite|repitame)(?: (?:eso|lo|la pregunta|lo ultimo|otra vez|de nuevo))?',
      '(?:me )?(?:lo )?(?:puede|podria|puedes) (?:repetir|repetirlo|repetirmelo|volver a decirlo|decirlo otra vez)(?:melo|me|lo)?(?: (?:eso|la pregunta|lo ultimo|otra vez|de nuevo))?',
      '(?:que|como) (?:ha dicho|dice|dijo|decia|me ha dicho)(?: usted)?',
      'como|que|perdon|perdone|digame otra vez|otra vez|de nuevo|una vez mas',
      'no (?:le |lo |te |la )?(?:he (?:oido|entendido|escuchado)|oigo|oi|entendi|entiendo|escucho)(?: (?:bien|nada))?',
      '(?:digalo|dimelo|digamelo|vuelva a decirlo|vuelva a decirmelo)(?: (?:otra vez|de nuevo))?',
    ],
    cancel: [
      '(?:quiero |deseo )?(?:cancelar|cancela|cancele|cancelelo|anular|anulelo)(?: (?:todo|eso|esto|la operacion|la solicitud en curso))?',
      '(?:dejelo|dejalo|lo dejo|lo dejamos|dejemoslo|olvidelo|olvidalo|olvidese|dejelo estar|nada (?:dejelo|olvidelo))(?: (?:asi|estar|da igual|olvidelo|dejelo|nada))?',
      '(?:ya )?(?:da igual|no importa|no quiero seguir|no quiero continuar|no sigamos|no siga|pare|parelo)',
      'mejor (?:lo dejo|dejelo|lo dejamos|no haga nada)',
    ],
    person: [
      `${want}(?: que)? (?:hablar|me atienda|me llame|me atendiera|hablar directamente)(?: con)? ${human}`,
      `${passMe} (?:con|a) ${human}`,
      `(?:hablar )?con ${human}`,
      `${want} ${human}`,
      'una persona|operador|operadora|agente|persona|agente humano|humano',
      'no quiero hablar con (?:una|un) (?:maquina|robot|contestador|ordenador)',
      `hay ${human}(?: ahi)?`,
    ],
    goodbye: [
      '(?:adios|hasta luego|hasta pronto|hasta otra|hasta manana|chao|chau|buenas noches|que tenga (?:un )?buen dia)(?: (?:adios|hasta luego))?',
      '(?:no )?(?:(?:no )?(?:quiero |necesito )?nada mas|eso (?:es|era|seria) todo|es todo|ya esta(?: todo)?|con eso (?:me )?(?:vale|basta)|ya he terminado)(?: (?:adios|hasta luego|eso es todo))?',
      '(?:no )?nada(?: muchas| de momento)?(?: gracias)?',
      'no (?:muchas )?gracias(?: (?:adios|hasta luego|nada mas|eso es todo))?',
    ],
    wait: [
      '(?:(?:no )?(?:espere|espera|espereme|esperese|aguarde|aguardeme)|me (?:espera|permite)|(?:puede|podria) (?:esperar|esperarme))(?: (?:un|1|solo un) (?:momento|momentito|segundo|segundito|minuto|minutito|poco|poquito))?(?: a ver| que (?:lo |la )?(?:voy a )?(?:miro|mirar|mire|mirarlo|busco|buscar|buscarlo|cojo|coger|veo|ver)(?: [a-z]+){0,3})?',
      '(?:deme |dame |solo )?(?:un|1) (?:momento|momentito|segundo|segundito|minuto|minutito)(?: a ver| que (?:lo |la )?(?:voy a )?(?:miro|mirar|mire|mirarlo|busco|buscar|buscarlo|cojo|coger|veo|ver)(?: [a-z]+){0,3})?',
      '(?:que |lo |la )?(?:voy a mirarlo|voy a mirar|lo miro|la miro|lo busco|dejeme (?:ver|mirar|pensar|mirarlo))|no (?:cuelgue|se retire)',
    ],
    dontKnow: [
      '(?:pues )?(?:no (?:lo |la |le )?(?:se|sabria|sabria decirle|recuerdo|tengo|conozco)|ni idea|no tengo ni idea|no tengo idea|no me acuerdo|no caigo|no estoy segur[oa]|lo desconozco|no lo tengo a mano)(?: (?:ahora(?: mismo)?|bien|exactamente|de eso|decirle|seguro|a mano))*',
      '(?:ahora(?: mismo)? )(?:no (?:lo )?(?:se|recuerdo|caigo|me acuerdo))',
      'se me ha olvidado|lo he olvidado|no se decirle',
    ],
    help: [
      'ayuda|ayudeme|socorro|necesito ayuda',
      '(?:que|en que|con que) (?:cosas )?(?:puede(?:s)?|sabe(?:s)?|me puede(?:s)?) (?:usted )?(?:hacer|ayudar|ayudarme|hacer por mi|ofrecer)',
      'que opciones (?:hay|tengo)|para que sirve(?: esto)?|como funciona(?: esto)?|que (?:le )?puedo (?:pedir|preguntar|hacer)(?:le)?(?: aqui)?',
    ],
  },
  polite: [
    'por favor',
    'gracias',
    'muchas gracias',
    'muy amable',
    'oiga',
    'oye',
    'mire',
    'perdone',
    'perdon',
    'disculpe',

    'hola',
    'buenas',
    'buenos dias',
    'buenas tardes',
    'pues',
    'vale',
    'bueno',
    'si',
    'ah',
    'senorita',
    'senor',
    'senora',
    'entonces',
    'es que',
    'eh',
    'a ver',
    'de momento',
    'por ahora',
    'ya',
  ],
  denial: 'no',
};
