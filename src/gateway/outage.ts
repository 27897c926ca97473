/** Whether Temporal is away: told by whoever got no answer, it looks by itself until Temporal answers again. */
import type { Client } from '@temporalio/client';
import { isUp } from './temporal';

const lookEveryMs = 500;

/** The outage of the moment, if there is one. */
export class Outage {
  private away = false;
  private timer: NodeJS.Timeout | undefined;

  /** `onBack` is called when Temporal answers again. */
  constructor(
    private readonly temporal: Client,
    private readonly onBack: () => void,
  ) {}

  /** True from the first answer that did not come until Temporal is seen again; then nobody need wait for it. */
  isOn(): boolean {
    return this.away;
  }

  /** Temporal did not answer. */
  begin(): void {
    if (this.away) return;
    this.away = true;
    this.lookSoon();
  }

  stop(): void {
    this.away = false;
    clearTimeout(this.timer);
  }

  private lookSoon(): void {
    this.timer = setTimeout(() => void this.look(), lookEveryMs);
  }

  private async look(): Promise<void> {
    const up = await isUp(this.temporal);
    if (!this.away) return;
    if (!up) return this.lookSoon();
    this.away = false;
    this.onBack();
  }
}
