/** How far mailboxes have been read; each is read by one process at a time, by leases. */
import type { Database } from './database';

/** The place up to which a mailbox has been read. `era` is its UIDVALIDITY: a place of another one says nothing. */
export interface MailboxPlace {
  era: string | undefined;
  uid: number;
}

/** Whose lease it is and until when (ISO instant). */
export interface MailboxLease {
  mailbox: string;
  holder: string;
  until: string;
}

/** The port to the places. */
export interface MailboxPlaces {
  /** Leases the mailbox, or goes on with a lease; undefined while another holder has it. `now` is an ISO instant. */
  claim(lease: MailboxLease, now: string): Promise<MailboxPlace | undefined>;
  /** Notes how far it is read, and goes on with the lease; false where that was lost to another. */
  advance(lease: MailboxLease, place: { era: string; uid: number }): Promise<boolean>;
  /** Lets the next one have it at once. */
  release(mailbox: string, holder: string): Promise<void>;
}

/** The places in the store's database. */
export function createMailboxPlaces(database: Database): MailboxPlaces {
  return {
    async claim({ mailbox, holder, until }, now) {
      const row = await database
        .insertInto('mailboxes')
        .values({ mailbox, holder, heldUntil: until })
        .onConflict((conflict) =>
          conflict
            .column('mailbox')
            .doUpdateSet({ holder, heldUntil: until })
            .where((or) =>
              or.or([or('mailboxes.holder', '=', holder), or('mailboxes.heldUntil', '<', new Date(now))]),
            ),
        )
        .returning(['era', 'uid'])
        .executeTakeFirst();
      return row && { era: row.era ?? undefined, uid: row.uid };
    },

    async advance({ mailbox, holder, until }, { era, uid }) {
      const changed = await database
        .updateTable('mailboxes')
        .set({ era, uid, heldUntil: until })
        .where('mailbox', '=', mailbox)
        .where('holder', '=', holder)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },

    async release(mailbox, holder) {
      await database
        .updateTable('mailboxes')
        .set({ heldUntil: new Date(0).toISOString() })
        .where('mailbox', '=', mailbox)
        .where('holder', '=', holder)
        .execute();
    },
  };
}
