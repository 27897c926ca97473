/** Redmine: tickets as issues of one project. Debian's 5.0.4 sends no webhooks; follow-ups look for themselves. */
import { isMoreUrgent } from '../domain/priority';
import { createHttp, unlessMissing } from '../http';
import { defineConnector } from './connector';
import { afterSending, beforeSending, stampAndLookUp } from './create-once';
import { changeOnce } from './redmine/change-once';
import { issueMaker } from './redmine/create-once';
import { rememberFields } from './redmine/fields';
import { issuesAt } from './redmine/issues';
import { redmineSettings } from './redmine/settings';
import type { Issue } from './redmine/shapes';
import { isClosed, priorityOf, ticketOf } from './redmine/translation';

const system = 'redmine';

export const redmine = defineConnector({
  system,
  // Redmine searches its own tables: what it has made is found at once.
  creation: ({ settleMs }) => ({ class: 'reference', indexLagMs: 0, settleMs }),
  settings: redmineSettings,

  connect(settings, connection, { pace } = {}) {
    const { url: baseUrl, apiKey, timeoutMs, project, priorities, closedStatus, reopenedStatus } = settings;
    const headers = { 'x-redmine-api-key': apiKey };
    const http = createHttp({ system, baseUrl, headers, timeoutMs, ...(pace && { pace }) });
    const issues = issuesAt(http);
    const fields = rememberFields(http, settings);
    const once = stampAndLookUp<Issue>();
    const makeIssue = issueMaker(issues, once, settings);
    // Asked for last: what was to be done may be done when this fails.
    const ours = async (issue: Issue) =>
      ticketOf(issue, { settings, fields: await afterSending(fields), connection });

    return {
      checkSetup: async () => void (await fields()),
      ping: () => issues.look(project),

      async createTicket(draft, key, { fresh } = {}) {
        const known = await beforeSending(fields);
        return ours(await makeIssue(draft, key, known, fresh));
      },

      async readTicket(id) {
        const issue = await unlessMissing(issues.read(id));
        return issue && ours(issue);
      },

      ticketsChangedAt: async (ids) => issues.changedAt(ids),

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

      async reopenTicket(id, reason, key) {
        const attributes = { status_id: reopenedStatus };
        const isSo = (issue: Issue): boolean => !isClosed(issue, settings);
        return ours(await changeOnce(issues, once, [id, key], { text: reason.trim(), attributes, isSo }));
      },
    };
  },
});
