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
 * What holds already is not set again, or an issue in progress would be thrown back to new; its words then come under a
 * mark of their own, by which the next try knows that there was nothing to set, whatever the office did since.
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
  const names = Object.keys(attributes);
  let held = false;
  return once(`${id} ${key}`, {
    async find() {
      const issue = await issues.read(id);
      held = isSo(issue) && names.length > 0;
      const noted = (mark: string) => issue.journals.find(({ notes }) => keyOf(notes ?? '') === mark);
      const note = noted(key);
      const wasSet = names.every((name) => note?.details.some((detail) => detail.name === name));
      const isDone = isSo(issue) ? note !== undefined || text === '' : note !== undefined && wasSet;
      return isDone || noted(heldMark(key)) ? [issue] : [];
    },

    async create() {
      const wish = held
        ? { notes: marked(text, heldMark(key)) }
        : { ...attributes, notes: marked(text, key) };
      await issues.change(id, wish);
      const issue = await afterSending(() => issues.read(id));
      if (held || isSo(issue)) return issue;
      throw new ConnectorError(
        'redmine',
        'rejected',
        `redmine left ${names.join(' and ')} of issue ${id} as it was: allow it for the role of the key`,
      );
    },
  });
}

/** The mark of a note that came when nothing was left to set. */
const heldMark = (key: string): string => `${key}, as it was`;
