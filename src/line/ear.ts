/** What hears on a line, whether by sound or because the carrier tells. */
import type { CallerWords } from './turn-book';

export interface Ear {
  /** The caller is speaking, or has spoken and it is not settled yet what that was. */
  readonly open: boolean;
  /** To be called every 20 to 200 ms. */
  tick(): void;
  /** The call is gone: the words of what was being said, where they can still be known. */
  finish(): Promise<CallerWords | undefined>;
  close(): void;
}
