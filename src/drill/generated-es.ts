/** Callers of the town hall. */
import { type Answer, anyOf, type CallerKind, perhaps, type Random } from './generated-kinds';
import { yeses } from './script-words';

const first =
  'Ana Carmen Lucía Marta Elena Rosa Pilar Laura Sara Irene Nuria Javier Antonio Manuel Luis Pedro Diego Andrés Jorge Raúl Pablo Tomás Hugo'.split(
    ' ',
  );
const last =
  'Ruiz García López Martín Sánchez Romero Navarro Torres Vidal Soto Ortega Molina Castro Iglesias Campos Vega Prieto Herrero Gallego Santos Lozano'.split(
    ' ',
  );
const streets = [
  'Calle Mayor',
  'Calle Olmo',
  'Calle Luna',
  'Avenida Constitución',
  'Calle Cervantes',
  'Plaza España',
  'Paseo Rosales',
  'Calle Real',
  'Calle Alcalá',
  'Ronda Segovia',
  'Calle Goya',
  'Calle Toledo',
];

const name = (random: Random): Answer => {
  const value = `${random.one(first)} ${random.one(last)} ${random.one(last)}`;
  return { say: random.one([`me llamo ${value}`, value, `soy ${value}`]), value };
};
const place = (random: Random): Answer => {
  const value = `${random.one(streets)} ${random.between(1, 180)}`;
  return { say: random.one([`en la ${value}`, value, `es en la ${value}`]), value };
};
const choice =
  (words: Record<string, string>) =>
  (random: Random): Answer => {
    const value = random.one(Object.keys(words));
    return { say: words[value] ?? value, value };
  };
const nothing = ['no, nada más', 'no', 'no lo sé'];
const common = {
  ...{ language: 'es' as const, assistant: 'town-hall', system: 'town-hall-desk' },
  ...{ yeses: yeses.es, goodbye: 'no, gracias, eso es todo' },
};

export const spanish: CallerKind[] = [
  {
    ...{ ...common, errand: 'street_light', category: 'public-lighting' },
    openings: [
      'hola, hay una farola apagada',
      'buenas, quería avisar de una farola fundida',
      'buenos días, tenemos una farola rota',
    ],
    asks: [
      { field: 'place', answer: place },
      {
        field: 'lamp',
        answer: perhaps(['no lo sé', 'no la veo', 'no tiene placa'], (random) => {
          const value = `${random.between(1000, 99_999)}`;
          return { say: value, value };
        }),
      },
      {
        field: 'details',
        answer: perhaps(
          nothing,
          anyOf([
            'lleva así dos semanas',
            'por la noche no se ve nada',
            'hay chispas de vez en cuando',
            'está al lado del colegio',
          ]),
        ),
      },
      { field: 'name', answer: name },
    ],
  },
  {
    ...{ ...common, errand: 'pothole', category: 'roads' },
    openings: [
      'hola, hay un bache muy grande',
      'buenas, quería avisar de un socavón',
      'buenos días, hay un boquete',
    ],
    asks: [
      { field: 'place', answer: place },
      {
        field: 'surface',
        answer: choice({ road: 'en la calzada', pavement: 'en la acera', bike_lane: 'en el carril bici' }),
      },
      {
        field: 'details',
        answer: perhaps(
          nothing,
          anyOf([
            'es como una rueda de coche',
            'ya se ha tropezado gente',
            'cada vez es más hondo',
            'cuando llueve se llena de agua',
          ]),
        ),
      },
      { field: 'name', answer: name },
    ],
  },
  {
    ...{ ...common, errand: 'noise', category: 'coexistence' },
    openings: [
      'hola, quiero poner una queja por ruido',
      'buenas noches, hay mucho ruido',
      'no podemos dormir',
    ],
    asks: [
      { field: 'place', answer: place },
      {
        field: 'source',
        answer: choice({ bar: 'es un bar', neighbour: 'es un vecino', works: 'es una obra' }),
      },
      {
        field: 'details',
        answer: perhaps(
          nothing,
          anyOf([
            'los fines de semana hasta las tres',
            'casi todas las madrugadas',
            'desde las once hasta las dos',
            'empieza a las seis de la mañana',
          ]),
        ),
      },
      { field: 'name', answer: name },
    ],
  },
];
