/** The custom fields that keep tickets apart; found once per process, checked before the first ticket is made. */
import { ConnectorError } from '../../errors';
import { type Http, mustExist } from '../../http';
import { cannotSearch } from './issues';
import type { RedmineSettings } from './settings';
import { customFields } from './shapes';

/** Numbers of the fields. */
export interface Fields {
  stamp: number;
  phone: number | undefined;
}

/** Finds the fields when they are first needed, and again only after a fault. */
export function rememberFields(http: Http, settings: RedmineSettings): () => Promise<Fields> {
  let found: Promise<Fields> | undefined;
  return () => {
    found ??= findFields(http, settings).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

type Known = Awaited<ReturnType<typeof listed>>;

/**
 * Finds the fields and checks that Redmine can search by them: it ignores a filter it does not know and then answers
 * *all* issues, so a field that is no filter would make every ticket look like ours.
 *
 * Only an administrator's key may list fields. With another one the settings must hold numbers, which are taken as
 * they are; each look-up still checks what it found. Throws `ConnectorError` `rejected` with what to change.
 */
async function findFields(http: Http, { stampField, phoneField, tracker }: RedmineSettings): Promise<Fields> {
  const wanted = [stampField, phoneField];
  const known = await listed(http).catch((error: unknown) => {
    const isRefused = error instanceof ConnectorError && error.kind === 'unauthorized';
    if (isRefused && wanted.every((field) => typeof field !== 'string')) return undefined;
    throw error;
  });
  const number = (field: string | number): number => (known ? checked(known, field, tracker) : Number(field));
  return { stamp: number(stampField), phone: phoneField === undefined ? undefined : number(phoneField) };
}

const listed = (http: Http) => mustExist(http.get('custom_fields.json', customFields));

function checked(known: Known, wanted: string | number, tracker: number | undefined): number {
  const field = known.find(
    ({ id, name, customized_type: type }) => type === 'issue' && (id === wanted || name === wanted),
  );
  const refuse = (what: string): ConnectorError => new ConnectorError('redmine', 'rejected', what);
  if (!field) throw refuse(`redmine has no custom field "${wanted}" for issues: make one, of format Text`);
  if (!field.is_filter) throw refuse(cannotSearch(`"${wanted}"`));
  if (tracker !== undefined && !field.trackers.some(({ id }) => id === tracker))
    throw refuse(
      `the custom field "${wanted}" of redmine is not used in tracker ${tracker}: tick that tracker on it`,
    );
  return field.id;
}
