import type { Activities } from '.';
import { phrasesOf } from '../src/language/phrases-of';
import type { Channel } from '../src/channels/channel';

/** The activity that tells a person something, in words made by code. */
export function createNotices({
  channel,
  now,
}: {
  channel: Channel;
  now: () => Date;
}): Pick<Activities, 'sendNotice'> {
  return {
    async sendNotice(notice, id) {
      const text = phrasesOf(notice.language).notice(notice.news, notice.code, notice.zone);
      await channel.send({ id, code: notice.code, to: notice.contact, text, at: now().toISOString() });
    },
  };
}
