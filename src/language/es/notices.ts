/** Notices by SMS: at most 300 characters, the code first, so that it is never what is cut off. */
import type { CaseNews, News } from '../../domain/follow-up';
import { isChoiceNews, isOfficeNews } from '../reach-news';
import { bare, capital, cut, listed, personOf, placeOf, said } from '../wording';
import { dueBy, when } from './dates';
import { choiceNotice, notSolved, officeNotice } from './reach-notices';
import { values } from './values';

const most = 300;
const reasons: Record<string, string> = {
  'slot-taken': 'esa hora ya estaba ocupada',
  gone: 'ya no existe en el sistema',
  'not-allowed': 'las normas no lo permiten',
};

export function notice(news: News, code: string, zone: string): string {
  // An assistant's answer may be longer than a notice.
  if (isChoiceNews(news)) return news.what === 'said' ? choiceNotice(news) : cut(choiceNotice(news), most);
  return isOfficeNews(news)
    ? cut(`${code}: ${officeNotice(news, zone)}`, most)
    : caseNotice(news, code, zone);
}

function caseNotice(news: CaseNews, code: string, zone: string): string {
  const title = bare(cut(news.title, 70));
  const id = 'recordId' in news ? cut(news.recordId, 30) : '';
  const quoted = (before: string, text: string, after: string): string => {
    const room = most - `${code}: ${before}«»${after}`.length;
    return `${before}«${bare(cut(text, Math.max(room, 1)))}»${after}`;
  };
  // A call that was cut off is no case, and has no code.
  if (news.what === 'cutOff') return cut(capital(told()), most);
  return cut(`${code}: ${told()}`, most);

  function told(): string {
    switch (news.what) {
      case 'delivered': {
        const { dueAt, dueDay, appointment } = news;
        if (appointment?.status === 'cancelled') return `su cita ${id} queda anulada.`;
        if (appointment) {
          const { slot } = appointment;
          return `su cita ${id} es el ${when(slot.startsAt, slot.zone)}, con ${cut(personOf(slot), 60)}, ${cut(placeOf(slot), 60)}.`;
        }
        return `hemos tramitado su solicitud para ${title}; su número es ${id}.${dueAt ? ` Tendrá respuesta a más tardar el ${dueBy(dueAt, dueDay, zone)}.` : ''}`;
      }
      case 'refused': {
        const reason = reasons[news.reason] ?? bare(cut(news.reason, 80));
        const free = news.alternatives.slice(0, 2).map((one) => `el ${said(one, zone, values)}`);
        return `no hemos podido tramitar su solicitud para ${title}: ${reason}.${free.length > 0 ? ` Hay hora libre ${listed(free, 'y')}.` : ''} Llámenos, por favor.`;
      }
      case 'withdrawn':
        return quoted(`queda retirada su solicitud para ${title}. Motivo: `, news.reason, '.');
      case 'delayed':
        return `su solicitud para ${news.title} (código ${news.code}) está tardando más de lo previsto. No se ha perdido: se ocupa de ella una persona y le avisaremos.`;
      case 'closed':
        return news.lastComment
          ? quoted(`su solicitud ${id} (${title}) está cerrada: `, news.lastComment, `. ${notSolved}`)
          : `su solicitud ${id} (${title}) está cerrada. ${notSolved}`;
      case 'reopened':
        return `su solicitud ${id} (${title}) se ha vuelto a abrir.`;
      case 'commented':
        return quoted(`novedad en su solicitud ${id} (${title}): `, news.text, '.');
      case 'cutOff':
        return `se ha cortado su llamada.${news.codes.length > 0 ? ` Lo que confirmó sigue adelante con el código ${listed(news.codes, 'y')}.` : ' No llegó a confirmar nada, así que no se ha registrado nada.'} Vuelva a llamarnos cuando quiera.`;
      case 'answered':
        return news.text;
      case 'gone':
        return `su solicitud ${id} (${title}) ya no figura en el sistema. Llámenos si no lo esperaba.`;
    }
  }
}
