/** Redmine: tickets as issues of one project. Debian's 5.0.4 sends no webhooks; follow-ups look for themselves. */
import { isMoreUrgent } from '../domain/priority';
import { ConnectorError } from '../errors';
import { createHttp, unlessMissing } from '../http';
import { defineConnector } from './connector';
import { stampAndLookUp } from './create-once';
import { changeOnce } from './redmine/change-once';
import { rememberFields } from './redmine/fields';
import { issuesAt } from './redmine/issues';
import { marked } from './redmine/notes';
import { redmineSettings } from './redmine/settings';
import { fieldValue, type Issue } from './redmine/shapes';
import { isClosed, issueOf, priorityOf, ticketOf } from './redmine/translation';

const system = 'redmine';

export const redmine = defineConnector({
  system,
  creation: 'reference',
  settings: redmineSettings,

  connect(settings, connection) {
    const { url: baseUrl, apiKey, timeoutMs, project, priorities, closedStatus } = settings;
    const http = createHttp({ system, baseUrl, headers: { 'x-redmine-api-key': apiKey }, timeoutMs });
    const issues = issuesAt(http);
    const fields = rememberFields(http, settings);
    const once = stampAndLookUp<Issue>();
    const ours = async (issue: Issue) => ticketOf(issue, { settings, fields: await fields(), connection });

    return {
      checkSetup: async () => void (await fields()),

      async createTicket(draft, key, { fresh } = {}) {
        const known = await fields();
        const made = await once(key, {
          fresh,
          find: () => issues.stamped(known.stamp, key),
          create: async () =>
            withStamp(await issues.create(issueOf(draft, key, settings, known)), known.stamp, key),
          async retire(extra, { id }) {
            const notes = marked(`Duplicado / Duplicate: #${id}`, key);
            if (!isClosed(extra, settings))
              await issues.change(`${extra.id}`, { status_id: closedStatus, notes });
          },
        });
        return ours(made);
      },

      async readTicket(id) {
        const issue = await unlessMissing(issues.read(id));
        return issue && ours(issue);
      },

      async listTickets({ phone }) {
        const known = await fields();
        if (!phone || known.phone === undefined) return [];
        return Promise.all((await issues.newest(project, known.phone, phone)).map(ours));
      },

      commentTicket: async (id, text, key) =>
        ours(await changeOnce(issues, once, [id, key], { text, isSo: () => true })),

      async raisePriority(id, to, key) {
        const attributes = { priority_id: priorities[to] };
        const isSo = (issue: Issue): boolean => !isMoreUrgent(to, priorityOf(issue, settings));
        return ours(await changeOnce(issues, once, [id, key], { attributes, isSo }));
      },

      async closeTicket(id, reason, key) {
        const attributes = { status_id: closedStatus };
        const isSo = (issue: Issue): boolean => isClosed(issue, settings);
        return ours(await changeOnce(issues, once, [id, key], { text: reason.trim(), attributes, isSo }));
      },
    };
  },
});

/** The issue made, if it can be found again. Redmine drops a field that its project or tracker does not use. */
function withStamp(issue: Issue, field: number, key: string): Issue {
  if (fieldValue(issue, field) === key) return issue;
  throw new ConnectorError(
    system,
    'rejected',
    `redmine made issue ${issue.id} without our stamp: use custom field ${field} in its project and tracker, and write ${key} into it`,
  );
}
