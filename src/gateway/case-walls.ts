/** Cases of other tenants and connections are not there for a key that is kept to its own. */
import { parseCode } from '../domain/code';
import type { CaseRecord } from '../store/records';
import type { Store } from '../store/store';
import { fromStore } from './from-store';
import { holderOf, isWalled, maySee } from './key-holder';
import { Refused } from './problem';
import type { Routes } from './routes';

/** Puts the walls in front of every route of one case. */
export function addCaseWalls(app: Routes, { store }: { store: Store }): void {
  app.addHook('preHandler', async (request) => {
    if (!/^\/api\/cases\/:code(\/|$)/.test(request.routeOptions.url ?? '')) return;
    const holder = holderOf(request);
    if (!isWalled(holder)) return;
    const code = parseCode((request.params as { code?: string }).code ?? '');
    // The route itself says what is no code at all.
    if (code === undefined) return;
    for (const record of await fromStore(async () => await withWhatItBecame(store, code)))
      if (!record || !maySee(holder, record)) throw unknownCase(code);
  });
}

/** The words for a code that is of no case, or of none that may be seen. */
export const unknownCase = (code: string): Refused =>
  new Refused(404, `There is no case ${code}`, 'GET /api/cases lists them.');

async function withWhatItBecame(store: Store, code: string): Promise<(CaseRecord | undefined)[]> {
  const record = await store.findCase(code);
  const others = await Promise.all((record?.became ?? []).map(async (other) => await store.findCase(other)));
  return [record, ...others.filter((other) => other !== undefined)];
}
