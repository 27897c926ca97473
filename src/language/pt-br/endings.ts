import type { EndingWords } from '../endings';
import { consent } from './consent';
import { numbers } from './numbers';

/** With the area's number, and a mobile's 9. */
const phone = /^(?:(?:00)?55)?0?[1-9][1-9](?:9\d{8}|[2-5]\d{7})$/;

export const endings: EndingWords = {
  consent,
  numbers,
  hanging: [
    ...'o a os as um uma uns umas ao à às aos do da dos das no na nos nas num numa pelo pela de'.split(' '),
    ...'em com por para pra pro sem sobre até desde entre e ou mas que porque quando como onde'.split(' '),
    ...'se nem meu minha meus minhas seu sua seus suas nosso nossa é são era está estou tô foi'.split(' '),
    ...'seria sou tenho tem quero queria gostaria preciso precisava posso poderia moro chamo me'.split(' '),
    ...'te lhe cada rua avenida praça número'.split(' '),
    ...'meu número, meu telefone, meu e mail, meu email, meu endereço, meu cep, meu cpf'.split(', '),
    ...'meu nome, o número, o telefone, o endereço, o cep, o cpf, o e mail, o email'.split(', '),
    ...'número do pedido, em nome'.split(', '),
  ],
  whole: [
    ...'isso é, assim é, o que é, quem é, qual é, que é, não é, já está, como está, onde está'.split(', '),
    ...'não está, aí está, não sou, não quero, não posso, não tenho, não tem, não preciso'.split(', '),
    ...'minha rua, sua rua, nossa rua, esta rua, essa rua, desta rua, dessa rua'.split(', '),
    ...'mesma rua, outra rua, minha praça, esta praça, essa praça, mesma praça'.split(', '),
    ...'não foi, sim quero, sim tenho, sim tem, sim sou, sim é, ah é, eu quero, eu tenho'.split(', '),
    ...'eu preciso, pois é, já foi, ainda não foi, o que foi, não sei o que, sei lá o que'.split(', '),
  ],
  wholeAlone: [
    'é',
    'quero',
    'posso',
    'tenho',
    'tem',
    'sou',
    'foi',
    'está',
    'estou',
    'preciso',
    'gostaria',
    'como',
  ],
  fillers: [
    ...'eh hum hm mm ã ãh ahn tipo então'.split(' '),
    ...'deixa eu ver, quer dizer, ou seja, é que'.split(', '),
  ],
  between: ['e', 'depois', 'ai', 'espaco', 'traco', 'hifen', 'ponto', 'barra', 'ddd'],
  letterNames: {
    be: 'B',
    efe: 'F',
    ge: 'G',
    aga: 'H',
    jota: 'J',
    ka: 'K',
    eme: 'M',
    ene: 'N',
    erre: 'R',
    xis: 'X',
    dablio: 'W',
    ipsilon: 'Y',
    pe: 'P',
    ze: 'Z',
  },
  kinds: [
    { named: /\b(?:telefone|celular|fixo|whatsapp|zap|ligar|ligue)\b/, whole: phone },
    { named: /\bcpf\b/, whole: /^\d{11}$/ },
    { named: /\bcnpj\b/, whole: /^\d{14}$/ },
    { named: /\bcep\b/, whole: /^\d{8}$/ },
  ],
  links: 'e o a meu minha de do da numero seria no novo pessoal com entao eh ai'.split(' '),
  wholeNumber: /^(?:(?:00)?55)?0?[1-9][1-9](?:9\d{8}|[2-5]\d{7})$|^\d{11}$|^\d{14}$|^R[0-9A-Z]{8}$/,
  atSigns: ['arroba'],
  emailSigns: ['arroba', 'ponto', 'traço', 'hífen', 'tracinho', 'underline', 'underscore', 'sublinhado'],
  emails: /\b(?:e-?mail|correio eletronico)\b/,
  denial: /^(?:(?:olha|ah|e que) )*(?:eu )?nao\b/,
};
