import type { Language } from '../../../src/domain/language';
import type { Overlap } from '../../../src/language/backchannels';
import { backchannelsOf } from '../../../src/language/backchannels-of';

const said: Record<Language, Record<Overlap, string[]>> = {
  es: {
    nothing: ['', '…', '[tos]', '(risas)', 'jajaja', 'ejem', '*suspira*', '♪'],
    backchannel: [
      ...[
        'ajá',
        'Ajá.',
        'mm-hmm',
        'mmm',
        'sí',
        'sí, sí',
        'sí sí sí',
        'ya',
        'ya, ya',
        'vale',
        'vale vale',
        'claro',
      ],
      ...[
        'claro que sí',
        'de acuerdo',
        'ok',
        'okey',
        'entiendo',
        'muy bien',
        'ah, sí',
        'ya veo',
        'eso es',
        'perfecto',
      ],
      ...['ajaaaa', 'gracias', 'eh', 'ah vale', '[ruido] sí'],
    ],
    interruption: [
      ...[
        'no',
        'no, no',
        'espere',
        'espere, espere',
        'un momento',
        'perdone',
        'oiga',
        '¿cómo?',
        '¿qué?',
        'sí, pero',
      ],
      ...[
        'no es eso',
        'esa no',
        'la otra calle',
        'sí, el martes',
        'vale, pero el martes no puedo',
        'me he equivocado',
      ],
      ...[
        'quiero hablar con una persona',
        'cancele',
        'hola',
        '¿hola?',
        'pare',
        'el doce',
        'sí claro que me acuerdo del bache',
      ],
    ],
  },
  'pt-BR': {
    nothing: ['', '[tosse]', '(risos)', 'kkkk', 'rsrs', 'hahaha', '...'],
    backchannel: [
      ...[
        'aham',
        'Aham.',
        'uhum',
        'uhum uhum',
        'hum',
        'hmm',
        'sim',
        'sim, sim',
        'tá',
        'tá bom',
        'ah tá',
        'tá certo',
      ],
      ...[
        'certo',
        'entendi',
        'beleza',
        'ok',
        'legal',
        'isso',
        'isso mesmo',
        'pois é',
        'é',
        'é mesmo',
        'claro',
        'sei',
      ],
      ...['obrigada', 'ahã', 'tá, entendi'],
    ],
    interruption: [
      ...[
        'não',
        'não não',
        'espera',
        'espera aí',
        'peraí',
        'um momento',
        'calma',
        'oi?',
        'o quê?',
        'como assim?',
      ],
      ...[
        'não é isso',
        'não, é o outro pedido',
        'sim, mas',
        'tá, mas eu quero cancelar',
        'quero falar com uma pessoa',
      ],
      ...['alô', 'desculpa', 'é a rua das Flores', 'não foi isso que eu pedi', 'pode parar', 'quinta-feira'],
    ],
  },
  en: {
    nothing: ['', '[cough]', '(laughter)', 'haha', 'hahaha', 'ahem', '<noise>', '...'],
    backchannel: [
      ...[
        'mm-hmm',
        'Mm-hmm.',
        'mhm',
        'uh-huh',
        'yeah',
        'yeah yeah',
        'yes',
        'yep',
        'ok',
        'okay',
        'OK, OK',
        'right',
      ],
      ...[
        'alright',
        'sure',
        'got it',
        'I see',
        'I understand',
        'of course',
        'great',
        'oh okay',
        'really?',
        "that's right",
      ],
      ...['thank you', 'hmmm', 'ah, right', 'yeah, sure', 'oh'],
    ],
    interruption: [
      ...[
        'no',
        'no no',
        'wait',
        'wait a second',
        'hold on',
        'stop',
        'sorry',
        'what?',
        'not that',
        'not that one',
      ],
      ...[
        'yes but',
        "yeah but I can't on Tuesday",
        'hello?',
        'can I speak to a person',
        'cancel it',
        'excuse me',
      ],
      ...[
        'the other printer',
        'actually',
        'tomorrow',
        "that's not right",
        'okay so what about my laptop',
        'one moment',
      ],
    ],
  },
};

describe.each(Object.entries(said) as Array<[Language, Record<Overlap, string[]>]>)(
  'in %s',
  (language, kinds) => {
    test('there are many utterances', () => {
      expect(Object.values(kinds).flat().length).toBeGreaterThanOrEqual(40);
    });

    test.each(
      (Object.entries(kinds) as Array<[Overlap, string[]]>).flatMap(([kind, texts]) =>
        texts.map((text) => [text, kind] as const),
      ),
    )('"%s" while we speak is %s', (text, kind) => {
      expect(backchannelsOf(language)(text)).toBe(kind);
    });

    test('whoever goes on for long has something to say', () => {
      const [phrase = ''] = kinds.backchannel;
      expect(backchannelsOf(language)(Array(20).fill(phrase).join(' '))).toBe('interruption');
    });

    test('anything but known words is an interruption', () => {
      for (const text of ['constructor', '__proto__', '42', 'x', '😀 help', 'ana@example.com'])
        expect(backchannelsOf(language)(text)).toBe('interruption');
    });
  },
);
