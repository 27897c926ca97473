/** How far mailboxes were read, in this process's memory; the store's own tests use real ones. */
import type { MailboxPlaces } from '../../src/store/mailbox-places';

/** Makes them; nothing was read. */
export function createMemoryMailboxes(): MailboxPlaces {
  const places = new Map<string, { holder: string; until: string; era: string | undefined; uid: number }>();
  return {
    async claim({ mailbox, holder, until }, now) {
      const known = places.get(mailbox);
      if (known && known.holder !== holder && known.until >= now) return undefined;
      const place = { era: known?.era, uid: known?.uid ?? 0 };
      places.set(mailbox, { ...place, holder, until });
      return place;
    },
    async advance({ mailbox, holder, until }, place) {
      if (places.get(mailbox)?.holder !== holder) return false;
      places.set(mailbox, { ...place, holder, until });
      return true;
    },
    async release(mailbox, holder) {
      const known = places.get(mailbox);
      if (known?.holder === holder) places.set(mailbox, { ...known, until: '' });
    },
  };
}
