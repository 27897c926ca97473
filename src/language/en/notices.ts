/** Notices by SMS: at most 300 characters, the code first, so that it is never what is cut off. */
import type { CaseNews, News } from '../../domain/follow-up';
import { isChoiceNews, isOfficeNews } from '../reach-news';
import { bare, capital, cut, listed, personOf, placeOf, said } from '../wording';
import { dueBy, when } from './dates';
import { choiceNotice, notSolved, officeNotice } from './reach-notices';
import { values } from './values';

const most = 300;
const reasons: Record<string, string> = {
  'slot-taken': 'that time was already taken',
  gone: 'it is no longer in the system',
  'not-allowed': 'the rules do not allow it',
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
        if (appointment?.status === 'cancelled') return `your appointment ${id} is cancelled.`;
        if (appointment) {
          const { slot } = appointment;
          return `your appointment ${id} is on ${when(slot.startsAt, slot.zone)}, with ${cut(personOf(slot), 60)}, ${cut(placeOf(slot), 60)}.`;
        }
        return `your request to ${title} has been processed; its number is ${id}.${dueAt ? ` You will have an answer by ${dueBy(dueAt, dueDay, zone)}.` : ''}`;
      }
      case 'refused': {
        const reason = reasons[news.reason] ?? bare(cut(news.reason, 80));
        const free = news.alternatives.slice(0, 2).map((one) => said(one, zone, values));
        return `we could not process your request to ${title}: ${reason}.${free.length > 0 ? ` Free times: ${listed(free, 'and')}.` : ''} Please call us.`;
      }
      case 'withdrawn':
        return quoted(`your request to ${title} has been withdrawn. Reason: `, news.reason);
      case 'delayed':
        return `your request to ${news.title} (code ${news.code}) is taking longer than expected. It is not lost: a person is seeing to it, and you will be told.`;
      case 'closed':
        return news.lastComment
          ? quoted(`your ticket ${id} (${title}) is closed: `, news.lastComment, `. ${notSolved}`)
          : `your ticket ${id} (${title}) is closed. ${notSolved}`;
      case 'reopened':
        return `your ticket ${id} (${title}) has been opened again.`;
      case 'commented':
        return quoted(`news on your ticket ${id} (${title}): `, news.text);
      case 'cutOff':
        return `your call was cut off.${news.codes.length > 0 ? ` What you confirmed goes on under the code ${listed(news.codes, 'and')}.` : ' You had not confirmed anything yet, so nothing was registered.'} Please call us again at any time.`;
      case 'answered':
        return news.text;
      case 'gone':
        return `your ticket ${id} (${title}) is no longer in the system. If you did not expect that, please call us.`;
    }
  }
}
