/** An issue that carries our stamp, made once. */
import type { TicketDraft } from '../../domain/ticket';
import { ConnectorError } from '../../errors';
import type { LookUpSteps, Once } from '../create-once';
import type { Fields } from './fields';
import type { Issues } from './issues';
import { marked } from './notes';
import type { RedmineSettings } from './settings';
import { fieldValue, type Issue } from './shapes';
import { isClosed, issueOf } from './translation';

/** Makes issues, once per key; a second one of a key is closed with a note that points to the first. */
export function issueMaker(issues: Issues, once: Once<Issue, LookUpSteps<Issue>>, settings: RedmineSettings) {
  return (draft: TicketDraft, key: string, fields: Fields, fresh?: boolean): Promise<Issue> =>
    once(key, {
      fresh,
      find: () => issues.stamped(fields.stamp, key),
      create: async () =>
        withStamp(await issues.create(issueOf(draft, key, settings, fields)), fields.stamp, key),
      doubles: {
        idOf: ({ id }) => `${id}`,
        async retire(extra, { id }) {
          const notes = marked(`Duplicado / Duplicate: #${id}`, key);
          if (!isClosed(extra, settings))
            await issues.change(`${extra.id}`, { status_id: settings.closedStatus, notes });
        },
      },
    });
}

/** The issue made, if it can be found again. Redmine drops a field that its project or tracker does not use. */
function withStamp(issue: Issue, field: number, key: string): Issue {
  if (fieldValue(issue, field) === key) return issue;
  throw new ConnectorError(
    'redmine',
    'rejected',
    `redmine made issue ${issue.id} without our stamp: use custom field ${field} in its project and tracker, and write ${key} into it`,
    { outcome: 'unknown' },
  );
}
