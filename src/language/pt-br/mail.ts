import type { MailWords } from '../mail-words';

export const mail: MailWords = {
  subject: (code) => (code ? `Sua solicitação ${code}` : 'Sua ligação'),
  automatic: () => 'Esta mensagem foi enviada automaticamente.',
  unsubscribe: 'SAIR',
};
