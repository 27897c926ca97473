/**
 * A Redmine that keeps state, as far as our connector uses one; test/connectors/redmine-real.test.ts asks a real 5.0.4
 * the same. Its answers also carry what Redmine 7 adds, so that they fit the published description. It shares Redmine's
 * traps: an unknown filter is ignored and answers everything, a field that is not in use is dropped with 201, and what
 * the key may not set is dropped with 204.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { addressOf, closed, listening } from './answering-server';
import type { Exchange } from './published-description';

export const redmineKey = 'a-key-of-an-administrator';

const priorities = ['Low', 'Normal', 'High', 'Urgent', 'Immediate'];
const statuses = ['New', 'In Progress', 'Resolved', 'Feedback', 'Closed', 'Rejected'];

interface Journal {
  id: number;
  user: { id: number; name: string };
  notes: string;
  created_on: string;
  updated_on: string;
  private_notes: boolean;
  details: { property: string; name: string; old_value: string; new_value: string }[];
}

interface FakeIssue {
  id: number;
  subject: string;
  description: string | null;
  due_date: string | null;
  start_date: string | null;
  status_id: number;
  priority_id: number;
  category_id: number | undefined;
  fields: Map<number, string>;
  created_on: string;
  updated_on: string;
  journals: Journal[];
}

/** What its administrator may have set differently from what our connector needs. */
export interface RedmineTraps {
  /** Custom fields that are no filter. */
  notFilters?: number[];
  /** Custom fields that the project does not use. */
  unused?: number[];
  /** The key belongs to nobody's administrator: fields cannot be listed. */
  notAdministrator?: boolean;
  /** Attributes that the role of the key may not set. */
  mayNotSet?: string[];
  /** It is older than its filter for the numbers of issues. */
  noIssueFilter?: boolean;
}

export interface RedmineServer {
  url: string;
  issues: FakeIssue[];
  exchanges: Exchange[];
  mood: 'well' | 'down' | 'slow' | 'mute';
  /** What somebody of the office does in Redmine's own pages. */
  office(id: number, change: { notes?: string; status_id?: number; private?: boolean }): void;
  close(): Promise<void>;
}

type Attributes = Record<string, unknown> & { custom_fields?: { id: number; value: string }[] };

export async function redmineServer(traps: RedmineTraps = {}, slowMs = 1800): Promise<RedmineServer> {
  const issues: FakeIssue[] = [];
  const exchanges: Exchange[] = [];
  let journals = 0;

  const change = (issue: FakeIssue, attributes: Attributes, by: string, isPrivate = false): void => {
    const details: Journal['details'] = [];
    for (const name of ['status_id', 'priority_id'] as const) {
      const to = attributes[name];
      if (typeof to !== 'number' || to === issue[name] || (by === 'api' && traps.mayNotSet?.includes(name)))
        continue;
      details.push({ property: 'attr', name, old_value: `${issue[name]}`, new_value: `${to}` });
      issue[name] = to;
    }
    const notes = typeof attributes['notes'] === 'string' ? attributes['notes'] : '';
    issue.updated_on = now();
    if (notes === '' && details.length === 0) return;
    journals += 1;
    const user = by === 'api' ? { id: 1, name: 'Recado' } : { id: 2, name: 'Office' };
    issue.journals.push({
      id: journals,
      user,
      notes,
      created_on: now(),
      updated_on: now(),
      private_notes: isPrivate,
      details,
    });
  };

  const create = (attributes: Attributes): FakeIssue => {
    const fields = (attributes.custom_fields ?? []).filter(({ id }) => !traps.unused?.includes(id));
    const issue: FakeIssue = {
      id: issues.length + 1,
      subject: String(attributes['subject']),
      description: textOrNull(attributes['description']),
      due_date: textOrNull(attributes['due_date']),
      start_date: textOrNull(attributes['start_date']),
      status_id: 1,
      priority_id: Number(attributes['priority_id'] ?? 2),
      category_id: attributes['category_id'] === undefined ? undefined : Number(attributes['category_id']),
      fields: new Map(fields.map(({ id, value }) => [id, value])),
      created_on: now(),
      updated_on: now(),
      journals: [],
    };
    issues.push(issue);
    return issue;
  };

  const search = (query: URLSearchParams): FakeIssue[] => {
    let found = [...issues];
    for (const [name, expression] of query) {
      const field = /^cf_(\d+)$/.exec(name)?.[1];
      if (field === undefined || traps.notFilters?.includes(Number(field)) || ![1, 2].includes(Number(field)))
        continue;
      found = found.filter((issue) => issue.fields.get(Number(field)) === expression.replace(/^=/, ''));
    }
    const ids = traps.noIssueFilter ? null : query.get('issue_id');
    if (ids !== null) found = found.filter(({ id }) => ids.split(',').includes(`${id}`));
    if (query.get('status_id') !== '*') found = found.filter(({ status_id: id }) => id < 5);
    if (query.get('sort') === 'id:desc') found.reverse();
    return found.slice(0, Number(query.get('limit') ?? 25));
  };

  const answer = (method: string, url: URL, body: Attributes | undefined): [number, unknown?] => {
    const id = /^\/issues\/(\d+)\.json$/.exec(url.pathname)?.[1];
    const issue = issues.find((one) => `${one.id}` === id);
    const path = id === undefined ? url.pathname : '/issues/:id.json';
    switch (`${method} ${path}`) {
      case 'GET /custom_fields.json':
        return traps.notAdministrator ? [403] : [200, { custom_fields: [1, 2].map(fieldView(traps)) }];
      case 'GET /issues.json':
        return [
          200,
          { issues: search(url.searchParams).map((one) => view(one)), total_count: 0, offset: 0, limit: 25 },
        ];
      case 'POST /issues.json': {
        const errors = refusals(body);
        return errors.length > 0 ? [422, { errors }] : [201, { issue: view(create(body ?? {})) }];
      }
      case 'GET /issues/:id.json':
        return issue ? [200, { issue: { ...view(issue), journals: issue.journals } }] : [404];
      case 'PUT /issues/:id.json':
        if (issue) change(issue, body ?? {}, 'api');
        return issue ? [204] : [404];
      default:
        return [404];
    }
  };

  const fake: Omit<RedmineServer, 'url' | 'close'> = {
    issues,
    exchanges,
    mood: 'well',
    office(id, { private: isPrivate, ...attributes }) {
      const issue = issues.find((one) => one.id === id);
      if (issue) change(issue, attributes, 'office', isPrivate);
    },
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { mood } = fake;
    const { method = '', url: asked = '/', headers } = request;
    const body = await bodyOf(request);
    if (mood === 'down') return void response.writeHead(503).end('<h1>We are sorry</h1>');
    const url = new URL(asked, 'http://redmine');
    const attributes = (body as { issue?: Attributes } | undefined)?.issue;
    const isKnown = headers['x-redmine-api-key'] === redmineKey;
    const [status, given] = isKnown ? answer(method, url, attributes) : [401];
    exchanges.push({
      method,
      path: url.pathname,
      query: [...url.searchParams.keys()],
      ...(body !== undefined && { request: body }),
      status,
      // As it leaves: without what is undefined.
      ...(given !== undefined && { answer: JSON.parse(JSON.stringify(given)) as unknown }),
    });
    if (mood === 'slow') await new Promise((done) => setTimeout(done, slowMs));
    if (mood === 'mute') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(given === undefined ? '' : JSON.stringify(given));
  };

  const server = createServer((request, response) => void handle(request, response));
  await listening(server);
  return Object.assign(fake, { url: addressOf(server), close: () => closed(server) });
}

const now = (): string => new Date().toISOString().replace(/\.\d+/, '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function refusals(body: Attributes | undefined): string[] {
  const due = textOrNull(body?.['due_date']);
  const start = textOrNull(body?.['start_date']) ?? now().slice(0, 10);
  return [
    ...(body?.['subject'] ? [] : ['Subject cannot be blank']),
    ...(body?.['project_id'] === 'town-hall' ? [] : ['Project cannot be blank']),
    ...(due !== null && due < start ? ['Due date must be greater than start date'] : []),
  ];
}

const fieldView = (traps: RedmineTraps) => (id: number) => ({
  id,
  name: id === 1 ? 'Recado' : 'Recado phone',
  description: '',
  is_for_all: true,
  editable: true,
  customized_type: 'issue',
  field_format: 'string',
  regexp: '',
  min_length: null,
  max_length: null,
  is_required: false,
  is_filter: !traps.notFilters?.includes(id),
  searchable: true,
  multiple: false,
  default_value: null,
  visible: true,
  trackers: [{ id: 3, name: 'Support' }],
  roles: [],
});

function view(issue: FakeIssue) {
  const {
    id,
    subject,
    description,
    start_date,
    due_date,
    created_on,
    updated_on,
    category_id: category,
  } = issue;
  return {
    id,
    project: { id: 1, name: 'Town hall' },
    tracker: { id: 3, name: 'Support' },
    status: {
      id: issue.status_id,
      name: statuses[issue.status_id - 1] ?? '?',
      is_closed: issue.status_id > 4,
    },
    priority: { id: issue.priority_id, name: priorities[issue.priority_id - 1] ?? '?' },
    author: { id: 1, name: 'Recado' },
    ...(category !== undefined && { category: { id: category, name: 'Public lighting' } }),
    subject,
    description,
    start_date,
    due_date,
    done_ratio: 0,
    is_private: false,
    estimated_hours: null,
    total_estimated_hours: null,
    custom_fields: [...issue.fields].map(([field, value]) => ({ id: field, name: `Field ${field}`, value })),
    created_on,
    updated_on,
    closed_on: null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
