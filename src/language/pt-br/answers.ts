import { createAnswerEar } from '../answers';
import { consent } from './consent';
import { hearing } from './hearing';

const appointment =
  '(?: (?:a |o )?(?:minha |meu |essa |esse )?(?:marcacao|consulta|horario|agendamento|presenca))?';

export const answers = createAnswerEar(
  {
    confirm: [
      `(?:eu )?(?:confirmo|confirmar|confirmada|confirmado|confirma|confirme|confirmamos)${appointment}`,
      '(?:pode )?(?:manter|mantem|mantenha)|esta mantido|estarei (?:la|ai)|estaremos (?:la|ai)|vou estar (?:la|ai)',
      '(?:eu )?(?:vou|irei|iremos|comparecerei|vou sim|vou comparecer)',
    ],
    cancel: [
      `(?:(?:quero|queria|gostaria de|preciso|prefiro|pode|podem) )?(?:cancelar|desmarcar)(?: el[ae])?${appointment}`,
      `(?:cancela|cancele|cancelem|desmarca|desmarque|desmarquem)${appointment}`,
      '(?:cancelamento|cancelado|cancelada)',
    ],
    thanks: [
      '(?:muito )?obrigad[oa](?: (?:por (?:avisar|tudo)|pelo (?:aviso|retorno)|pela informacao))*',
      '(?:valeu|agradeco|grat[oa]|ciente|recebido|entendi|entendido|anotado|maravilha|otimo)',
    ],
    change:
      'remarc\\p{L}*|reagend\\p{L}*|mud(?:ar|a|e|em|anca)\\p{L}*|troc\\p{L}*|adi(?:ar|e|em)|adiant\\p{L}*|antecip\\p{L}*|transfer\\p{L}*|alter\\p{L}*|outr[oa] (?:dia|hora|horario|data|momento|semana)|mais (?:tarde|cedo)|(?:na )?(?:proxima semana|semana que vem)',
    cancelling: '(?:cancel|desmarc)\\p{L}*',
    notSolved:
      'nao (?:(?:esta|ta|foi|ficou|se|fica) )?(?:resolvid[oa]|resolveu|resolve|resolveram|consertad[oa]|consertaram|arrumad[oa]|arrumaram|funciona|funcionando|funcionou|voltou|pronto)|(?:ainda|continua) (?:com problemas?|sem \\p{L}+|igual|quebrad[oa]|ruim|apagad[oa]|do mesmo jeito|a mesma coisa|na mesma|pior|dando \\p{L}+)|(?:ta|esta) (?:tudo )?(?:igual|na mesma|a mesma coisa|do mesmo jeito)|nada (?:foi )?(?:resolvido|mudou)|reabr\\p{L}*|abr(?:ir|a|am) de novo|voltou a \\p{L}+|continuo sem \\p{L}+',
    solved:
      '(?<!(?:nao|nada|que) )(?:ja )?(?:esta|ta|foi|ficou) (?:tudo )?(?:resolvid[oa]|consertad[oa]|arrumad[oa])|(?<!nao )(?:ja )?(?:resolveu|resolveram|consertaram|arrumaram)|ja (?:funciona|voltou|esta funcionando|ta funcionando|esta bom|ta bom)',
    denial: 'nao|nunca|nem|sem|nada|tampouco',
    asking:
      '(?:a |em |de |com |por |para |pra |ate )?(?:que|qual|quais|quando|quanto|quanta|quantos|quantas|onde|aonde|quem|como|o que)|por que|porque|posso|poderia|podemos|da pra|da para|tem como|e possivel|preciso levar|tem que|devo|sera que',
    polite: [
      ...['sim', 'oi', 'ola', 'bom dia', 'boa tarde', 'boa noite', 'por favor', 'por gentileza', 'obrigado'],
      ...[
        'obrigada',
        'muito obrigado',
        'muito obrigada',
        'ok',
        'ta',
        'ta bom',
        'tudo bem',
        'certo',
        'perfeito',
      ],
      ...['eh', 'ah', 'bem', 'entao', 'olha', 'abraco', 'abracos', 'valeu', 'claro'],
    ],
  },
  hearing,
  consent,
);
