/** What people wrote themselves above, between and below what their mail programs add. */
import fc from 'fast-check';
import { ownWords } from '../../../src/language/own-words';

const notice =
  '> R-7K3F-92QD: su solicitud está cerrada. Responda 1 si no está resuelto.\n>\n> Este mensaje se ha enviado automáticamente.';

test.each([
  [
    'Gmail, Spanish',
    `1\n\nEl lun, 23 nov 2026 a las 10:04, Ayuntamiento (<avisos@example.org>) escribió:\n\n${notice}`,
  ],
  [
    'Gmail, broken over two lines',
    `1\n\nEl lun, 23 nov 2026 a las 10:04, Ayuntamiento de Valdeseda (<\navisos@example.org>) escribió:\n\n${notice}`,
  ],
  [
    'Gmail, Portuguese',
    `1\n\nEm seg., 23 de nov. de 2026 às 10:04, Loja <avisos@example.org> escreveu:\n\n${notice}`,
  ],
  [
    'Gmail, English',
    `1\r\n\r\nOn Mon, Nov 23, 2026 at 10:04 AM Town Hall <\r\navisos@example.org> wrote:\r\n\r\n${notice}`,
  ],
  [
    'Apple, Spanish',
    `1\n\nEnviado desde mi iPhone\n\n> El 23 nov 2026, a las 10:04, Ayuntamiento <a@example.org> escribió:\n> \n${notice}`,
  ],
  [
    'Apple, Portuguese',
    `1\n\nEnviado do meu iPhone\n\n> Em 23 de nov. de 2026, à(s) 10:04, Loja <a@example.org> escreveu:\n${notice}`,
  ],
  ['Thunderbird', `El 23/11/26 a las 10:04, Ayuntamiento escribió:\n${notice}\n\n1`],
  [
    'Outlook, Spanish',
    '1\n\nObtener Outlook para Android\n________________________________\nDe: Ayuntamiento <avisos@example.org>\nEnviado: lunes, 23 de noviembre de 2026 10:04\nPara: ana@example.org\nAsunto: Su solicitud R-7K3F-92QD\n\nR-7K3F-92QD: su solicitud está cerrada.',
  ],
  [
    'Outlook for Windows, Portuguese',
    '1\n\nDe: Loja <avisos@example.org>\nEnviada em: segunda-feira, 23 de novembro de 2026 10:04\nPara: ana@example.org\nAssunto: Sua solicitação\n\nSua solicitação está encerrada.',
  ],
  [
    'Outlook, English, bold',
    '1\n\n*From:* Town Hall <avisos@example.org>\n*Sent:* Monday, November 23, 2026 10:04\n*To:* ana@example.org\n*Subject:* Your request\n\nIt is closed.',
  ],
  ['an old program', `1\n\n-----Mensaje original-----\nDe: Ayuntamiento\n\nEstá cerrada.`],
  ['an old program, Portuguese', `1\n\n-----Mensagem Original-----\nDe: Loja\n\nEstá encerrada.`],
  ['a forwarding one', `1\n\n---------- Forwarded message ----------\nFrom: Town Hall\n\nIt is closed.`],
  [
    'a program that does not mark what it quotes',
    '1\n\nEl lun, 23 nov 2026 a las 10:04, Ayuntamiento escribió:\n\nSu solicitud está cerrada. Responda 1.',
  ],
  ['a signature', '1\n-- \nAna Ruiz\nTel. 600 000 001'],
  ['manners, Spanish', 'Hola, buenos días:\n\n1\n\nUn saludo,\nAna Ruiz\nC/ Mayor 3'],
  ['manners, Portuguese', 'Olá, boa tarde!\n1\nAtenciosamente,\n\nAna'],
  ['manners, English', 'Hello there,\n1\nKind regards,\nAna Ruiz'],
  ['thanks', '1\n\nMuchas gracias'],
  ['no language at all', `1\n\n2026-11-23 10:04 GMT+01:00 Ayuntamiento <avisos@example.org>:\n${notice}`],
])('%s: the one digit that they wrote is left', (_, text) => {
  expect(ownWords(text)).toBe('1');
});

test('answers between the lines and below them stay, what is quoted goes', () => {
  const text =
    '> ¿Le viene bien el jueves?\nNo, mejor el viernes.\n> ¿Por la mañana?\nPor la tarde.\n\nGracias';
  expect(ownWords(text)).toBe('No, mejor el viernes.\nPor la tarde.');
});

test.each([
  'El técnico vino el 3 y escribió un parte.',
  'On the 3rd he said he wrote: nothing. Please call.',
  'De: la calle Mayor 3\nhasta la plaza',
  'Em 2 dias preciso de resposta',
  'Gracias',
  'Hola',
  'Hola, quiero cambiarla.\nMejor el jueves',
  'La farola sigue rota.\nGracias\nNo vengan el lunes',
  'La farola sigue rota.\nGracias\nNO VENGAN EL LUNES',
  'Gracias\npero sigue rota, y de noche no se ve nada en toda la calle, que es muy larga',
  'Enviado el formulario, no sé nada -- ¿pueden mirar?',
])('words that only look like such marks stay: %s', (text) => {
  expect(ownWords(text)).toBe(text);
});

test('where nothing marks the quotation, all of it stays: the safe reading', () => {
  const text = '1\n\nR-7K3F-92QD: su solicitud está cerrada. Responda 1 si no está resuelto.';
  expect(ownWords(text)).toBe(text);
});

test('whatever is written, no line that was quoted is taken for their words, and nothing is slow', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('> 3', '-- ', 'De: x', 'El 3 a escribió:'))),
      (lines) => {
        const own = ownWords(lines.join('\n'));
        expect(own.split('\n').some((line) => line.trim().startsWith('>'))).toBe(false);
      },
    ),
  );
  const begun = performance.now();
  for (const line of [
    '>'.repeat(300_000),
    'El 3 '.repeat(60_000),
    'On 1\n'.repeat(60_000),
    '<a@b '.repeat(60_000),
  ])
    ownWords(line);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
