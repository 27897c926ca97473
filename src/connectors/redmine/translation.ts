/** Between Redmine's words and ours. */
import type { Contact, Priority, Ticket, TicketComment, TicketDraft } from '../../domain/ticket';
import { contact } from '../../domain/ticket';
import { ticketText } from '../ticket-text';
import type { Fields } from './fields';
import { keyOf, unmarked } from './notes';
import type { RedmineSettings } from './settings';
import { fieldValue, type Issue } from './shapes';

/** An issue to be made of a draft, stamped with our key. */
export function issueOf(draft: TicketDraft, key: string, settings: RedmineSettings, fields: Fields) {
  const { category, assignee } = settings.teams[draft.team] ?? {};
  const { phone } = draft.contact;
  return {
    project_id: settings.project,
    tracker_id: settings.tracker,
    subject: draft.subject,
    description: ticketText(draft),
    priority_id: settings.priorities[draft.priority],
    category_id: category,
    assigned_to_id: assignee,
    // Both or none: a due date before the start, which is today by default, is refused, and we may come days late.
    ...(draft.dueAt && {
      start_date: draft.origin.at.slice(0, 10),
      due_date: draft.dueDay ?? draft.dueAt.slice(0, 10),
    }),
    custom_fields: [
      { id: fields.stamp, value: key },
      ...(phone && fields.phone !== undefined ? [{ id: fields.phone, value: phone }] : []),
    ],
  };
}

/** An issue in our words. Lists come without notes, so only a ticket that was read has comments. */
export function ticketOf(
  issue: Issue,
  { settings, fields, connection }: { settings: RedmineSettings; fields: Fields; connection: string },
): Ticket {
  const reference = fieldValue(issue, fields.stamp);
  const team = teamOf(issue, settings);
  return {
    ref: { connection, id: `${issue.id}` },
    ...(reference && { reference }),
    status: isClosed(issue, settings)
      ? 'closed'
      : settings.pendingStatuses.includes(issue.status.id)
        ? 'pending'
        : 'open',
    priority: priorityOf(issue, settings),
    subject: issue.subject,
    ...(team && { team }),
    contact: contactOf(fieldValue(issue, fields.phone)),
    comments: issue.journals.flatMap(commentOf),
    createdAt: issue.created_on,
    updatedAt: issue.updated_on,
    url: `${settings.url.replace(/\/$/, '')}/issues/${issue.id}`,
  };
}

/** Whether an issue's status is one that closes. */
export const isClosed = ({ status }: Issue, { closedStatus }: RedmineSettings): boolean =>
  status.is_closed ?? status.id === closedStatus;

/** A note as a comment; changes without words and the office's private notes are none. */
function commentOf({
  id,
  notes,
  created_on: at,
  private_notes: isPrivate,
}: Issue['journals'][number]): TicketComment[] {
  const text = unmarked(notes ?? '').trim();
  if (isPrivate || text === '') return [];
  return [{ id: `${id}`, author: keyOf(notes ?? '') === undefined ? 'office' : 'caller', text, at }];
}

/** Priorities we have no word for: above our highest ("Immediate") they are `urgent`, so that nobody lowers them. */
export function priorityOf({ priority: { id } }: Issue, { priorities }: RedmineSettings): Priority {
  const words: Priority[] = ['low', 'normal', 'high', 'urgent'];
  return words.find((word) => priorities[word] === id) ?? (id > priorities.urgent ? 'urgent' : 'normal');
}

function teamOf(issue: Issue, { teams }: RedmineSettings): string | undefined {
  const team = Object.entries(teams).find(
    ([, { category, assignee }]) =>
      (category !== undefined && category === issue.category?.id) ||
      (assignee !== undefined && assignee === issue.assigned_to?.id),
  );
  return team?.[0] ?? issue.category?.name ?? issue.assigned_to?.name;
}

/** Offices write numbers as they like; only one in E.164 can be compared with a caller's. */
function contactOf(phone: string | undefined): Contact {
  const parsed = contact.safeParse({ phone });
  return phone !== undefined && parsed.success ? parsed.data : {};
}
