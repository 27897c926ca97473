import type { CaseView } from '../../../src/gateway/shapes';
import { readCase } from '../api';
import { useLive } from '../live';
import { CaseChip } from '../parts/chip';
import { NextStep } from '../cases/case-facts';
import { hrefToCase } from '../route';

/** The cases behind these codes, as they are now; one that cannot be read yet is left out. */
export function useCases(codes: string[]): ReadonlyMap<string, CaseView> {
  const { data } = useLive(
    codes.length > 0 ? codes.join() : undefined,
    (signal) => Promise.all(codes.map((code) => readCase(code, signal).catch(() => undefined))),
    1500,
  );
  return new Map((data ?? []).flatMap((one) => (one ? [[one.code, one] as const] : [])));
}

/** What this call set going, and how far it is. */
export function Deliveries({ codes, cases }: { codes: string[]; cases: ReadonlyMap<string, CaseView> }) {
  if (codes.length === 0) return null;
  return (
    <section className="card deliveries" aria-labelledby="deliveries">
      <h2 id="deliveries">Set going in this call</h2>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <a href={hrefToCase(code)}>{code}</a> <Progress found={cases.get(code)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Progress({ found }: { found: CaseView | undefined }) {
  if (!found) return <span className="hint">its state comes in a moment</span>;
  return (
    <>
      <CaseChip state={found.state} />
      <p>
        <span lang={found.language}>{found.title}</span>
        {found.recordId !== undefined && ` · number ${found.recordId}`}
      </p>
      {found.state === 'delivering' && found.nextStep !== undefined && (
        <p className="hint">
          <NextStep found={found} />
        </p>
      )}
    </>
  );
}
