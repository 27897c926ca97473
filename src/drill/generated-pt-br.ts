/** Customers of the shop. */
import { type Answer, anyOf, type CallerKind, perhaps, type Random } from './generated-kinds';
import { yeses } from './script-words';

const first =
  'Ana Maria Juliana Fernanda Camila Beatriz Larissa Patrícia João José Carlos Paulo Lucas Marcos Rafael Felipe Bruno Gustavo André Tiago'.split(
    ' ',
  );
const last =
  'Silva Souza Oliveira Pereira Costa Ferreira Almeida Ribeiro Carvalho Gomes Martins Rocha Barbosa Cardoso Teixeira Moreira Nunes Freitas'.split(
    ' ',
  );
const streets = [
  'Rua das Acácias',
  'Rua Augusta',
  'Avenida Brasil',
  'Rua XV de Novembro',
  'Alameda Santos',
  'Rua das Flores',
  'Avenida Paulista',
  'Rua Bahia',
  'Travessa São Jorge',
  'Rua Sete de Setembro',
];

const name = (random: Random): Answer => {
  const value = `${random.one(first)} ${random.one(last)} ${random.one(last)}`;
  return { say: random.one([`meu nome é ${value}`, value, `me chamo ${value}`]), value };
};
const place = (random: Random): Answer => {
  const value = `${random.one(streets)} ${random.between(1, 2400)}`;
  return { say: value, value };
};
const order = (random: Random): Answer => {
  const value = `${random.between(10_000, 99_999)}`;
  return { say: random.one([`é o pedido ${value}`, value, `pedido ${value}`, `o número é ${value}`]), value };
};
const nothing = ['não, só isso', 'não', 'não sei'];
const common = {
  ...{ language: 'pt-BR' as const, assistant: 'shop', system: 'shop-desk' },
  ...{ yeses: yeses['pt-BR'], goodbye: 'não, obrigado, era só isso' },
};

export const portuguese: CallerKind[] = [
  {
    ...{ ...common, errand: 'not_delivered', category: 'delivery' },
    openings: ['bom dia, o meu pedido não chegou', 'oi, cadê meu pedido', 'olá, a entrega está atrasada'],
    asks: [
      { field: 'order', answer: order },
      { field: 'place', answer: place },
      {
        field: 'details',
        answer: perhaps(
          nothing,
          anyOf([
            'o rastreamento parou na sexta',
            'diz que saiu para entrega',
            'já faz dez dias',
            'o porteiro não viu nada',
          ]),
        ),
      },
      { field: 'name', answer: name },
    ],
  },
  {
    ...{ ...common, errand: 'exchange', category: 'returns' },
    openings: ['quero fazer uma troca ou devolução', 'oi, não serviu', 'boa tarde, não gostei'],
    asks: [
      { field: 'order', answer: order },
      {
        field: 'wish',
        answer: (random) =>
          random.one([
            { say: 'trocar', value: 'exchange' },
            { say: 'quero o dinheiro de volta', value: 'refund' },
          ]),
      },
      {
        field: 'product',
        answer: anyOf([
          'uma camiseta azul que veio no tamanho errado',
          'um tênis que ficou apertado',
          'uma jaqueta de outra cor',
          'um vestido que não combinou',
        ]),
      },
      { field: 'name', answer: name },
    ],
  },
  {
    ...{ ...common, errand: 'wrong_item', category: 'returns' },
    openings: ['boa tarde, veio um produto errado', 'oi, chegou quebrado', 'olá, o produto está com defeito'],
    asks: [
      { field: 'order', answer: order },
      {
        field: 'details',
        answer: anyOf([
          'veio uma panela e eu pedi uma chaleira',
          'a caixa veio amassada e o copo em pedaços',
          'pedi azul e mandaram verde',
          'não liga de jeito nenhum',
        ]),
      },
      { field: 'name', answer: name },
    ],
  },
];
