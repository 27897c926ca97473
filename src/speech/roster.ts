/** Who of several providers is asked first: the first on the list that is not resting. */
import type { ConnectorError } from '../errors';

/** A provider that failed, and for how many milliseconds it is not asked now. */
export interface Away {
  port: 'recognition' | 'speech';
  name: string;
  fault: ConnectorError;
  restMs: number;
}

export interface RosterOptions {
  /** Milliseconds of the first rest; each failed look after it doubles the next. */
  restMs?: number;
  longestRestMs?: number;
  /** For the log and the metrics. */
  onAway?: (away: Away) => void;
  /** It answers again. */
  onBack?: (back: { port: Away['port']; name: string }) => void;
}

/** How long nobody else looks at one whose rest is over, while somebody does. */
const lookMs = 10_000;

/**
 * Remembers who is away, for all calls of a process. One whose rest is over is asked by one caller at a time: if it still
 * fails, one turn has paid for knowing it.
 */
export class Roster<Provider extends { readonly name: string }> {
  private readonly resting = new Map<string, { until: number; restMs: number; isLookedAt: boolean }>();

  constructor(
    private readonly port: Away['port'],
    private readonly providers: readonly Provider[],
    private readonly options: RosterOptions,
  ) {}

  /** All providers in the order in which to ask them; those that rest come last, since a poor chance is one. */
  order(): Provider[] {
    const now = Date.now();
    const restsUntil = ({ name }: Provider): number => this.resting.get(name)?.until ?? 0;
    const fit = this.providers.filter((provider) => restsUntil(provider) <= now);
    const others = this.providers.filter((provider) => restsUntil(provider) > now);
    return [...fit, ...others.toSorted((a, b) => restsUntil(a) - restsUntil(b))];
  }

  /** It is asked now. Where its rest was just over, nobody else looks at it meanwhile. */
  asked({ name }: Provider): void {
    const rest = this.resting.get(name);
    if (!rest || rest.until > Date.now()) return;
    rest.until = Date.now() + lookMs;
    rest.isLookedAt = true;
  }

  /** It failed. Forty calls that find it out at once are one absence, and make its rest no longer. */
  away({ name }: Provider, fault: ConnectorError): void {
    const { restMs: firstMs = 15_000, longestRestMs = 240_000, onAway } = this.options;
    const before = this.resting.get(name);
    if (before && !before.isLookedAt && before.until > Date.now()) return;
    const doubled = before ? before.restMs * 2 : firstMs;
    // A wrong key does not mend itself.
    const wanted = fault.kind === 'unauthorized' ? longestRestMs : Math.max(doubled, fault.retryAfterMs ?? 0);
    const restMs = Math.min(wanted, longestRestMs);
    this.resting.set(name, { until: Date.now() + restMs, restMs, isLookedAt: false });
    onAway?.({ port: this.port, name, fault, restMs });
  }

  /** It did what it was asked. */
  well({ name }: Provider): void {
    if (this.resting.delete(name)) this.options.onBack?.({ port: this.port, name });
  }
}
