/** A ticket at the desk that is followed, without the call that asked for it. */
import type { Connector } from '../../src/connectors/connector';
import { mintCode } from '../../src/domain/code';
import type { FollowUp } from '../../src/domain/follow-up';
import type { Ticket } from '../../src/domain/ticket';
import { followUpWorkflowId } from '../../workflows/ids';
import { draftOf } from '../connectors/contract/subject';
import type { System } from './system';

const connection = 'town-hall-desk';

/** The ticket's number and its case. */
export interface Watched {
  id: string;
  code: string;
  from: string;
}

/** The desk itself, past its API for people: it sends no webhook of what is done this way. */
export function deskOf(
  system: System,
): Required<Pick<Connector['verbs'], 'createTicket' | 'closeTicket' | 'commentTicket'>> {
  const { createTicket, closeTicket, commentTicket } =
    system.installation.connectors.get(connection)?.verbs ?? {};
  if (!createTicket || !closeTicket || !commentTicket) throw new Error('the desk takes no tickets');
  return { createTicket, closeTicket, commentTicket };
}

/** Makes a ticket of somebody's and has it followed; `more` is what its follow-up knows besides, of the ticket too. */
export async function watchTicket(
  system: System,
  from: string,
  more: Partial<FollowUp> | ((ticket: Ticket) => Partial<FollowUp>) = {},
): Promise<Watched> {
  const code = mintCode(Math.random);
  const ticket = await deskOf(system).createTicket(draftOf(from), code);
  const { ref: record } = ticket;
  const state: FollowUp = {
    ...{ code, tenant: 'valdeseda', channel: 'dev', language: 'es', zone: 'Europe/Madrid' },
    ...{ title: 'avisar de una farola', contact: { phone: from }, record, status: 'open' },
    ...{ commentsTold: [], eventsSeen: [], notices: 1, entries: 0, since: new Date().toISOString() },
    ...(typeof more === 'function' ? more(ticket) : more),
  };
  const workflowId = followUpWorkflowId(connection, record.id);
  await system.temporal.workflow.start('followUp', {
    ...{ workflowId, taskQueue: system.config.taskQueue },
    args: [{ state, record: caseRecord(state, workflowId) }],
  });
  return { id: record.id, code, from };
}

const caseRecord = ({ code, title, record, dueAt }: FollowUp, workflowId: string) => ({
  ...{ code, tenant: 'valdeseda', channel: 'dev', assistant: 'town-hall', language: 'es', callId: 'c1' },
  ...{ workflowId, connection, verb: 'createTicket', title, state: 'delivered', attempts: 1, dueAt },
  ...{ waitingFor: 'office', nextStep: 'Watched.', createdAt: new Date().toISOString(), flagged: false },
  recordId: record.id,
});
