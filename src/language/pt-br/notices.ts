/** Notices by SMS: at most 300 characters, the code first, so that it is never what is cut off. */
import type { CaseNews, News } from '../../domain/follow-up';
import { isChoiceNews, isOfficeNews } from '../reach-news';
import { bare, capital, cut, listed, personOf, placeOf, said } from '../wording';
import { dueBy, onWhen } from './dates';
import { choiceNotice, notSolved, officeNotice } from './reach-notices';
import { values } from './values';

const most = 300;
const reasons: Record<string, string> = {
  'slot-taken': 'esse horário já estava ocupado',
  gone: 'isso não existe mais no sistema',
  'not-allowed': 'as regras não permitem',
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
  const quoted = (before: string, text: string, after = '.'): string => {
    const room = most - `${code}: ${before}""${after}`.length;
    return `${before}"${bare(cut(text, Math.max(room, 1)))}"${after}`;
  };
  // A call that was cut off is no case, and has no code.
  if (news.what === 'cutOff') return cut(capital(told()), most);
  return cut(`${code}: ${told()}`, most);

  function told(): string {
    switch (news.what) {
      case 'delivered': {
        const { dueAt, dueDay, appointment } = news;
        if (appointment?.status === 'cancelled') return `a sua marcação ${id} está cancelada.`;
        if (appointment) {
          const { slot } = appointment;
          return `a sua marcação ${id} é ${onWhen(slot.startsAt, slot.zone)}, com ${cut(personOf(slot), 60)}, ${cut(placeOf(slot), 60)}.`;
        }
        return `processamos a sua solicitação para ${title}; o número é ${id}.${dueAt ? ` Você terá uma resposta até ${dueBy(dueAt, dueDay, zone)}.` : ''}`;
      }
      case 'refused': {
        const reason = reasons[news.reason] ?? bare(cut(news.reason, 80));
        const free = news.alternatives.slice(0, 2).map((one) => said(one, zone, values));
        return `não foi possível processar a sua solicitação para ${title}: ${reason}.${free.length > 0 ? ` Horário livre: ${listed(free, 'e')}.` : ''} Ligue para nós, por favor.`;
      }
      case 'withdrawn':
        return quoted(`a sua solicitação para ${title} foi retirada. Motivo: `, news.reason);
      case 'delayed':
        return `a sua solicitação para ${news.title} (código ${news.code}) está demorando mais do que o previsto. Ela não se perdeu: uma pessoa está cuidando dela e você será avisado.`;
      case 'closed':
        return news.lastComment
          ? quoted(`o seu chamado ${id} (${title}) foi encerrado: `, news.lastComment, `. ${notSolved}`)
          : `o seu chamado ${id} (${title}) foi encerrado. ${notSolved}`;
      case 'reopened':
        return `o seu chamado ${id} (${title}) foi reaberto.`;
      case 'commented':
        return quoted(`novidade no seu chamado ${id} (${title}): `, news.text);
      case 'cutOff':
        return `a sua ligação caiu.${news.codes.length > 0 ? ` O que você confirmou segue em andamento com o código ${listed(news.codes, 'e')}.` : ' Você ainda não tinha confirmado nada, então nada foi registrado.'} Ligue de novo quando quiser.`;
      case 'answered':
        return news.text;
      case 'gone':
        return `o seu chamado ${id} (${title}) não consta mais no sistema. Se não esperava por isso, ligue para nós.`;
    }
  }
}
