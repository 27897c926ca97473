import type { ClaimRule } from '../claims';

/** What we may say that we shall do: nothing that changes anything. */
const safeVerbs =
  '(?:necesitar|precisar|preguntar|mirar|consultar|comprobar|ver|buscar|revisar|ayudar|intentar|explicar|repetir|leer|decir|esperar|escuchar|empezar|seguir|continuar|poder|tener que|querer|preferir|verificar|tratar de|hablar|comenzar|ir paso|dar(?:le|te)? (?:unas |las |algunas )?opciones|pedir|usar|llevar|tardar|proponer|ofrecer|indicar|entender|aclarar|orientar|facilitar|hacer(?:le|te)? (?:una|unas|alguna|algunas|dos|tres|un par|solo)|estar (?:aqui|encantad)|ser (?:posible|necesario|un placer|breve|rapido|mejor|facil|suficiente|un momento)|tener (?:un momento|paciencia|en cuenta)|hacer falta|localizar|encontrar|contar|elegir)(?:lo|la|los|las|le|les|se|selo|sela|te|nos|me|os)*';
const safeLater =
  "(?:podr|necesitar|precisar|preguntar|mirar|consultar|comprobar|ver|buscar|ayudar|intentar|explicar|repetir|leer|dir|esperar|escuchar|empezar|seguir|querr|preferir|deber|pedir|verificar|tratar|hablar|tardar|llevar|propondr|ofrecer|sabr|valdr|habr|bastar|usar|entender|indicar|costar|depender|encontrar)(?:e|a|an|emos|as)'?|tendr(?:a|an|as|e|emos)'? que|tendr(?:a|an)'? (?:la opcion|opciones)|sera'? (?:necesario|posible|un placer|breve|rapido|mejor|facil|suficiente|un momento|solo)|hara'? falta|hare'? (?:una|unas|alguna|algunas|dos|tres|un par|solo)|dara'? tiempo|dare'? (?:opciones|las opciones)";
const attached = '(?:lo|la|los|las|le|les|se|te|selo|sela|selos|selas|telo|tela)?';
const people =
  '(?:tecnico|tecnica|tecnicos|operario|operarios|brigada|equipo|companer[oa]|companeros|agente|persona|alguien|cuadrilla|patrulla|inspector|oficina|ayuntamiento|responsable|gestor|especialista|departamento|servicio|unidad)';
/** What we keep for callers. */
export const records =
  'solicitud|solicitudes|aviso|avisos|incidencia|incidencias|ticket|tickets|tique|cita|citas|reserva|turno|peticion|expediente|caso|queja|reclamacion|registro|parte|tramite|gestion|visita|denuncia|comentario|prioridad|hora|plaza|devolucion|reembolso|cambio|anulacion|cancelacion|protocolo|codigo|pedido|averia|averias|alta|baja|orden|todo|eso|esto';

/** The ways of claiming. */
export const rules: ClaimRule[] = [
  { find: '{part}', when: 'past' },
  {
    find: `(?:he|hemos) (?:\\p{L}+ ){0,2}?(?!(?:entendido|oido|comprendido|escuchado|buscado|mirado|consultado|encontrado|visto|dicho|preguntado|comprobado|podido|tenido|querido|perdido|equivocado|sabido|leido|intentado|tratado|sido|estado|explicado|repetido|indicado|captado|pillado|hablado|comentado|mencionado|conseguido|logrado|hallado|liado|confundido|localizado|verificado|revisado|llegado|aclarado|terminado|acabado|empezado) )\\p{L}+(?:ado|ido|cho|sto|rto|elto|crito)`,
    ...{ when: 'past', ours: true, deed: 'word' },
  },
  { find: "{esPast1}'", when: 'past', ours: true },
  {
    find: '{esPast1}',
    when: 'past',
    ours: true,
    after: '(?:ya|yo)(?: (?:lo|la|le|les|los|las|se|te|se lo|se la))?',
  },
  { find: "{esPast3}'", when: 'past' },
  {
    find: '{esPast3}',
    when: 'past',
    after: 'se(?: (?:le|les|lo|la|ha))?|ya|sistema|tecnico|equipo|companero',
  },
  {
    find: '\\p{L}{2,}(?:aron|ieron)',
    when: 'past',
    after: '(?:ya|se|le|les|lo|la|los|las)',
    deed: 'process',
  },
  {
    find: '{esNow1}',
    ...{ when: 'coming', ours: true },
    after: '(?:le|les|lo|la|los|las|te|yo|ya|ahora|ahora mismo|enseguida|mismo)',
  },
  {
    find: '(?:registro|anoto|apunto|reservo|confirmo|cancelo|anulo|tramito|agendo|gestiono) (?:la|el|su|tu|una|un|esa|ese|esta|este|todo|ahora|ya)',
    when: 'coming',
    ours: true,
    deed: 'record',
    after: "(?:bien|vale|perfecto|claro|pues|entonces|y|ok|si'?|de acuerdo)?",
  },
  {
    find: `(?:estoy|estamos|esta|estan|estaremos|sigo|seguimos|voy|vamos|ya|ando|va|van) (?:\\p{L}+ ){0,2}?{esDoing}${attached}`,
    when: 'past',
    ours: true,
  },
  {
    find: `{esDoing}${attached} (?:ya|ahora|su|la|el|tu|todo)`,
    when: 'past',
    ours: true,
    after: '(?:bien|vale|perfecto|claro)?',
  },
  {
    find: `(?:voy|vamos|va|van|vas) a (?!${safeVerbs} )\\p{L}+[aei]r(?:lo|la|los|las|le|les|se|te|selo|sela|selos|selas|nos)?`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: `(?!(?:${safeLater}) )(?:\\p{L}{2,}r(?:e|a|an)'|(?:ira|hara|dara)(?:n)?'|(?!abriremos )\\p{L}{3,}[aei]remos)`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: `{esLater}|vendra|vendran|iran|acudira|acudiran|recibira|recibiran|llamara|llamaran|llamare|contactaran|contactara|pasaran|pondremos|pondran|avisara|avisaran|atendera|atenderan|enviara|mandara|confirmara|registrara|quedara|quedaran|pasara|llegara|llegaran|saldra|saldran|pondra|arreglaran|arreglara|(?:la|lo|las|los) tendran?|tendra (?:su|una|la|respuesta|noticias|un|el|resuelt)|sera (?:atendid|resuelt|llamad)\\p{L}+|estara`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: `(?:acabo|acabamos|acaba|acaban|termino|terminamos|procedo|procedemos|consegui'?|conseguimos|logre'?|logramos|pude|pudimos|paso|pasamos|podido|conseguido|logrado|procedido|encargo|encargamos) (?:ya )?(?:de |a )?(?!${safeVerbs} )\\p{L}+[aei]r(?:lo|la|los|las|le|les|se|selo|sela)?`,
    ...{ when: 'past', ours: true, deed: 'word' },
  },
  {
    find: '(?:me|nos) (?:encargo|encargamos|ocupo|ocupamos|pongo con|ponemos con)',
    when: 'coming',
    ours: true,
    deed: 'promise',
  },
  {
    find: `(?:su|sus|tu) (?:\\p{L}+ )?(?:${records}|mensaje|mensajes|datos|llamada)(?! (?:necesita|depende|ayuda|son|seria|consiste|se (?:pide|piden))(?= ))(?!(?: \\p{L}+){0,6} (?:no|nunca|tampoco|puede|pueden|podria|debe|falta|sigue sin)(?= ))(?= \\p{L}+)`,
    ...{ when: 'past', deed: 'record' },
    after: "(?:y|pues|ya|bien|entonces|perfecto|vale|si'?|ahora|que|claro)?",
  },
  {
    find: `(?!(?:necesito|necesitamos|tengo|tenemos|veo|vemos|busco|buscamos|miro|miramos|consulto|entiendo|encuentro|leo|compruebo|quiero|puedo|podemos|pido|propongo|ofrezco|creo|digo|reviso|espero|esperamos|lamento|siento|escucho|hablo|falta|como|solo|pero|cuando|mismo|escribo|todo|uso|verifico|localizo) )\\p{L}{2,}(?:o|amos|emos|imos) (?:su|tu|la|el|una|un|otra|otro) (?:${records})`,
    ...{ when: 'coming', ours: true, deed: 'record' },
    after: "(?:y|pues|ya|bien|entonces|perfecto|vale|si'?|ahora|claro|le)?",
  },
  {
    find: "(?:consegui'?|conseguimos|conseguido|encontrado|encontramos) (?:un|una|la|el|su) (?:hueco|cita|hora|plaza|turno)",
    ...{ when: 'past', ours: true, deed: 'book' },
  },
  {
    // "Already" tells of what was done, whatever the verb.
    fallback: true,
    find: 'ya (?!(?:no|que|entiendo|veo|se|le|lo se|me|sabe|usted|es|tengo (?:su|el|la|los|sus)|comprendo|casi|solo|por|vera|hablaremos|era|antes|en|a) )\\p{L}+',
    ...{ when: 'past', deed: 'word' },
  },
  {
    find: `(?:tengo|tenemos) (?:ya )?(?:su|tu) (?:${records}|mensaje)|esta (?:usted )?en (?:la|nuestra) lista|pued[ae]s? (?:ya )?olvidar\\p{L}+|se acabo'? (?:el|su) problema`,
    ...{ when: 'past', deed: 'word' },
  },
  { find: '(?:cita|reserva|hora|plaza|turno) (?:la|lo) (?:tiene|tienes)', when: 'past', deed: 'book' },
  { find: 'sido un placer (?!atender){esInf}', when: 'past', ours: true },
  { find: '(?<!de )(?<!del )(?<!el )hech[oa]s?(?! bien| muy bien| falta)', when: 'past', deed: 'word' },
  {
    find: 'list[oa]s?(?! para| de )',
    when: 'past',
    deed: 'word',
    after:
      "(?:(?:todo|ya|esta|esta ya|ya esta|queda|quedo'?|ha quedado|dejo|tiene|tengo|todo esta|bien|pues)?)",
  },
  {
    find: 'ya esta(?: (?:todo|eso|esto|en (?:marcha|el sistema|curso)|solucionad\\p{L}+|apuntad\\p{L}+))?(?= $)',
    when: 'past',
    deed: 'word',
  },
  {
    find: "✓|con exito|exitosamente|satisfactoriamente|todo (?:esta )?en (?:orden|regla)|dad[oa]s? de alta|(?:en|de) camino|va para alla|van para alla|por hech[oa]|cuente con (?:ello|eso)|asunto (?:resuelto|zanjado)|pued[ae]s? (?:estar|quedarse|irse|estarse) (?:ya )?tranquil[oa]|es oficial|es (?:ya )?suy[oa]|(?:se lo |le |te )?(?:prometo|prometemos)|qued\\p{L}*'? constancia|ya estaria(?= $)|(?:esta|estara'?) recibiendo|ya (?:les|le) ha llegado|consta(?:n)? (?:ya |ahora )?en|figura(?:n)? (?:ya |ahora )?en|(?:ya )?en (?:el|nuestro) sistema|tom[oeoa]'?(?:mos)? (?:buena )?nota|tomad[oa] nota|(?:le|lo) tenemos en (?:la )?(?:lista|agenda)|ya (?:tiene|tienes|es suy[oa]|lo tiene|la tiene)|dalo|delo por|ya quedo'?|quedo'? (?:todo|list\\p{L}+)|garantiz(?:o|amos|ad[oa])|sin falta|le (?:doy|damos) cita|dad[oa] cita",
    ...{ when: 'past', deed: 'word' },
  },
  {
    find: `${people} (?:\\p{L}+ ){0,3}?(?:va|van|viene|vienen|llama|llaman|sale|salen|pasa|pasan|acude|acuden|ira'?|iran'?)`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: '(?:le|lo|la|les|te) (?:llaman|llamamos|llamo|avisan|avisamos|aviso|contactan|contactamos|esperamos|espero|esperan|atienden|contestan|escribimos|escribo|mando|mandamos|envian|enviamos|llega|llegara)|nos vemos el|(?:va|van|viene|vienen) manana|(?:le|lo|la|se lo|se la) (?:mandan|arreglan|solucionan|resuelven|cambian|registran|revisan|ponen|traen|confirman|cambio|paso|pasamos)(?! por)|ya (?:lo|la|se lo) (?:sabe|saben|tiene|tienen|lleva|llevan|conoce)|(?:lleva|llevan) ya|recibe (?:un|una|el|la)|en breve recibe|hasta el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)',
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: '(?:tiene|tienes|tienen) (?:ya |usted |ahora )*(?:una |un |la |su |el |reservada |confirmada )?(?:cita|turno|reserva|visita|plaza|hora)',
    ...{ when: 'past', deed: 'book' },
  },
  {
    find: '(?:tiene|tienes|tienen) (?:ya |usted |ahora )*(?:una |un |la |su |el |registrada )?(?:solicitud|incidencia|expediente|ticket|aviso (?:numero|con))',
    ...{ when: 'past', deed: 'record' },
  },
  {
    find: '(?:en|a) tramite|(?:esta )?en curso|en marcha|siendo \\p{L}+d[oa]s?',
    when: 'past',
    deed: 'process',
  },
  {
    find: '(?:estoy|estamos) (?!(?:mirando|consultando|buscando|comprobando|escuchando|esperando|hablando|intentando|viendo|teniendo|preguntando|entendiendo|tratando|revisando) )\\p{L}+[aei]ndo(?:lo|la|los|las|le|les|se)?',
    ...{ when: 'coming', ours: true, deed: 'word' },
  },
  {
    find: `${people} (?:\\p{L}+ ){0,3}?(?:esta|estan) (?:\\p{L}+ )?\\p{L}+[aei]ndo(?:lo|la|los|las|le|les|se)?`,
    when: 'past',
    ours: true,
    deed: 'promise',
  },
  {
    find: '(?:sale|salen|llega|llegan|viene|vienen|pasa|pasan)',
    when: 'coming',
    ours: true,
    deed: 'promise',
    dated: true,
  },
  {
    find: "(?:su|la|tu|el) (?:proxima )?(?:cita|reserva|visita|turno|hora)(?: previa| medica)?(?: (?:de|con|en|para) (?:\\p{L}+ ){1,3}?)? ?(?:es|sera'?|seria|queda|esta|para)",
    ...{ when: 'past', deed: 'book', dated: true },
  },
  {
    find: `(?:su|la|tu|el) (?:\\p{L}+ )?(?:${records}) (?:\\p{L}+ ){0,2}?(?:va adelante|esta (?:ya )?(?:dentro|hecha|en el sistema|en nuestro sistema|en manos|activa|vigente|lista)|ya existe|existe ya|es firme|es efectiv[oa])`,
    ...{ when: 'past', deed: 'record' },
  },
];
