/** A drill's plan as all contenders meet it: the same calls, and the same fault for the same write. */
import type { Cast } from '../../src/drill/cast';
import { generatedScripts } from '../../src/drill/generated';
import { readOracle } from '../../src/drill/oracle';
import type { Plan } from '../../src/drill/plan';
import type { DrillOptions } from '../../src/drill/run';
import { randomOf } from '../../src/drill/seeded-random';
import { essenceOf } from './essence';

/** The plan, with calls of both kinds however few there are, and with faults that go by the essence of a write. */
export function sameForAll(plan: Plan): Plan {
  const { faults } = plan;
  const same: Plan = { ...plan, cast: castHalfAndHalf };
  if (!faults) return same;
  return {
    ...same,
    faults: (...given) => {
      const choose = faults(...given);
      return (request) => choose({ ...request, body: essenceOf(request.body) });
    },
  };
}

/** Half reference calls, drawn by the seed, half generated ones; all generated where there are no reference calls. */
function castHalfAndHalf({ oracle, calls, seed }: DrillOptions): Pick<Cast, 'assistants' | 'scripts'> {
  const { assistants, scripts } = oracle === undefined ? { assistants: [], scripts: [] } : readOracle(oracle);
  const random = randomOf(seed);
  const drawn = scripts
    .map((script) => ({ script, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .slice(0, Math.floor(calls / 2))
    .map(({ script }) => script);
  const generated = generatedScripts({ count: calls - drawn.length, seed });
  return { assistants, scripts: [...drawn, ...generated] };
}
