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
  negations: ['nao', 'nem'],
  phones: {
    plus: ['mais'],
    between: ['e', 'depois', 'ai', 'espaco', 'traco', 'hifen', 'ddd'],
    national: (digits) => {
      const number = digits.replace(/^(?:00)?55(?=\d{10,11}$)/, '').replace(/^0(?=\d{10,11}$)/, '');
      return /^[1-9][1-9](?:9\d{8}|[2-5]\d{7})$/.test(number) ? `+55${number}` : undefined;
    },
  },
  emails: {
    before:
      /^(?:(?:sim|entao|ta|olha|anota ai|anota|anote) )*(?:(?:o|meu|o meu|um) )?(?:(?:e-?mail|correio eletronico|endereco(?: de e-?mail)?) )?(?:(?:e|seria) )?/,
    remarks: [
      'tudo junto',
      'tudo minusculo',
      'tudo em minusculas',
      'em minusculas',
      'sem espaco',
      'sem espacos',
      'sem acento',
      'por favor',
    ],
    signs: [
      ['arroba', '@'],
      ['underline|underscore|sublinhado|anderlaine', '_'],
      ['traco|hifen|tracinho', '-'],
      ['ponto', '.'],
      ['sinal de mais|mais', '+'],
    ],
  },
  names: {
    before: [
      /^(?:sim|claro|então|tá|olha|oi|olá|bom dia|boa tarde|boa noite|ah|é|né|eh|bom)(?=[\s,.])/iu,
      /^(?:(?:o )?meu nome(?: completo)? é|(?:eu )?me chamo|(?:eu )?(?:sou|chamo-me)|(?:o )?nome é|aqui é|aqui quem fala é|quem fala é|é|em nome de|no nome de|pode colocar|anota aí|anote)(?=\s)/iu,
      /^(?:o senhor|a senhora|senhor|senhora|dona|seu|sr\.?|sra\.?|o|a)(?=\s)/iu,
    ],
    after: [/[\s,]+(?:por favor|obrigad[oa]|muito obrigad[oa]|ao seu dispor|viu)$/iu],
    particles: ['de', 'da', 'do', 'das', 'dos', 'e'],
  },
  addresses: {
    before: [
      /^(?:sim|claro|então|tá|olha|oi|ah|acho que|é que)(?=[\s,.])/iu,
      /^(?:(?:o )?(?:meu )?endereço é|(?:o )?(?:meu )?endereço|fica|está|tá|moro|eu moro|estou|foi|é|seria)(?=\s)/iu,
      /^(?:na|no|em|pela|pelo)(?=\s)/iu,
      /^(?:a|o)(?=\s+(?:rua|r\.|avenida|av\.?|praça|travessa|alameda|estrada|rodovia|largo|viela|quadra|bairro|parque))/iu,
    ],
    after: [/[\s,]+(?:por favor|obrigad[oa]|eu acho|mais ou menos)$/iu],
    particles: [
      'de',
      'da',
      'do',
      'das',
      'dos',
      'e',
      'número',
      'numero',
      'nº',
      'com',
      'esquina',
      'perto',
      'na',
      'no',
      'em',
      'apartamento',
      'apto',
      'casa',
      'bloco',
      'frente',
      'a',
      'ao',
      'à',
    ],
    vague:
      'minha meu minhas nossa nosso sua seu a o esta este essa esse nesta nessa mesma mesmo outra tal aqui ai ali la perto longe ao lado de do da em na no frente esquina rua avenida alameda travessa praca rodovia estrada casa porta bairro zona cidade predio apartamento trabalho servico onde sempre moro eu e que endereco numero pra para dentro fora cadastro mesmo'.split(
        ' ',
      ),
    numberFirst: false,
    unitMarks: ['apto', 'apartamento', 'bloco', 'casa', 'fundos', 'sala'],
    numberMarks: ['número', 'numero', 'nº', 'apartamento', 'apto', 'bloco', 'casa'],
  },
  corrections: {
    contrasts: [
      /^(?:não[,.;:]?\s+)?não (?:é|são|era|está|na|no|o|a) .+?[,;]?\s+(?:e sim|mas sim|mas) (?:é |são |está )?(.+)$/iu,
      /^(?:não[,.;:]?\s+)?não (?:é|são|era|está|na|no) [^,;.]+[,;.]\s*(?:é|são|era|está) (.+)$/iu,
    ],
    openings: [
      /^(?:n[ãa]o|negativo)\s*[,.;:!—–-]+\s*(?=\S)/iu,
      /^n[ãa]o (?=perdão|desculp[ea]|melhor |quer dizer |quis dizer |quero dizer |digo |aliás |me enganei|espera)/iu,
      /^(?:perdão|desculp[ea]|espera|espere|opa|ai|ih)[\s,.]+(?=(?:não|é|era|são|melhor|quer dizer|quis dizer|quero dizer|digo|errei|me enganei)(?![\p{L}]))/iu,
      /^(?:melhor|quer dizer|quis dizer|quero dizer|eu quis dizer|digo|aliás|me enganei|errei|corrigindo|ou melhor)(?![\p{L}])[\s,.:]*(?=\S)/iu,
      /^na verdade[\s,]+(?=(?:é|são|era|o|a|na|no|não|foi)(?![\p{L}]))/iu,
      /^(?:sim|tá|certo|isso|correto)[\s,]+(?:mas|só que|porém)[\s,]+(?=\S)/iu,
    ],
    fillers: [
      /^(?:n[ãa]o|perdão|desculp[ea]|espera|espere|opa|ai|ih|olha)(?:\s*[,.;:!]+\s*|\s+)(?=\S)/iu,
      /^(?:(?:eu )?(?:quer dizer|quis dizer|quero dizer)|me enganei|errei|(?:isso )?(?:tá|está) errado|corrigindo|digo|aliás|ou melhor|melhor|prefiro|coloca|coloque|muda para|mude para|na verdade)(?![\p{L}\p{N}])[\s,.:;]*/iu,
      /^(?:é|são|era|seria)(?=\s+\S)/iu,
    ],
  },
  ordinals: {
    ordinals: {
      primeira: 1,
      primeiro: 1,
      segunda: 2,
      segundo: 2,
      terceira: 3,
      terceiro: 3,
      quarta: 4,
      quarto: 4,

      quinta: 5,
      quinto: 5,
      sexta: 6,
      sexto: 6,
      setima: 7,
      setimo: 7,
      oitava: 8,
      oitavo: 8,
      nona: 9,
      nono: 9,
      decima: 10,
      decimo: 10,
      ultima: -1,
      ultimo: -1,
    },
    frames: [
      '(?:a|o) {o}(?: (?:opcao|hora|horario|vaga|data|que (?:voce|o senhor) (?:disse|falou)|mesmo|de todas))?',
      '{o} (?:opcao|horario|hora|vaga)',
      // Without an article, "segunda" to "sexta" are days of the week.
      '(?<o>primeir[ao]|terceir[ao]|ultim[ao])',
      '(?:a |o )?(?:opcao |numero |opcao numero )?{n}',
    ],
    around: [
      'quero',
      'prefiro',
      'escolho',
      'fico com',
      'pode ser',
      'me da',
      'melhor',
      'entao',
      'sim',
      'por favor',
      'eu',
      'obrigado',
      'obrigada',
      'com',
      'vou querer',
      'essa',
      'mesmo',
      'ah',
      'bom',
      'pode',
      'ser',
      'ne',
    ],
  },
});
