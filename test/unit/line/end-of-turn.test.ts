import type { Language } from '../../../src/domain/language';
import type { Expectation } from '../../../src/domain/listening';
import { endingsOf } from '../../../src/language/endings-of';
import { defaultPauses, openTurn, type Turn, turnEnd, type TurnEvent } from '../../../src/line/end-of-turn';
import { utterances } from './end-of-turn-utterances';

const languages: Language[] = ['es', 'pt-BR', 'en'];

/** A turn after what happened in it. */
const after = (events: TurnEvent[], language: Language = 'es', expects?: Expectation): Turn =>
  events.reduce(turnEnd, openTurn({ language, expects }));

/** Somebody spoke from 0 to 1000 ms, and these words were known by then. */
const said = (text: string, language: Language = 'es', expects?: Expectation): Turn =>
  after(
    [
      { what: 'started', atMs: 0 },
      { what: 'words', atMs: 950, text },
      { what: 'stopped', atMs: 1000 },
    ],
    language,
    expects,
  );

describe.each(languages)('in %s', (language) => {
  test('there are many utterances', () => {
    expect(utterances[language].length).toBeGreaterThanOrEqual(20);
  });

  test.each(utterances[language].map((row) => [row[0], row[2] ?? 'open', row[1]] as const))(
    '"%s", asked for %s, is %s',
    (text, expects, ending) => {
      const turn = said(text, language, expects);
      expect(turn.ending).toBe(ending);
      if (ending === 'nothing') return;
      expect(turn.likelyAtMs).toBe(1000 + defaultPauses[ending].likelyMs);
      expect(turn.overAtMs).toBe(1000 + defaultPauses[ending].overMs);
    },
  );
});

describe('patience', () => {
  test('a caller who has finished waits 600 to 700 ms, and a reply is prepared after 200 to 300', () => {
    for (const text of ['Hay una farola apagada.', 'hay una farola apagada']) {
      const { likelyAtMs, overAtMs = 0 } = said(text);
      expect(likelyAtMs).toBe(text.endsWith('.') ? 1200 : 1300);
      expect(overAtMs).toBeGreaterThanOrEqual(1600);
      expect(overAtMs).toBeLessThanOrEqual(1700);
    }
  });

  test('each further uncertainty waits longer, and the likely end always comes before the end', () => {
    const order = [
      'answered',
      'closed',
      'finished',
      'dictated',
      'perhaps',
      'hanging',
      'hesitating',
      'dictating',
    ] as const;
    order.forEach((ending, at) => {
      const { likelyMs, overMs } = defaultPauses[ending];
      expect(overMs - likelyMs).toBeGreaterThanOrEqual(200);
      if (at > 0) expect(overMs).toBeGreaterThan(defaultPauses[order[at - 1] ?? ending].overMs);
    });
  });

  test('without words yet, who was asked for a number is given longer', () => {
    const silent = (expects?: Expectation) =>
      after(
        [
          { what: 'started', atMs: 0 },
          { what: 'stopped', atMs: 500 },
        ],
        'en',
        expects,
      ).overAtMs;
    expect(silent()).toBe(1300);
    expect(silent('number')).toBe(2000);
  });

  test('pauses may be set', () => {
    const turn = openTurn({ language: 'en', pauses: { finished: { likelyMs: 100, overMs: 200 } } });
    const events: TurnEvent[] = [
      { what: 'words', atMs: 10, text: 'hello there' },
      { what: 'stopped', atMs: 1000 },
    ];
    expect(events.reduce(turnEnd, turn)).toMatchObject({ likelyAtMs: 1100, overAtMs: 1200 });
  });
});

describe('while the caller speaks', () => {
  test('nothing is over', () => {
    const turn = after([
      { what: 'started', atMs: 0 },
      { what: 'words', atMs: 900, text: 'hay una farola apagada.' },
    ]);
    expect(turn.isSpeaking).toBe(true);
    expect(turn.likelyAtMs).toBeUndefined();
    expect(turn.overAtMs).toBeUndefined();
  });

  test('a pause that they end ends nothing', () => {
    const paused = said('mi número es');
    const goesOn = turnEnd(paused, { what: 'started', atMs: 1900 });
    expect(goesOn.overAtMs).toBeUndefined();
    expect(goesOn.likelyAtMs).toBeUndefined();
    const ended = [
      { what: 'words', atMs: 3000, text: 'mi número es el 612 34 56 78' } as const,
      { what: 'stopped', atMs: 3100 } as const,
    ].reduce(turnEnd, goesOn);
    expect(ended.overAtMs).toBe(4100);
  });

  test('a television that goes on after their last word does not hold the turn for ever', () => {
    const words = ['hay', 'hay una', 'hay una farola apagada'].map((text, at): TurnEvent => ({
      what: 'words',
      atMs: 500 * (at + 1),
      text,
    }));
    expect(after([{ what: 'started', atMs: 0 }, ...words]).overAtMs).toBe(5500);
    // A recognizer that is only slow is waited for.
    expect(after([{ what: 'started', atMs: 0 }, ...words.slice(0, 1)]).overAtMs).toBeUndefined();
  });
});

describe('words that come late', () => {
  const stopped: TurnEvent[] = [
    { what: 'started', atMs: 0 },
    { what: 'words', atMs: 900, text: 'mi correo' },
    { what: 'stopped', atMs: 1000 },
  ];

  test('change how long the pause must be', () => {
    const hanging = after(stopped);
    expect(hanging.overAtMs).toBe(2600);
    const whole = turnEnd(hanging, {
      what: 'words',
      atMs: 1250,
      text: 'mi correo es ana arroba example punto com',
    });
    expect(whole).toMatchObject({ likelyAtMs: 1400, overAtMs: 2000 });
  });

  test('are given a moment, as more may follow', () => {
    const late = after([...stopped, { what: 'words', atMs: 1690, text: 'mi correo no funciona' }]);
    expect(late).toMatchObject({ likelyAtMs: 1690, overAtMs: 1840 });
    const again = turnEnd(late, { what: 'words', atMs: 1830, text: 'mi correo no funciona hoy' });
    expect(again.overAtMs).toBe(1980);
  });

  test('that are the same as before change nothing', () => {
    const before = after(stopped);
    expect(turnEnd(before, { what: 'words', atMs: 1500, text: ' mi correo ' })).toEqual(before);
  });

  test('of a voice that was not heard as one end the turn too', () => {
    expect(after([{ what: 'words', atMs: 400, text: 'sí' }], 'es', 'yes-no')).toMatchObject({
      likelyAtMs: 600,
      overAtMs: 800,
    });
  });
});

describe('while a number is being said', () => {
  const groups = [
    'seis',
    'seis cero',
    'seis cero cero',
    'seis cero cero doce',
    'seis cero cero doce treinta y cuatro',
  ];

  test('the caller may look for each group, until the last one', () => {
    for (const text of groups.slice(1)) {
      const { overAtMs = 0 } = said(text, 'es', 'number');
      expect(overAtMs).toBeGreaterThanOrEqual(3500);
    }
    const whole = said(`${groups.at(-1)} cincuenta y seis`, 'es', 'number');
    expect(whole.overAtMs).toBe(2000);
  });

  test.each([
    [
      'es',
      'el veintiocho de',
      'la incidencia del bache',
      'hay tres farolas',
      'el teléfono falla desde las 5',
    ],
    [
      'pt-BR',
      'são dez horas',
      'quero dois ingressos',
      'moro aqui há 20 anos',
      'meu celular está sem rede desde as 10',
    ],
    [
      'en',
      'it is ten thirty',
      'I have two tickets',
      'three times last week',
      'my phone has been dead since 9',
    ],
  ] as const)('and in %s a number that is no dictation is none', (language, ...texts) => {
    for (const text of texts) expect(said(text, language).ending).not.toMatch(/dictat|perhaps/);
  });
});

test('any text is judged, at once', () => {
  const odd = [
    '@',
    '.',
    '...',
    ',,,',
    'constructor',
    '__proto__',
    '1'.repeat(5000),
    'a '.repeat(3000),
    '\u0000\ud800',
    '😀',
  ];
  for (const language of languages)
    for (const expects of ['open', 'number', 'email', 'address', 'name', 'date', 'yes-no'] as const)
      for (const text of odd) {
        const before = process.cpuUsage();
        expect(typeof endingsOf(language)(text, expects)).toBe('string');
        expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
      }
});
