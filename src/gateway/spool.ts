/**
 * Where intakes are written down when the store is away as well: a file in the data folder, on disk before anything is
 * acknowledged. What a process left there when it was killed is found by the next one.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Intake, intake } from '../domain/intake';
import { type Journal as JournalFile, openJournal } from '../journal-file';
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

/** The spool of one gateway. */
export class Spool {
  private readonly kept = new Map<string, Spooled>();
  private readonly folder: string;
  private readonly path: string;
  private file: JournalFile<z.infer<typeof line>> | undefined;
  private unlock: (() => void) | undefined;

  constructor(
    home: string,
    private readonly log: Log,
  ) {
    this.folder = join(home, 'spool');
    this.path = join(this.folder, 'intakes.jsonl');
  }

  /** Reads what an earlier process left. A file that cannot be read stays where it is, and is told in the log. */
  open(): void {
    if (!existsSync(this.path)) return;
    try {
      this.ready();
    } catch (error) {
      this.log.error({ err: error }, 'the spool of noted calls cannot be read; nothing of it is handed over');
    }
  }

  /** On disk when it returns. Throws where the disk fails or another gateway has this folder. */
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
    rmSync(this.path, { force: true });
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
    this.unlock?.();
    this.unlock = undefined;
  }

  private ready(): JournalFile<z.infer<typeof line>> {
    if (this.file) return this.file;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.unlock ??= takeLock(join(this.folder, 'lock'));
    this.file = openJournal(this.path, line);
    for (const record of this.file.records) {
      if ('drop' in record) this.kept.delete(record.drop);
      else this.kept.set(record.intake.code, record);
    }
    return this.file;
  }
}
