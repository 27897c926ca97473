import type { Activities } from '.';
import { ConnectorError } from '../src/errors';
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
    async sendNotice({ language, news, code, zone, contact: to }, id) {
      const text = phrasesOf(language).notice(news, code, zone);
      const sent = await channel.send({ id, code, to, language, text, at: now().toISOString() });
      if ('refused' in sent) throw new ConnectorError('inbox', 'rejected', sent.detail);
    },
  };
}
