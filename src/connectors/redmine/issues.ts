/** Redmine's requests for issues. */
import { ConnectorError } from '../../errors';
import { type Http, mustExist } from '../../http';
import { fieldValue, type Issue, manyIssues, nothing, oneIssue } from './shapes';

/** The issues of one Redmine. */
export interface Issues {
  /** Asks for one issue of the project, whichever it is, to see whether Redmine answers. */
  look(project: number | string): Promise<void>;
  /** With its notes. Throws `missing`. */
  read(id: string): Promise<Issue>;
  /** When each of at most 100 issues changed last, closed ones too; those that the list shows. */
  changedAt(ids: readonly string[]): Promise<Map<string, string>>;
  create(issue: object): Promise<Issue>;
  change(id: string, issue: object): Promise<void>;
  /** Every issue whose custom field `field` holds our stamp, in all projects, the oldest first. */
  stamped(field: number, stamp: string): Promise<Issue[]>;
  /** The 20 newest issues of a project whose custom field holds that value, closed ones too. */
  newest(project: number | string, field: number, value: string): Promise<Issue[]>;
}

export function issuesAt(http: Http): Issues {
  /** Issues of any status whose field holds the value. */
  const search = async (
    field: number,
    value: string,
    query: Record<string, string | number>,
  ): Promise<Issue[]> => {
    const all = { ...query, [`cf_${field}`]: `=${value}`, status_id: '*', limit: 20 };
    const issues = await mustExist(http.get('issues.json', manyIssues, { query: all }));
    // A filter that Redmine does not know is ignored, and anybody's issues come back; none of them may be taken.
    if (issues.every((issue) => fieldValue(issue, field) === value)) return issues;
    throw new ConnectorError('redmine', 'rejected', cannotSearch(field));
  };

  return {
    async look(project) {
      const query = { project_id: project, status_id: '*', limit: 1 };
      await mustExist(http.get('issues.json', manyIssues, { query }));
    },
    read: async (id) => http.get(pathOf(id), oneIssue, { query: { include: 'journals' } }),
    async changedAt(ids) {
      const asked = ids.filter(isNumber);
      if (asked.length === 0) return new Map();
      // An old Redmine ignores the filter and shows anybody's issues; they are true as well, only not what was asked for.
      const query = { issue_id: asked.join(','), status_id: '*', limit: 100 };
      const issues = await mustExist(http.get('issues.json', manyIssues, { query }));
      return new Map(issues.map(({ id, updated_on: changedAt }) => [`${id}`, changedAt]));
    },
    create: (issue) => mustExist(http.post('issues.json', oneIssue, { body: { issue } })),
    change: async (id, issue) => http.put(pathOf(id), nothing, { body: { issue } }),
    stamped: (field, stamp) => search(field, stamp, { sort: 'id' }),
    newest: (project, field, value) => search(field, value, { sort: 'id:desc', project_id: project }),
  };
}

/** What is wrong and what to do about a field that is no filter. */
export const cannotSearch = (field: string | number): string =>
  `redmine cannot search by the custom field ${field}: tick "Used as a filter" on it`;

const isNumber = (id: string): boolean => /^\d{1,12}$/.test(id);

/** Only digits are ever asked for, so that nothing a caller says can lead to another address. */
function pathOf(id: string): string {
  if (isNumber(id)) return `issues/${id}.json`;
  throw new ConnectorError('redmine', 'missing', 'redmine numbers its issues in digits only');
}
