/** The dev phone's inbox, which stands for SMS where no carrier is configured. */
import type { Channel } from './channel';

/** Where the inbox keeps its messages; the store is one. Keeping a message twice keeps it once. */
export interface Inbox {
  putMessage(message: {
    id: string;
    code: string;
    channel: string;
    to: string;
    text: string;
    sentAt: string;
  }): Promise<void>;
}

/** A channel into the inbox. */
export function createInboxChannel(inbox: Inbox): Channel {
  return {
    async send({ id, code, to, text, at }) {
      if (!to.phone)
        return { refused: 'invalid-address', detail: 'the dev phone has no e-mail; a number is needed' };
      await inbox.putMessage({ id, code, channel: 'inbox', to: to.phone, text, sentAt: at });
      return { providerId: id, state: 'delivered' };
    },
  };
}
