/** The keys that a caller presses, collected until they are done. */

import type { CallerWords } from './turn-book';

/** How long after a key nothing more is expected. */
const pauseMs = 2500;
/** Nobody types more; it keeps a stuck key from filling the memory. */
const mostKeys = 64;

/** Keys since the last entry. */
export class Keypad {
  private keys = '';
  private lastAt = 0;

  /** Whether an entry has been begun. */
  get open(): boolean {
    return this.keys !== '';
  }

  /**
   * Takes a key; returns the entry where it is whole with it. A lone # stands for itself. `answers`: what keys 1 and 2 mean
   * where yes or no is waited for; one key is the entry then.
   */
  press(key: string, now: number, answers?: { yes: string; no: string }): string | undefined {
    if (!/^[0-9*#]$/.test(key)) return undefined;
    this.lastAt = now;
    if (key === '#') return this.take() || '#';
    this.keys += key;
    if (answers && this.keys === '1') return this.take() && answers.yes;
    if (answers && this.keys === '2') return this.take() && answers.no;
    return this.keys.length >= mostKeys ? this.take() : undefined;
  }

  /** The entry, where the caller has paused long enough. */
  due(now: number): string | undefined {
    return this.open && now - this.lastAt >= pauseMs ? this.take() : undefined;
  }

  private take(): string {
    const { keys } = this;
    this.keys = '';
    return keys;
  }
}

/** An entry as a turn of the caller's. */
export const keyed = (text: string, now: number): CallerWords => ({ text, via: 'keys', endedAt: now });
