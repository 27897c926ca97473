/**
 * Reads the mailbox that answers and bounces come to. One gateway reads it at a time, by a lease, from the place up to which
 * it was read; a letter is marked as read, and the place moved on, only behind its words having been written down. Between
 * these a gateway may die: then the next one reads the letter again, and the inbox knows it.
 */
import { randomUUID } from 'node:crypto';
import { type Mailbox, mailboxFault, openMailbox, type RawLetter } from '../../channels/email/mailbox';
import type { MailboxServer } from '../../channels/email/settings';
import type { Log } from '../../log';
import type { Store } from '../../store/store';
import { Refusals } from '../refusals';
import { WakefulLoop } from '../wakeful-loop';
import { asideInWords } from './aside';
import { connection, type LetterParts, takeLetter } from './letters';

/** The reader's pace, in milliseconds and bytes. */
export interface ReaderPace {
  /** It looks so often by itself; where the server tells (IDLE), it looks at once. */
  pollMs: number;
  /** Longer than the pause between two looks, and than one letter takes. */
  leaseMs: number;
  /** First wait after a mailbox that could not be read; doubles up to `longestMs`. */
  firstMs: number;
  longestMs: number;
  /** So much of a letter is downloaded. */
  mostBytes: number;
  /** Letters that came before are not looked at, however far the mailbox was read. */
  sinceDays: number;
}

const usual: ReaderPace = {
  pollMs: 30_000,
  leaseMs: 180_000,
  firstMs: 1_000,
  longestMs: 5 * 60_000,
  mostBytes: 256 * 1024,
  sinceDays: 14,
};
/** In one look; who waits for the end of the process waits for no more. */
const atOnce = 100;
/** After so many tries a letter that cannot be downloaded is set aside. */
const mostTries = 5;
const dayMs = 86_400_000;

/** What reading stands on. */
export interface ReaderParts extends LetterParts {
  server: MailboxServer;
  store: LetterParts['store'] & Pick<Store, 'mailboxes' | 'noteRefusal'>;
  log: Log;
  /** Told of each new arrival. */
  wake: () => void;
}

/** The loop that reads. */
export class MailReader {
  private readonly pace: ReaderPace;
  private readonly loop: WakefulLoop;
  private readonly refusals: Refusals;
  private readonly closing = new AbortController();
  private readonly holder = randomUUID();
  private readonly name: string;
  private mailbox: Mailbox | undefined;
  private failures = 0;
  /** The letter that could not be downloaded, and how often that was tried. */
  private stuck = { uid: 0, tries: 0 };

  constructor(
    private readonly parts: ReaderParts,
    pace: Partial<ReaderPace> = {},
  ) {
    const { auth, host, port } = parts.server;
    this.pace = { ...usual, ...pace };
    this.name = `${auth.user} at ${host}:${port}`;
    this.refusals = new Refusals(parts.store, parts.log);
    this.loop = new WakefulLoop({
      look: async () => await this.look(),
      restMs: () => this.restMs(),
      onFailed: (error) => this.failed(error),
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Ends at once; what was under way is read again by whoever comes next. */
  async stop(): Promise<void> {
    const stopped = this.loop.stop();
    this.closing.abort();
    await stopped;
    this.drop();
    await this.parts.store.mailboxes.release(this.name, this.holder).catch(() => undefined);
  }

  private async look(): Promise<void> {
    const { mailboxes } = this.parts.store;
    const place = await mailboxes.claim(this.lease(), new Date().toISOString());
    // Another gateway reads it; one connection is enough.
    if (!place) return this.drop();
    const mailbox = await this.opened();
    const from = place.era === mailbox.era ? place.uid : 0;
    const since = new Date(Date.now() - this.pace.sinceDays * dayMs);
    const uids = await mailbox.behind(from, since);
    for (const uid of uids.slice(0, atOnce)) {
      if (this.loop.isStopped) return;
      await this.read(mailbox, uid);
      if (!(await mailboxes.advance(this.lease(), { era: mailbox.era, uid }))) return this.drop();
    }
    this.failures = 0;
    if (uids.length > atOnce) this.loop.wake();
    else mailbox.listen();
  }

  private async read(mailbox: Mailbox, uid: number): Promise<void> {
    const raw = await this.fetched(mailbox, uid);
    if (!raw) return;
    const taken = await takeLetter(this.parts, raw);
    switch (taken.is) {
      case 'aside':
        this.refusals.note(connection, taken.found);
        return;
      case 'nothing':
        this.parts.log.info({ uid, why: taken.why }, 'a letter is no answer');
        // What machines write of something else is for whoever opens the mailbox.
        if (!taken.isOfOurs) return;
        break;
      case 'new':
        this.parts.wake();
        break;
      case 'known':
    }
    await mailbox.markSeen(uid);
  }

  /** Undefined where it is gone, or cannot be had though its mailbox can. */
  private async fetched(mailbox: Mailbox, uid: number): Promise<RawLetter | undefined> {
    const tries = this.stuck.uid === uid ? this.stuck.tries + 1 : 1;
    this.stuck = { uid, tries };
    try {
      const raw = await mailbox.fetch(uid, this.pace.mostBytes);
      this.stuck = { uid: 0, tries: 0 };
      return raw;
    } catch (error) {
      if (tries < mostTries) throw error;
      this.refusals.note(connection, { sizeBytes: 0, reason: () => asideInWords('unreadable') });
      // The connection may have ended over it; the next look goes on behind it.
      return undefined;
    }
  }

  private async opened(): Promise<Mailbox> {
    if (this.mailbox?.isOpen) return this.mailbox;
    this.drop();
    const mailbox = await openMailbox(this.parts.server, {
      onNews: () => this.loop.wake(),
      signal: this.closing.signal,
    });
    this.mailbox = mailbox;
    return mailbox;
  }

  private drop(): void {
    this.mailbox?.close();
    this.mailbox = undefined;
  }

  private failed(error: unknown): void {
    this.drop();
    if (this.loop.isStopped) return;
    this.failures += 1;
    const { why } = mailboxFault(error);
    this.parts.log.warn({ mailbox: this.parts.server.host, why }, 'answers by e-mail wait');
  }

  private restMs(): number {
    const { pollMs, firstMs, longestMs } = this.pace;
    return this.failures === 0 ? pollMs : Math.min(longestMs, firstMs * 2 ** Math.min(this.failures - 1, 20));
  }

  private lease(): { mailbox: string; holder: string; until: string } {
    const until = new Date(Date.now() + this.pace.leaseMs).toISOString();
    return { mailbox: this.name, holder: this.holder, until };
  }
}
