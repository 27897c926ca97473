/** Recado under one plan: the drill itself, with the very faults that its peers meet. */
import { type DrillOptions, runDrill } from '../../src/drill/run';
import { castOf } from '../../src/drill/cast';
import type { Row } from './row';

/** Runs the drill. Its judge also counts findings that have no peer, such as the order of writes; they are told. */
export async function runRecado(options: DrillOptions): Promise<Row> {
  const { plan, seed, onProgress } = options;
  const { result, findings, counts, tookMs } = await runDrill(options);
  for (const finding of findings) onProgress(`Recado: ${finding}`);
  const wishes = castOf(options).scripts.reduce((sum, { writes }) => sum + writes.length, 0);
  const { calls, accepted, delivered: done, lost, doubled } = result;
  // Told as refused, and done all the same: what the peers' rows count too.
  const failedFalsely = findings.filter((finding) => finding.startsWith('refused:')).length;
  return {
    ...{ plan: plan.name, contender: 'Recado', seed, calls, wishes, accepted, done, lost, doubled, tookMs },
    toldWrongly: result.toldWrongly + failedFalsely,
    broken: counts,
  };
}
