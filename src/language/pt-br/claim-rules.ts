import type { ClaimRule } from '../claims';

/** What we may say that we shall do: nothing that changes anything. */
const safeVerbs =
  '(?:por|precisar|perguntar|olhar|consultar|verificar|checar|conferir|ver|buscar|procurar|ajudar|tentar|explicar|repetir|ler|dizer|falar|esperar|aguardar|escutar|ouvir|comecar|seguir|continuar|poder|ter que|querer|preferir|pesquisar|pedir|usar|levar|demorar|propor|oferecer|entender|esclarecer|orientar|localizar|encontrar|fazer (?:uma|umas|algumas|duas|so)|te fazer|lhe fazer|indicar|ser (?:possivel|necessario|um prazer|rapid[oa]|breve|melhor|so|facil)|estar (?:aqui|a disposicao)|dar uma olhada|escolher|contar|necessitar|(?:te|lhe|o) (?:ajudar|explicar|perguntar|dizer|ouvir|orientar|pedir|fazer))';
const safeEi =
  '(?:entendi|sei|hei|achei|olhei|verifiquei|consultei|procurei|busquei|chequei|errei|falei|perguntei|encontrei|localizei|pensei|escutei|tentei|expliquei|precisei|peguei|captei|gostei|cheguei|rei|lei|direi|poderei|precisarei|perguntarei|verei|farei (?:uma|umas|algumas|so|duas)|terei que|ajudarei|explicarei|repetirei|lerei|verificarei|consultarei|buscarei|procurarei|esperarei|aguardarei|mencionei|confundi|misturei|comentei|esperei|comecei|usei|serei brev)';
const people =
  '(?:tecnico|tecnica|tecnicos|equipe|atendente|pessoa|alguem|colega|especialista|agente|time|funcionario|entregador|gerente|setor|responsavel|consultor|analista)';
/** What we keep for callers. */
export const records =
  'chamado|chamados|solicitacao|solicitacoes|protocolo|agendamento|consulta|horario|pedido|reclamacao|marcacao|visita|troca|devolucao|reembolso|registro|ocorrencia|caso|ticket|atendimento|reserva|prioridade|comentario|cadastro|estorno|cancelamento|tudo|isso|codigo|demanda|senha|conta|aviso';

/** The ways of claiming. */
export const rules: ClaimRule[] = [
  {
    find: `(?:eu )?(?:ja )?(?:te |lhe |o |a |ja )?(?!${safeEi} )\\p{L}{2,}(?:uei|cei|[^l ]ei)`,
    ...{ when: 'past', ours: true, deed: 'word' },
  },
  {
    find: '{ptPast1}',
    when: 'past',
    ours: true,
    after:
      '(?:eu|eu mesm[oa]|mesm[oa]|ja|ja o|ja a|eu ja|nos|a gente|te|lhe|so|tambem|e|entao|pronto|certo|ok|perfeito|bom|claro)?',
  },
  { find: '{ptPast3}', when: 'past' },
  {
    find: `(?:sua|seu|suas|seus|teu|tua) (?:\\p{L}+ )?(?:${records}|mensagem|mensagens|dados|ligacao|entrega|produto|dinheiro)(?! (?:precisa|depende|ajuda|sao|seria|tem quantos)(?= ))(?!(?: \\p{L}+){0,6} (?:nao|nunca|pode|podem|poderia|deve|falta|tampouco)(?= ))(?= \\p{L}+)`,
    ...{ when: 'past', deed: 'record' },
    after: '(?:o|a|os|as|e|ja|bem|entao|perfeito|ok|sim|agora|que|claro|certo)?',
  },
  {
    find: `(?!(?:preciso|precisamos|tenho|temos|vejo|busco|olho|consulto|entendo|encontro|leio|verifico|quero|posso|podemos|peco|proponho|ofereco|acho|digo|espero|lamento|sinto|escuto|falo|procuro|procuramos|confiro|falta|como|so|mas|quando|mesmo|todo|uso|aguardo) )\\p{L}{2,}(?:o|amos|emos|imos) (?:a |o )?(?:sua|seu|uma|um|outra|outro) (?:\\p{L}+ )?(?:${records})`,
    ...{ when: 'coming', ours: true, deed: 'record' },
    after: '(?:e|ja|bem|entao|perfeito|ok|sim|agora|claro|certo|eu|te|lhe)?',
  },
  {
    find: '(?!(?:aqui|entendi|ouvi|perdi|esqueci|compreendi|percebi|casi|quase|taxi|wifi|confundi|aprendi|escolhi|nossi) )\\p{L}{3,}i (?:a|o|seu|sua|um|uma|para|as|os|tudo|isso|aqui)',
    ...{ when: 'past', ours: true, deed: 'word' },
    after: '(?:ja|eu|eu ja|e|bem|pronto|ok|entao)?',
  },
  {
    find: '(?:consegui|conseguimos|encontrei|encontramos) (?:um|uma|o|a|seu|sua) (?:encaixe|vaga|horario|visita|consulta)',
    ...{ when: 'past', ours: true, deed: 'book' },
  },
  {
    find: 'a gente (?:ja |te |lhe |se )*(?!(?:precisa|pode|tem|quer|fala|ve|olha|procura|consegue|verifica|consulta|nao|ainda|sabe|acha|comeca|continua|so) )\\p{L}+',
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: `(?:abrimos|fechamos|atendemos) (?:o|a|seu|sua|um|uma) (?:\\p{L}+ )?(?:${records})`,
    ...{ when: 'past', ours: true, deed: 'record' },
  },
  {
    // "Already" tells of what was done, whatever the verb.
    fallback: true,
    find: 'ja (?!(?:nao|que|entendi|entendo|vejo|sei|ouvi|voce|volto|ja|era|e|me|tenho (?:o|a|seu|sua|os)|quase|por|antes|com|um|em|basta|(?:te|lhe) \\p{L}+am) )\\p{L}+',
    ...{ when: 'past', deed: 'word' },
  },
  {
    find: `(?:tenho|temos) (?:ja )?(?:o |a )?(?:seu|sua) (?:${records}|mensagem)|pode (?:ja )?esquecer|acabou (?:o|seu) problema`,
    ...{ when: 'past', deed: 'word' },
  },
  { find: '(?:esta|ta) na (?:nossa )?lista', when: 'coming', ours: true, deed: 'word' },
  { find: "(?:esta|estara'?) recebendo", when: 'coming', ours: true, deed: 'promise' },
  {
    find: 'virou prioridade|(?:ja )?chegou (?:na|no|para|a|ao) (?:equipe|time|setor|pessoal|loja|responsavel)',
    when: 'past',
    deed: 'word',
  },
  {
    find: 'foi feit[oa]|(?:esta|fica|ficou|ja|tudo|foi|ta|tudo esta) (?:tudo )?feit[oa]s?|feito|feita',
    when: 'past',
    deed: 'word',
    after: '(?:(?:bem|muito bem|tudo|ja|esta|foi|ficou|fica|ta|esta tudo|ja esta|pronto|e)?)',
  },
  {
    find: '{ptNow1}',
    ...{ when: 'coming', ours: true },
    after: '(?:eu|ja|ja te|te|lhe|agora|nos|entao|agora mesmo|eu ja)',
  },
  {
    find: '(?:registro|anoto|agendo|marco|confirmo|cancelo|envio|reservo|encaminho) (?:a|o|sua|seu|uma|um|essa|esse|tudo|agora|ja|isso|aqui)',
    when: 'coming',
    ours: true,
    deed: 'record',
    after: '(?:bem|perfeito|claro|entao|e|ok|certo)?',
  },
  {
    find: `(?:estou|estamos|esta|estao|vou|vamos|venho|ja|to|tou|ja vou) (?:\\p{L}+ ){0,2}?{ptDoing}(?: ?(?:lo|la))?`,
    when: 'past',
    ours: true,
  },
  {
    find: '{ptDoing} (?:ja|agora|seu|sua|o|a|tudo|aqui)',
    when: 'past',
    ours: true,
    after: '(?:bem|certo|perfeito|claro|ok)?',
  },
  {
    find: `(?:vou|vamos|vai|vao|irei|ira'?|irao|iremos) (?:ja |te |lhe |agora |tambem |em breve |logo )*(?!${safeVerbs} )\\p{L}+[aeio]r(?: (?:lo|la))?`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: `{ptLater}|entraremos em contato|entrarao em contato|entrara'? em contato|recebera'?|receberao|ligaremos|ligarao|ligara'?|retornaremos|retornara'?|tera'? (?:sua|seu|a sua|o seu|uma resposta|resposta|uma|um)|sera'? (?:\\p{L}+(?:ad|id)[oa]|feit[oa])|ficara'?|estara'?|vira'? (?:um|uma|amanha)|passara'?|chegara'?|atendera'?`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: `(?:acabo|acabei|acabamos|acabou|termino|terminei|consegui|conseguimos|pude|pudemos|passo|procedo|procedi) (?:de |a )?(?!${safeVerbs} )\\p{L}+[aeio]r`,
    ...{ when: 'past', ours: true, deed: 'word' },
  },
  {
    find: '(?:eu )?(?:cuido|cuidamos|cuidei) (?:disso|de tudo)|deixa comigo|deixe comigo|pode deixar|pode contar com (?:isso|a gente|comigo|conosco)|deixo (?:tudo )?(?:marcado|anotado|registrado)',
    when: 'past',
    ours: true,
    deed: 'word',
  },
  {
    find: '(?:pronto|prontinho|prontissimo)(?= $)',
    when: 'past',
    deed: 'word',
    after: '(?:(?:esta|tudo|ta|ja esta|esta tudo|ficou|e|bem|ja|certo|muito bem|ok)?)',
  },
  {
    find: '(?:prontinho|tudo pronto|esta pront[oa]|ficou pront[oa]|ja esta pront[oa]|pronto (?:ja|esta|seu|sua|o|a|tudo|agora|voce))',
    when: 'past',
    deed: 'word',
  },
  {
    find: 'com sucesso|esta tudo (?:certo|ok|em ordem|confirmado|encaminhado)|tudo em ordem|ja (?:esta|era|foi)(?= $)|ja esta (?:no sistema|na fila|na lista|na agenda|com a equipe|em andamento|a caminho|tudo)|(?:ja )?(?:consta|esta|entrou|caiu) (?:ja )?no (?:nosso )?sistema|a caminho|pode ficar (?:tranquil[oa]|sossegad[oa])|fique tranquil[oa]|deu (?:tudo )?certo|(?:voce )?ja tem|ja e seu|ja e sua|esta valendo|combinad[oa]|sem falta|fica (?:o|a) (?:registro|marcacao)|esta na (?:agenda|fila|lista)|tomei nota|tomo nota|esta com a equipe|encaixei|registro (?:feito|efetuado|concluido)|pode considerar|(?:te |lhe )?(?:prometo|prometemos|garanto|garantimos)|esta (?:no|em|na) (?:nosso |nossa |nossos )?(?:sistema|fila|base|registros)|esta com (?:a|o) (?:nossa |nosso )?(?:equipe|time|setor|responsavel|pessoal|atendente|gerente|logistica)|(?:reserva|registro|troca|devolucao|solicitacao|pedido|cancelamento|marcacao|agendamento|estorno|mudanca|alteracao) (?:ja )?(?:esta )?feit[oa]',
    ...{ when: 'past', deed: 'word' },
  },
  { find: 'em andamento|em processamento|sendo \\p{L}+d[oa]s?', when: 'past', deed: 'process' },
  {
    find: '(?:estou|estamos|to|tou) (?!(?:olhando|consultando|buscando|procurando|verificando|conferindo|ouvindo|escutando|esperando|falando|tentando|vendo|perguntando|entendendo|checando) )\\p{L}+[aei]ndo',
    ...{ when: 'coming', ours: true, deed: 'word' },
  },
  {
    find: `${people} (?:\\p{L}+ ){0,3}?(?:esta|estao) (?:\\p{L}+ )?\\p{L}+[aei]ndo`,
    when: 'past',
    ours: true,
    deed: 'promise',
  },
  {
    find: '(?:sai|chega|chegam|vem|passa|passam|cai|volta)',
    when: 'coming',
    ours: true,
    deed: 'promise',
    dated: true,
  },
  {
    find: `${people} (?:\\p{L}+ ){0,3}?(?:vai|vao|vem|vira'?|liga|ligam|passa|passam|ira'?|chega|entra|retorna|sai)`,
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: '(?:te|lhe) (?:ligo|ligamos|ligam|aviso|avisamos|retorno|retornamos|mando|mandamos|envio|enviamos|espero|esperamos)|esperamos voce|(?:ligo|ligamos|ligam|retorno|retornamos|aviso|avisamos) (?:para|pra|a) (?:voce|o senhor|a senhora)|ate (?:segunda|terca|quarta|quinta|sexta|sabado|domingo|amanha)|voce (?:ja )?recebe',
    ...{ when: 'coming', ours: true, deed: 'promise' },
  },
  {
    find: '(?:voce|o senhor|a senhora) (?:ja |agora )*(?:tem|esta com|ficou com) (?:um |uma |o |a |seu |sua )?(?:horario|consulta|visita|agendamento|chamado|protocolo|solicitacao|reserva|vaga|marcacao)',
    ...{ when: 'past', deed: 'book' },
  },
  {
    find: "(?:sua|seu|a|o) (?:proxima |proximo )?(?:consulta|visita|horario|agendamento|reserva|marcacao|entrega|coleta)(?: (?:de|com|em|para) (?:\\p{L}+ ){1,3}?)? ?(?:e|sera'?|seria|fica|ficou|esta|para)",
    ...{ when: 'past', deed: 'book', dated: true },
  },
];
