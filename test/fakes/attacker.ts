/** A process of its own that attacks a gateway with everything there is; it tells its parent what became of each. */
import { type FuzzName, findStream, fuzz, fuzzNames } from '../../src/phone/fuzz';

const [, , voiceUrl = '', authToken = '', forMs = '1500'] = process.argv;

async function attack(): Promise<Partial<Record<FuzzName, number | undefined>>> {
  const outcomes: Partial<Record<FuzzName, number | undefined>> = {};
  for (const name of fuzzNames) {
    const target = await findStream(voiceUrl, { authToken });
    const { closedWith } = await fuzz(name, target, { forMs: Number(forMs) });
    outcomes[name] = closedWith;
  }
  return outcomes;
}

void attack().then((outcomes) => {
  // Whoever is left alone is told as null, since undefined does not cross.
  process.send?.(Object.fromEntries(fuzzNames.map((name) => [name, outcomes[name] ?? null])), () =>
    process.exit(0),
  );
});
