/** Which writes of a peer's calls meet kill -9, and at which point; those at the system are struck from here. */
import { canonical, type DrillScript } from '../../src/drill/script';
import { makes } from '../../src/drill/plans/first-time';
import type { StandInEvent, StandInRequest } from '../../src/drill/stand-in';
import { essenceOf, essenceOfWrite } from './essence';
import type { Line } from './line';
import { type StrikePoint, strikePoints } from './wire';

/** The strikes of one run. */
export interface Strikes {
  /** The caller is about to say yes to this write on this line; answers where its process is to die. */
  aim(line: Line, script: DrillScript, write: number): StrikePoint | undefined;
  /** A request has come in whole. */
  onRequest(request: StandInRequest): void;
  onEvent(event: StandInEvent): void;
  /** How often each point was struck so far. */
  counts: Record<string, number>;
}

/** Plans `count` strikes, evenly over the writes of the scripts, the points in turn; each write is struck once at most. */
export function planStrikes(scripts: readonly DrillScript[], count: number): Strikes {
  const due = pointsOf(scripts, count);
  const counts: Record<string, number> = {};
  const waiting: { essence: string; point: 'K4' | 'K5'; line: Line }[] = [];
  const committing = new Map<number, Line>();
  return {
    counts,
    aim(line, script, write) {
      const name = `${script.id} ${write}`;
      const point = due.get(name);
      if (!point) return undefined;
      due.delete(name);
      counts[point] = (counts[point] ?? 0) + 1;
      const wanted = script.writes[write];
      if (wanted && (point === 'K4' || point === 'K5'))
        waiting.push({ essence: canonical(essenceOfWrite(wanted)), point, line });
      return point;
    },
    onRequest(request) {
      if (!makes(request)) return;
      const essence = canonical(essenceOf(request.body));
      const at = waiting.findIndex((one) => one.essence === essence);
      const [struck] = at < 0 ? [] : waiting.splice(at, 1);
      if (struck?.point === 'K4') struck.line.kill();
      else if (struck) committing.set(request.number, struck.line);
    },
    onEvent({ at, number }) {
      if (at !== 'committed') return;
      committing.get(number)?.kill();
      committing.delete(number);
    },
  };
}

function pointsOf(scripts: readonly DrillScript[], count: number): Map<string, StrikePoint> {
  const names = scripts.flatMap(({ id, writes }) => writes.map((_, index) => `${id} ${index}`));
  const struck = Math.min(count, names.length);
  return new Map(
    Array.from({ length: struck }, (_, number) => [
      names[Math.floor((number * names.length) / struck)] ?? '',
      strikePoints[number % strikePoints.length] ?? 'K1',
    ]),
  );
}
