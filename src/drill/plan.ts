/** A plan: what a drill breaks while calls run, and what must hold all the same. */
import type { Json } from '../domain/call';
import type { CreationClass } from '../domain/terms';
import type { ConnectionOptions, House, HouseOptions } from './house/house';
import type { Cast } from './cast';
import type { Oracle } from './oracle';
import type { DrillResult } from './result';
import type { Acted, DrillOptions } from './run';
import type { ChooseFault } from './stand-in';

export const planNames = [
  'kill',
  'cut',
  'menu',
  'outage',
  'temporal',
  'database',
  'away',
  'race',
  'lie',
  'mixed',
  'line',
  'line-away',
] as const;
export type PlanName = (typeof planNames)[number];

/** What a plan has in its hands while it breaks things. */
export interface Drill {
  house: House;
  /** Numbers in [0, 1) from the drill's seed. */
  random: () => number;
  /** The full count is run: longer breaks. */
  full: boolean;
  /** Aborted when every call has been played; whatever is broken is mended then. */
  over: AbortSignal;
  /** Counts something for the report: how often it was broken. */
  count: (what: string) => void;
  onProgress: (line: string) => void;
  /** Calls back whenever a caller has sent a yes. */
  onYes: (listener: () => void) => void;
}

/** One plan. */
export interface Plan {
  name: PlanName;
  /** What it breaks, in a sentence. */
  breaks: string;
  /** What takes the promise away when it is taken out; for the docs. */
  guards: string;
  classes: readonly CreationClass[];
  /** Calls in CI, and of the full run. */
  calls: { usual: number; full: number };
  house?: Partial<Pick<HouseOptions, 'model' | 'postgres' | 'temporalSettings' | 'gateways' | 'spoken'>>;
  /** The reserved key `delivery` of every stand-in's connection. */
  delivery?: (full: boolean) => Json;
  connection?: Partial<ConnectionOptions>;
  /** What stand-ins do to requests. */
  faults?: (
    drill: Pick<Drill, 'random' | 'count' | 'full'>,
    creation: CreationClass,
    seed: number,
  ) => ChooseFault;
  /** Breaks processes until `over`; returns when everything is mended. */
  breakThings?: (drill: Drill) => Promise<void>;
  /** Other callers than the usual ones; `reference` are the reference calls, no more than the drill's calls. */
  cast?: (options: DrillOptions, reference: Oracle) => Oracle;
  /** Instead of calls that are played while things break. */
  play?: (house: House, cast: Cast, options: DrillOptions, counts: Record<string, number>) => Promise<Acted>;
  /** What did not hold beyond what every plan asks. */
  verdict?: (result: DrillResult, drill: Pick<Drill, 'house'>, counts: Record<string, number>) => string[];
}
