import { loadAssistants } from '../../../src/agent/assistants';
import { recognise } from '../../../src/agent/scripted/recognise';

const assistants = loadAssistants('agents');

const wishes: [assistant: string, said: string, errands: string[]][] = [
  ['town-hall', 'hay dos farolas fundidas en mi calle', ['street_light']],
  ['town-hall', 'HAY UNA FAROLA ROTA Y ES MUY URGENTE', ['street_light']],
  ['town-hall', 'la acera está levantada', ['pothole']],
  ['town-hall', 'tengo un colchón viejo para tirar', ['bulky_waste']],
  ['town-hall', 'hay un bar con la música muy alta y no me dejan dormir', ['noise']],
  ['town-hall', 'quería saber cómo va lo de la farola', ['ticket_status']],
  ['town-hall', 'quiero cerrar lo de la farola', ['close_ticket']],
  ['town-hall', 'quiero reabrir lo de la farola', ['reopen_ticket']],
  ['town-hall', 'vuelvan a abrir mi aviso, no está resuelto', ['reopen_ticket']],
  ['town-hall', 'añadir algo al aviso de la farola', ['comment_ticket']],
  ['town-hall', 'cancelar la cita del padrón', ['cancel_appointment']],
  ['town-hall', 'quiero cambiar la cita del padrón', ['move_register']],
  ['town-hall', 'cita para una licencia de obra', ['book_licence']],
  ['town-hall', 'quiero una cita', ['book_register', 'book_licence']],
  ['town-hall', '¿a qué hora es mi cita?', ['my_appointments']],
  ['town-hall', 'qué tiempo hace hoy', []],
  ['shop', 'cadê meu pedido?', ['not_delivered']],
  ['shop', 'comprei uma mesa e veio quebrada, digo, veio quebrado um pé', ['wrong_item']],
  ['shop', 'quero fazer a devolução de uma blusa', ['exchange']],
  ['shop', 'preciso da segunda via da nota', ['invoice_copy']],
  ['shop', 'como está o meu atendimento', ['ticket_status']],
  ['shop', 'já foi resolvido, pode encerrar', ['close_ticket']],
  ['shop', 'pode reabrir o meu chamado?', ['reopen_ticket']],
  ['shop', 'não foi resolvido, abre de novo', ['reopen_ticket']],
  ['shop', 'quero um café', []],
  ['help-desk', 'I forgot my password again', ['password_reset']],
  ['help-desk', 'the VPN will not connect on my laptop', ['network_problem']],
  ['help-desk', 'the screen of my laptop is black', ['laptop_problem']],
  ['help-desk', 'could you install a program for me', ['software_request']],
  ['help-desk', 'any news about my ticket?', ['ticket_status']],
  ['help-desk', 'please escalate my ticket', ['raise_ticket']],
  ['help-desk', 'my problem is solved, close the ticket', ['close_ticket']],
  ['help-desk', 'please reopen my ticket', ['reopen_ticket']],
  ['help-desk', 'can you open my ticket again', ['reopen_ticket']],
  ['help-desk', 'my problem is not solved', ['reopen_ticket']],
  ['help-desk', 'sing me a song', []],
];

test.each(wishes)('%s: "%s" is understood', (id, said, errands) => {
  expect(recognise(assistants.get(id).errands, said).errands.map(({ name }) => name)).toEqual(errands);
});

test('the errand with the longest phrase wins over one with more single words', () => {
  const [lamp, hole] = assistants.get('town-hall').errands;
  const errands = [
    { ...lamp!, when: ['farola', 'calle', 'noche'] },
    { ...hole!, when: ['poste de la farola'] },
  ];
  expect(recognise(errands, 'el poste de la farola de mi calle, de noche').errands).toEqual([errands[1]]);
});
