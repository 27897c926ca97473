import type { Language } from '../../../src/domain/language';
import { optWishIn } from '../../../src/language/opt-words-of';
import type { OptWish } from '../../../src/language/opt-word';
import { en } from './answer-corpus/en';
import { es } from './answer-corpus/es';
import { ptBr } from './answer-corpus/pt-br';

const everywhere: Record<OptWish, string[]> = {
  out: [
    'STOP',
    'stop',
    'Stop.',
    'STOP!!!',
    '“STOP”',
    'S T O P',
    's.t.o.p',
    'stop 🛑',
    'UNSUBSCRIBE',
    'END',
    'QUIT',
    'Stop please',
  ],
  outAll: ['STOPALL', 'stop all', 'Stop all!'],
  in: ['START', 'start', 'UNSTOP'],
  help: ['HELP', 'help!', 'INFO'],
};
const corpora: Record<Language, Record<OptWish, string[]>> = {
  es: {
    out: [
      ...[
        'BAJA',
        'baja',
        'Baja.',
        '¡BAJA!',
        'baja por favor',
        'Baja, gracias',
        'darme de baja',
        'Quiero darme de baja',
        'no más',
        'NO MAS',
      ],
      ...[
        'no quiero más mensajes',
        'no me escriban más',
        'dejen de escribirme',
        'hola, baja',
        'basta ya',
        'SALIR',
        'baja sms',
        'alto',
      ],
    ],
    outAll: ['BAJA TODO', 'baja de todo', 'no me contacten más', 'darme de baja de todo'],
    in: ['ALTA', 'alta', 'darme de alta', 'volver'],
    help: ['AYUDA', 'ayuda por favor', 'información'],
  },
  'pt-BR': {
    out: [
      ...[
        'SAIR',
        'sair',
        'Sair.',
        'sair por favor',
        'PARAR',
        'pare',
        'DESCADASTRAR',
        'descadastrar obrigado',
        'quero sair',
        'me tira da lista',
      ],
      ...[
        'não quero mais receber mensagens',
        'nao quero mais mensagens',
        'não me mande mais mensagens',
        'remover',
        'basta',
      ],
    ],
    outAll: ['SAIR DE TUDO', 'parar tudo', 'sair tudo'],
    in: ['VOLTAR', 'quero voltar', 'recadastrar'],
    help: ['AJUDA', 'ajuda por favor', 'informações'],
  },
  en: {
    out: [
      'stop texting me',
      'no more messages',
      "don't text me",
      'do not text me',
      'unsubscribe me',
      'opt out',
      'leave me alone',
    ],
    outAll: ['unsubscribe from all', 'stop everything', "don't contact me"],
    in: ['opt in', 'subscribe', 'resume'],
    help: ['who is this', 'information'],
  },
};
/** None of them is a wish about our messages. */
const others: Record<Language, string[]> = {
  es: [
    ...[
      'la farola está en la baja',
      'prioridad alta',
      'dar de baja a mi padre',
      'la baja médica',
      'no',
      'no más tarde de las seis',
      'sí',
    ],
    ...[
      'quiero que paren las obras',
      'no más ruido en mi calle',
      '¿baja?',
      'baja la temperatura',
      'volver a abrir',
      '1',
      '',
      'bajar',
    ],
    ...[
      'necesito ayuda con mi cita',
      'salir antes',
      'quiero cancelar mi cita',
      'anular',
      'stop sign broken',
      'el stop de la esquina',
    ],
  ],
  'pt-BR': [
    ...[
      'a rua está em baixa tensão',
      'sair mais cedo',
      'não',
      'parar o ônibus',
      'quero voltar outro dia',
      'sair?',
      '2',
      '',
    ],
    ...[
      'preciso de ajuda com a consulta',
      'a placa de pare caiu',
      'cancelar a consulta',
      'para',
      'pare de cavar a minha rua',
    ],
  ],
  en: [
    ...[
      'the stop sign is broken',
      'please stop the works',
      'no',
      'start of the week',
      'stop?',
      'help with my appointment',
      'no more than two',
      '',
    ],
    ...['end of the street', 'cancel my appointment', 'i want to start again on monday', 'bus stop'],
  ],
};
const answers = { es, 'pt-BR': ptBr, en };
const safe = { mayMeanAppointment: true };

describe.each(Object.keys(corpora) as Language[])('in %s', (language) => {
  for (const wish of ['out', 'outAll', 'in', 'help'] as const)
    test(`whole messages that mean ${wish}`, () => {
      const texts = [...everywhere[wish], ...corpora[language][wish]];
      const heard = texts.map((text) => [text, optWishIn(language, text, safe)]);
      expect(heard).toEqual(texts.map((text) => [text, wish]));
    });

  test('a message with such a word in it is none', () => {
    const heard = others[language].map((text) => [text, optWishIn(language, text, safe)]);
    expect(heard).toEqual(others[language].map((text) => [text, undefined]));
  });

  test('to cancel means the messages only where there is no appointment that it could mean', () => {
    for (const text of language === 'en'
      ? ['CANCEL', 'cancel!']
      : ['CANCELAR', 'cancelar', 'cancela', 'CANCEL']) {
      expect([text, optWishIn(language, text, safe)]).toEqual([text, undefined]);
      expect([text, optWishIn(language, text, { mayMeanAppointment: false })]).toEqual([text, 'out']);
    }
  });

  test('no answer to a notice is taken for such a wish', () => {
    const texts = Object.values(answers[language]).flatMap((kinds) => Object.values(kinds).flat());
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter((text) => optWishIn(language, text, safe) !== undefined)).toEqual([]);
  });
});
