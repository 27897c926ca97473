import type { ChoiceNews, News, OfficeNews } from '../domain/follow-up';

const office: ReadonlySet<News['what']> = new Set<OfficeNews['what']>([
  'appointmentMoved',
  'appointmentCancelled',
  'appointmentReminder',
  'dispatched',
  'parcel',
  'invoiceDue',
]);
const choices: ReadonlySet<News['what']> = new Set<ChoiceNews['what']>([
  'optedOut',
  'optedIn',
  'help',
  'confirmed',
  'said',
]);

/** What the office did or will do. */
export const isOfficeNews = (news: News): news is OfficeNews => office.has(news.what);
/** An answer to STOP, START or HELP; it has no code. */
export const isChoiceNews = (news: News): news is ChoiceNews => choices.has(news.what);
