import type { CommandWords } from '../command-ear';

const want =
  '(?:(?:eu )?(?:quero|queria|gostaria de|preciso|prefiro|posso|poderia|desejo|da pra|da para|tem como|eu posso))';
const passMe =
  '(?:(?:me )?(?:passa|passe|passar|transfere|transfira|transferir|encaminhe|coloca|coloque|pode (?:me )?(?:passar|transferir|colocar)))';
const human =
  '(?:uma pessoa(?: (?:real|humana|de verdade))?|um humano|um ser humano|alguem(?: (?:real|de verdade|humano))?|gente(?: de verdade)?|(?:um |uma |o |a |algum |alguma )(?:atendente|agente|operador|operadora|funcionario|funcionaria|responsavel|pessoa)(?: (?:humano|humana|real))?)';

export const commands: CommandWords = {
  commands: {
    repeat: [
      '(?:pode |poderia |da pra |consegue |voce pode )?(?:me )?(?:repetir|repete|repita)(?: (?:isso|a pergunta|o que disse|de novo|pra mim|para mim|mais uma vez|outra vez))*',
      '(?:pode |poderia )?(?:falar|fala|fale|dizer|diga|diz) (?:isso )?(?:de novo|outra vez|novamente|mais uma vez)',
      'como(?: e)?|o que|que|oi|hein|de novo|outra vez|mais uma vez|como (?:disse|e que e|assim)|desculpa|perdao',
      '(?:eu )?nao (?:entendi|ouvi|escutei|compreendi|to ouvindo|estou ouvindo)(?: (?:direito|bem|nada|o que (?:voce )?disse))?',
      'o que (?:foi que )?(?:voce |o senhor |a senhora )?(?:disse|falou)',
    ],
    cancel: [
      '(?:quero |pode |queria )?(?:cancelar|cancela|cancele)(?: (?:tudo|isso|isto|a operacao|o pedido em andamento))?',
      '(?:deixa|deixe)(?: (?:pra la|para la|quieto|isso|assim|isso pra la))',
      '(?:esquece|esqueca|desisto|pare|para|para tudo)(?: (?:isso|tudo))?',
      '(?:ja )?nao (?:quero mais|precisa mais|preciso mais)|tanto faz|melhor (?:deixar|deixa|nao fazer nada)(?: (?:pra la|quieto))?',
    ],
    person: [
      `${want}(?: de)? (?:falar|ser atendid[oa]|conversar)(?: (?:direto|diretamente))?(?: com| por)? ${human}`,
      `${passMe} (?:com|para|pra|pro) ${human}`,
      `(?:falar|conversar) com ${human}`,
      `${want}(?: de)? ${human}`,
      `com ${human}`,
      'uma pessoa|atendente|atendente humano|operador|operadora|humano|pessoa|um atendente|uma atendente',
      'nao quero falar com (?:uma |um )?(?:maquina|robo|computador)',
      `tem ${human}(?: ai)?`,
    ],
    goodbye: [
      '(?:tchau|ate logo|ate mais|adeus|ate breve|ate amanha|falou|boa noite|tenha um bom dia|um bom dia)(?: (?:tchau|ate logo|ate mais))*',
      '(?:nao )?(?:(?:nao )?(?:quero |preciso de )?(?:mais )?nada(?: mais)?|(?:e )?so isso(?: mesmo)?|era (?:so )?isso|isso e tudo|e tudo|era tudo)(?: (?:tchau|ate logo|por hoje|obrigado|obrigada))*',
      'nao (?:muito )?obrigad[oa](?: (?:tchau|so isso|e so isso|era so isso|nada mais))*',
    ],
    wait: [
      '(?:(?:nao )?(?:espera|espere|pera|perai|aguarda|aguarde|guenta|aguenta)|(?:pode|poderia) (?:esperar|aguardar)|calma)(?: (?:ai|la|so))*(?: (?:um|1|so um) (?:momento|momentinho|minuto|minutinho|segundo|segundinho|instante|instantinho|pouco|pouquinho|bocadinho))?(?: que (?:eu )?(?:vou |ja )?(?:ver|vejo|olhar|olho|procurar|procuro|pegar|pego|buscar|busco|achar)(?: [a-z]+){0,3}| deixa eu (?:ver|olhar)(?: aqui)?)?',
      '(?:so |me da )?(?:um|1) (?:momento|momentinho|minuto|minutinho|segundo|segundinho|instante|instantinho|minutinho so)(?: so)?(?: que (?:eu )?(?:vou |ja )?(?:ver|vejo|olhar|olho|procurar|procuro|pegar|pego|buscar|busco|achar)(?: [a-z]+){0,3}| deixa eu (?:ver|olhar)(?: aqui)?)?',
      'deixa eu (?:ver|olhar|procurar|pensar)(?: aqui)?|vou (?:ver|olhar)(?: aqui)?|nao desliga',
    ],
    dontKnow: [
      '(?:eu )?nao (?:sei|lembro|me lembro|recordo|tenho|faco ideia|sei dizer|sei informar|sei nao|tenho ideia|tenho certeza|estou lembrad[oa]|to lembrad[oa]|conheco)(?: (?:agora|direito|bem|nao|aqui|isso|comigo|no momento))*',
      '(?:nem ideia|nao faco (?:a minima |a menor )?ideia|nao tenho (?:a minima |a menor )?ideia|sei la|sei nao|esqueci|sei nao dizer|agora nao (?:sei|lembro))',
    ],
    help: [
      'ajuda|me ajuda|me ajude|socorro|preciso de ajuda|quero ajuda',
      '(?:o que|em que|no que|com o que) (?:e que )?(?:voce|o senhor|a senhora)? ?(?:pode|consegue|sabe) (?:me )?(?:fazer|ajudar|oferecer)(?: por mim)?',
      'quais (?:sao )?(?:as )?opcoes(?: (?:eu tenho|tem))?|como (?:isso )?funciona(?: isso)?|para que serve(?: isso)?|pra que serve(?: isso)?|o que (?:eu )?posso (?:pedir|fazer|perguntar)(?: aqui)?',
    ],
  },
  polite: [
    'por favor',
    'por gentileza',
    'faz favor',
    'obrigado',
    'obrigada',
    'muito obrigado',
    'muito obrigada',
    'olha',

    'oi',
    'ola',
    'bom dia',
    'boa tarde',
    'entao',
    'ta',
    'ta bom',
    'sim',
    'desculpe',
    'desculpa',
    'moco',
    'moca',
    'senhor',
    'senhora',
    'ah',
    'bom',
    'certo',
    'ok',
    'por enquanto',
    'agora',
    'e que',
    'acho que',
    'viu',
    'ne',
    'eh',
    'ai',
  ],
  denial: 'n[aã]o',
};
