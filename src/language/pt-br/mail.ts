import type { MailWords } from '../mail-words';

export const mail: MailWords = {
  subject: (code) => (code ? `Sua solicitação ${code}` : 'Sua ligação'),
  automatic: () => 'Esta mensagem foi enviada automaticamente.',
  unsubscribe: 'SAIR',
  around: {
    wrote: /^(?:em|no dia|a|às)\s.*\bescreveu:?$/i,
    original: /^[-_ ]*mensagem (?:original|encaminhada)[-_ ]*$/i,
    from: /^de:\s/i,
    sent: /^(?:enviad[ao](?: em)?|data):\s/i,
    device:
      /^(?:enviado d[oe] (?:meu|minha|outlook|yahoo|iphone|e-?mail)\b|(?:obter|baixar) o outlook para\b)/i,
    opening: /^(?:(?:ol[aá]|oi|bom dia|boa tarde|boa noite|prezad[oa]s?(?: senhor(?:es|as?)?)?)[\s,.:!]*)+$/i,
    closing:
      /^(?:(?:muito )?obrigad[oa]|atenciosamente|att|cordialmente|(?:um )?abra[cç]os?|cumprimentos|sauda[cç][oõ]es)[\s,.!]*$/i,
    away: /^(?:resposta autom[aá]tica|fora d[oe] escrit[oó]rio|aus[eê]ncia tempor[aá]ria)/i,
  },
};
