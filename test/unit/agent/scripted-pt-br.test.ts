import { play } from './spoken-turns';

const from = '+5511987654321';

test('an order that did not arrive is reported and corrected', () => {
  const lost = {
    order: '45821',
    place: 'Rua das Flores, 123, apartamento 4',
    name: 'Ana Souza',
    phone: from,
  };
  play('shop', [
    ['oi, bom dia', { says: /Em que posso ajudar\?/ }],
    [
      'meu pedido 45821 não chegou',
      { asks: 'place', says: /^Vou ajudar você a registrar um pedido que não chegou/ },
    ],
    ['Rua das Flores, 123, apartamento 4', { asks: 'details' }],
    ['não', { asks: 'name' }],
    ['meu nome é Ana Souza', { asks: 'phone' }],
    ['onze, nove oito sete seis cinco, quatro três dois um', { calls: ['not_delivered', lost] }],
    ['não, é a rua das Flores 125', { calls: ['not_delivered', { ...lost, place: 'rua das Flores 125' }] }],
    ['sim', { done: true }],
    ['não, só isso', { bye: true }],
  ]);
});

test('everything in the first sentence leaves only what is optional', () => {
  play(
    'shop',
    [
      [
        'meu pedido 45821 não chegou na rua das Flores 123, aqui é a Ana, me chamo Ana Souza',
        { asks: 'details' },
      ],
      [
        'não sei',
        {
          calls: [
            'not_delivered',
            { order: '45821', place: 'rua das Flores 123', name: 'Ana Souza', phone: from },
          ],
        },
      ],
    ],
    { from },
  );
});

test('an exchange: what is not known is needed, and a person can be had', () => {
  play(
    'shop',
    [
      ['quero trocar um vestido que ficou pequeno', { asks: 'order' }],
      ['não sei', { asks: 'order', says: /^Sem essa informação/ }],
      ['é o 45821458214582145821', { asks: 'order', says: /Diga só o número/ }],
      ['é o 45821', { asks: 'product' }],
      ['um vestido azul', { asks: 'name' }],
      [
        'na verdade quero falar com uma pessoa',
        { calls: ['request_person', { topic: 'pedir uma troca ou devolução' }] },
      ],
    ],
    { from },
  );
});

test('the invoice goes to the address that was corrected before and after the read-back', () => {
  const invoice = { order: '4455', email: 'ana@exemplo.com', name: 'Ana Souza', phone: from };
  play(
    'shop',
    [
      ['preciso da segunda via da nota fiscal do pedido 4455', { asks: 'email' }],
      ['ana arroba exemplo ponto org', { asks: 'company' }],
      ['não, o e-mail é ana arroba exemplo ponto com', { asks: 'company' }],
      ['não', { asks: 'name' }],
      ['repete por favor', { asks: 'name', says: /Qual é o seu nome completo\?$/ }],
      ['Ana Souza', { calls: ['invoice_copy', invoice] }],
      ['não', { asks: 'correction', says: /o seu e-mail/ }],
      ['o e-mail', { asks: 'email' }],
      [
        'ana ponto souza arroba exemplo ponto com',
        { calls: ['invoice_copy', { ...invoice, email: 'ana.souza@exemplo.com' }] },
      ],
      ['cancela', { says: /não (faço|vou fazer) nada/i }],
      ['não, obrigada', { bye: true }],
    ],
    { from },
  );
});

test('a wrong product, with another wish in the middle', () => {
  play(
    'shop',
    [
      ['veio um produto errado no pedido 991', { asks: 'details' }],
      [
        'na verdade quero fazer uma devolução do pedido 992',
        { asks: 'product', says: /^Certo, deixamos isso de lado/ },
      ],
      ['uma camisa, a cor é outra', { asks: 'name' }],
      [
        'João da Silva',
        {
          calls: [
            'exchange',
            {
              order: '992',
              wish: 'refund',
              product: 'uma camisa, a cor é outra',
              name: 'João da Silva',
              phone: from,
            },
          ],
        },
      ],
    ],
    { from },
  );
});

test('who is not understood is asked in other words, then offered a person', () => {
  play('shop', [
    ['blá blá', { says: /^Desculpe, não entendi\. Posso ajudar você a/ }],
    ['hã', {}],
    ['xis', { says: /Quer que uma pessoa ligue para você\?/ }],
    ['sim', { calls: ['request_person', {}] }],
  ]);
});

test('tickets of the shop are looked up, commented, made urgent and closed', () => {
  play(
    'shop',
    [
      ['como está o meu atendimento 1042', { calls: ['ticket_status', { number: '1042' }] }],
      ['quais são meus atendimentos', { calls: ['my_tickets', {}] }],
      ['quero acrescentar um comentário ao atendimento 1042', { asks: 'text' }],
      [
        'o vizinho também não viu a caixa',
        { calls: ['comment_ticket', { number: '1042', text: 'o vizinho também não viu a caixa' }] },
      ],
      ['pode ser', { done: true }],
      ['quero pedir urgência', { asks: 'number' }],
      ['mil e quarenta e dois', { calls: ['raise_ticket', { number: '1042' }] }],
      ['sim', { done: true }],
      ['pode encerrar o atendimento 1042', { asks: 'reason' }],
      ['já chegou', { calls: ['close_ticket', { number: '1042', reason: 'já chegou' }] }],
    ],
    { from },
  );
});

test('a closed ticket is opened again', () => {
  play(
    'shop',
    [
      ['quero reabrir o chamado 1042', { asks: 'reason' }],
      [
        'a caixa ainda não chegou',
        { calls: ['reopen_ticket', { number: '1042', reason: 'a caixa ainda não chegou' }] },
      ],
      ['sim', { done: true }],
    ],
    { from },
  );
});
