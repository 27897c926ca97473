/** A change of an issue that leaves its key in a note, so that it is made once. */
import { ConnectorError } from '../../errors';
import { afterSending, type LookUpSteps, type Once } from '../create-once';
import type { Issues } from './issues';
import { keyOf, marked } from './notes';
import type { Issue } from './shapes';

/** What a change sets, the words that go with it, and how to tell that it holds. */
export interface Change {
  text?: string;
  attributes?: Record<string, number>;
  isSo: (issue: Issue) => boolean;
}

/**
 * Makes the change in one request with its marked note, unless that was done or nothing is left to do.
 *
 * Redmine drops what the role of our key may not set and still answers 204 and keeps the note. So a mark alone proves
 * nothing: what was to be set must hold, or have been set by that very note and been changed back since.
 */
export function changeOnce(
  issues: Issues,
  once: Once<Issue, LookUpSteps<Issue>>,
  [id, key]: [string, string],
  { text = '', attributes = {}, isSo }: Change,
): Promise<Issue> {
  return once(`${id} ${key}`, {
    async find() {
      const issue = await issues.read(id);
      const note = issue.journals.find(({ notes }) => keyOf(notes ?? '') === key);
      const wasSet = Object.keys(attributes).every((name) =>
        note?.details.some((detail) => detail.name === name),
      );
      const isDone = isSo(issue) ? note !== undefined || text === '' : note !== undefined && wasSet;
      return isDone ? [issue] : [];
    },

    async create() {
      await issues.change(id, { ...attributes, notes: marked(text, key) });
      const issue = await afterSending(() => issues.read(id));
      if (isSo(issue)) return issue;
      throw new ConnectorError(
        'redmine',
        'rejected',
        `redmine left ${Object.keys(attributes).join(' and ')} of issue ${id} as it was: allow it for the role of the key`,
      );
    },
  });
}
