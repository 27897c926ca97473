import type { MailWords } from '../mail-words';

export const mail: MailWords = {
  subject: (code) => (code ? `Su solicitud ${code}` : 'Su llamada'),
  automatic: () => 'Este mensaje se ha enviado automáticamente.',
  unsubscribe: 'BAJA',
  around: {
    wrote: /^(?:el|en)\b.*\bescribi[oó]:?$/i,
    original: /^[-_ ]*mensaje (?:original|reenviado)[-_ ]*$/i,
    from: /^de:\s/i,
    sent: /^(?:enviado(?: el)?|fecha):\s/i,
    device: /^(?:enviado desde (?:mi|outlook|yahoo|correo)\b|(?:obtener|descargar) outlook para\b)/i,
    opening:
      /^(?:(?:hola|buenos d[ií]as|buenas(?: tardes| noches)?|muy buenas|estimad[oa]s?(?: señor(?:es|as?)?)?)[\s,.:!]*)+$/i,
    closing:
      /^(?:(?:un |muchos |cordiales )?saludos?(?: cordial(?:es)?)?|(?:muchas )?gracias(?: y un saludo)?|atentamente|cordialmente|un abrazo)[\s,.!]*$/i,
    away: /^(?:respuesta autom[aá]tica|fuera de (?:la )?oficina|ausencia de la oficina)\b/i,
  },
};
