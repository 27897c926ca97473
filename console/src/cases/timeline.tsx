import type { AuditLine } from '../api';
import { Empty } from '../parts/notes';
import { Plain } from '../parts/plain';
import { When } from '../parts/when';
import { actorInWords } from '../parts/words';

/** What the trail says where the work may have been done twice. */
const doubled = 'possible double';

/** The audit trail, oldest first. */
export function Timeline({ audit }: { audit: AuditLine[] }) {
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">What happened</h2>
      {audit.length === 0 && (
        <Empty>Nothing is on record yet; the first line comes with the first try.</Empty>
      )}
      <ol className="timeline">
        {audit.map(({ at, who, what, detail }, index) => (
          <li key={index} className={what === doubled ? 'alarming' : undefined}>
            <p className="meta">
              <When at={at} /> · {actorInWords(who)}
            </p>
            <p>
              <strong>{what.charAt(0).toUpperCase() + what.slice(1)}</strong>
            </p>
            {detail !== '' && (
              <p className="detail">
                <Plain text={detail} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
