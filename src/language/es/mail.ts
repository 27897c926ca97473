import type { MailWords } from '../mail-words';

export const mail: MailWords = {
  subject: (code) => (code ? `Su solicitud ${code}` : 'Su llamada'),
  automatic: () => 'Este mensaje se ha enviado automáticamente.',
  unsubscribe: 'BAJA',
};
