/** Our own case register as its office sees it. What the office does reaches the caller by way of the webhooks' inbox. */
import { randomUUID } from 'node:crypto';
import type { CaseRegister, RegisterChange, RegisterTicket } from '../connectors/case-register';
import { closing } from '../connectors/register';
import type { Desk, OfficeAct } from './desk';
import { fromStore } from './from-store';
import { Refused } from './problem';
import type { DeskTicket } from './shapes';
import type { Store } from '../store/store';

const listedAtMost = 500;

/** The desk of one register connection. `wake` has the inbox looked at. */
export function registerDesk(store: Store, name: string, wake: () => void): Desk {
  const register: CaseRegister = store.register;
  return {
    list: async () =>
      (await fromStore(async () => await register.list(name, { limit: listedAtMost }))).map(toDeskTicket),

    async act(id, act) {
      const key = randomUUID();
      const changed = await fromStore(async () => await register.change(name, id, key, () => changeOf(act)));
      if (!changed) {
        const fix = `GET /api/systems/${name}/tickets lists them.`;
        throw new Refused(404, 'The register has no such ticket', fix);
      }
      // A gateway that dies here has told nobody: then its follow-up, which also looks by itself, sees it later.
      const at = new Date().toISOString();
      const event = { eventId: `${act.what} by ${act.by}, ${key}`, recordId: id, at, receivedAt: at };
      await fromStore(async () => await store.takeWebhook({ connection: name, kind: 'record', ...event }));
      wake();
      return toDeskTicket(changed);
    },
  };
}

function changeOf(act: OfficeAct): RegisterChange {
  switch (act.what) {
    case 'comment':
      return { comment: { author: 'office', text: act.text } };
    case 'close':
      return closing('office', act.reason ?? '');
    case 'reopen':
      return { status: 'open' };
  }
}

function toDeskTicket({ id, key, draft, ...ticket }: RegisterTicket): DeskTicket {
  return {
    ...{ id, reference: key, status: ticket.status, priority: ticket.priority, subject: draft.subject },
    ...{ team: draft.team, pending: draft.pending, comments: ticket.comments },
    ...{ createdAt: ticket.createdAt, updatedAt: ticket.updatedAt },
    ...(draft.place ? { place: draft.place } : {}),
  };
}
