/**
 * Where intakes are written down when the store is away as well: a file in the data folder, on disk before anything is
 * acknowledged. What a process left there when it was killed is found by the next one.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Intake, intake } from '../domain/intake';
import { type Journal as JournalFile, openJournal } from '../journal-file';
import { UsageError } from '../errors';
import type { Log } from '../log';
import { takeLock } from '../store/folder-lock';

const put = z.strictObject({
  intake,
  /** Begun in the store: others may have added to it there, so that it must go back there before it is handed over. */
  inStore: z.boolean(),
});
const line = z.union([put, z.strictObject({ drop: z.string() })]);
/** An intake as it was last written here. */
export type Spooled = z.infer<typeof put>;

/** Files of gateways that share a data folder. */
const places = Array.from({ length: 16 }, (_, at) => {
  const name = at === 0 ? '' : `-${at + 1}`;
  return { file: `intakes${name}.jsonl`, lock: `lock${name}` };
});

/** A file that is taken. */
interface Place {
  path: string;
  unlock: () => void;
}

/** The spool of one gateway. */
export class Spool {
  private readonly kept = new Map<string, Spooled>();
  private readonly folder: string;
  /** This gateway's own file; those of one data folder have one each. */
  private place: Place | undefined;
  private file: JournalFile<z.infer<typeof line>> | undefined;

  constructor(
    home: string,
    private readonly log: Log,
  ) {
    this.folder = join(home, 'spool');
  }

  /** Reads what processes left that have ended. A file that cannot be read stays where it is, and is told in the log. */
  open(): void {
    for (const at of places) {
      if (!existsSync(join(this.folder, at.file))) continue;
      try {
        this.adopt(at);
      } catch (error) {
        // Another gateway lives and hands over its own.
        if (error instanceof UsageError) continue;
        this.log.error(
          { err: error },
          'the spool of noted calls cannot be read; nothing of it is handed over',
        );
      }
    }
  }

  /** On disk when it returns. Throws where the disk fails. */
  put(spooled: Spooled): void {
    this.ready().append(spooled);
    this.kept.set(spooled.intake.code, spooled);
  }

  /** It is kept elsewhere now. */
  drop(code: string): void {
    if (!this.kept.delete(code)) return;
    if (this.kept.size > 0) return this.ready().append({ drop: code });
    this.file?.close();
    this.file = undefined;
    if (this.place) rmSync(this.place.path, { force: true });
  }

  /** All there is, oldest first. */
  all(): Spooled[] {
    return [...this.kept.values()];
  }

  /** What is spooled of one call. */
  ofCall(channel: string, callId: string): Intake[] {
    return this.all()
      .map((spooled) => spooled.intake)
      .filter(({ start }) => start.channel === channel && start.callId === callId);
  }

  find(code: string): Intake | undefined {
    return this.kept.get(code)?.intake;
  }

  /** From now on it takes no notes; undefined where it is not here, or part of it is in the store. */
  close(code: string): Intake | undefined {
    const found = this.kept.get(code);
    if (!found || found.inStore) return undefined;
    if (found.intake.state === 'noting') this.put({ ...found, intake: { ...found.intake, state: 'closed' } });
    return this.find(code);
  }

  isInStore(code: string): boolean {
    return this.kept.get(code)?.inStore ?? false;
  }

  /** Lets go of the file and the folder. */
  end(): void {
    this.file?.close();
    this.file = undefined;
    this.place?.unlock();
    this.place = undefined;
  }

  private ready(): JournalFile<z.infer<typeof line>> {
    if (this.file) return this.file;
    this.place ??= this.takeOne();
    this.file = openJournal(this.place.path, line);
    this.keep(this.file.records);
    return this.file;
  }

  /** The first place that no living gateway has. */
  private takeOne(): Place {
    for (const at of places) {
      try {
        return this.take(at);
      } catch (error) {
        if (!(error instanceof UsageError) || at === places.at(-1)) throw error;
      }
    }
    throw new Error('there is no place');
  }

  private take({ file, lock }: (typeof places)[number]): Place {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    return { path: join(this.folder, file), unlock: takeLock(join(this.folder, lock)) };
  }

  /** Makes a file this gateway's own; where it has one, takes over what is in it. */
  private adopt(at: (typeof places)[number]): void {
    const left = this.take(at);
    if (!this.place) {
      this.place = left;
      this.ready();
      return;
    }
    try {
      const file = openJournal(left.path, line);
      this.keep(file.records);
      file.close();
      for (const spooled of this.all()) this.put(spooled);
      rmSync(left.path, { force: true });
    } finally {
      left.unlock();
    }
  }

  private keep(records: readonly z.infer<typeof line>[]): void {
    for (const record of records) {
      if ('drop' in record) this.kept.delete(record.drop);
      else this.kept.set(record.intake.code, record);
    }
  }
}
