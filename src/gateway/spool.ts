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

type SpoolFile = JournalFile<z.infer<typeof line>>;

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
  private file: SpoolFile | undefined;

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
        this.log.error({ err: error }, 'a spool of noted calls cannot be taken over');
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

  private ready(): SpoolFile {
    if (this.file) return this.file;
    if (this.place) return (this.file = openJournal(this.place.path, line));
    for (const at of places) {
      const taken = this.take(at);
      if (taken) return this.own(taken);
    }
    throw new Error('there is no file left to note a call in');
  }

  /** A file that no living gateway has; undefined where one has it, or nobody can read it: that is left to a person. */
  private take({ file, lock }: (typeof places)[number]): (Place & { file: SpoolFile }) | undefined {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, file);
    let unlock = (): void => undefined;
    try {
      unlock = takeLock(join(this.folder, lock));
    } catch (error) {
      // Another gateway lives and hands over its own.
      if (error instanceof UsageError) return undefined;
      throw error;
    }
    try {
      return { path, unlock, file: openJournal(path, line) };
    } catch (error) {
      unlock();
      this.log.error({ err: error }, 'a spool of noted calls cannot be read; nothing of it is handed over');
      return undefined;
    }
  }

  private own({ file, ...place }: Place & { file: SpoolFile }): SpoolFile {
    this.place = place;
    this.file = file;
    this.keep(file.records);
    return file;
  }

  /** Makes a file this gateway's own; where it has one, takes over what is in it. */
  private adopt(at: (typeof places)[number]): void {
    const left = this.take(at);
    if (!left) return;
    if (!this.place) return void this.own(left);
    try {
      this.keep(left.file.records);
      left.file.close();
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
