/** Who takes calls in a bench: a gateway in the simulator's sense, and the processes behind it. */
import type { BenchProcess } from './process';

export interface Contender {
  /** Name of the model it asks for, by which its answers are counted. */
  name: string;
  /** Where the carrier announces calls. */
  url: string;
  /** Where the carrier tells that a call is over; nobody is told where absent. */
  statusPath?: string;
  processes: BenchProcess[];
  end(): Promise<void>;
}
