/** What operators see of a call by telephone: as data for the store, and as lines of its card. No caller data. Pure. */
import type { PhoneView, Recorded, Ringing, Transfer, TransferDone } from './telephone';

/** What a call keeps of its legs. */
interface Legs {
  ringing?: Ringing;
  transfer?: Transfer;
  transfers?: TransferDone[];
  recorded?: Recorded;
}

/** As data; undefined where nothing of it has happened. */
export function phoneView({ ringing, transfers, recorded }: Legs): PhoneView | undefined {
  const { outcome = 'ringing', messageLeft, fault } = ringing ?? {};
  const view: PhoneView = {
    ...(ringing && {
      outbound: {
        outcome,
        ...(messageLeft === undefined ? {} : { messageLeft }),
        ...(fault === undefined ? {} : { fault }),
      },
    }),
    ...(transfers && { transfers }),
    ...(recorded && { recording: recorded }),
  };
  return Object.keys(view).length === 0 ? undefined : view;
}

/** As lines of a card. */
export function phoneLines({ ringing, transfer, transfers = [], recorded }: Legs): string[] {
  const called = ringing && `${ringing.outcome ?? ringing.progress ?? 'being placed'}${toldOf(ringing)}`;
  return [
    ...(called ? [`- **We called**: ${called}`] : []),
    ...transfers.map(({ kind, outcome, at }) => `- **Put through** (${kind}): ${outcome}, ${at}`),
    ...(transfer ? [`- **Being put through** (${transfer.kind}): ${transfer.progress ?? 'announced'}`] : []),
    ...(recorded ? [`- **Recording**: asked, answer ${recorded.consent}${keptOf(recorded)}`] : []),
  ];
}

const toldOf = ({ outcome, messageLeft, fault }: Ringing): string =>
  `${outcome === 'unknown' ? ', possible double: look whether it rang before calling again' : ''}${messageLeft === undefined ? '' : messageLeft ? ', message left' : ', no message left'}${fault ? ` (${fault})` : ''}`;

const keptOf = ({ recordingSid, stopped, fault }: Recorded): string => {
  if (fault) return `; not recorded (${fault})`;
  return recordingSid === undefined
    ? ''
    : `; ${recordingSid}${stopped ? ', stopped before a person joined' : ''}`;
};
