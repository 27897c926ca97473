/** What does not fit together in the `delivery` keys of recado.yaml, although each is well formed. */
import type { DeliveryWish, PolicyWish } from './delivery-settings';

/** Something wrong in recado.yaml. `path` leads to it. */
export interface FileMistake {
  path: readonly PropertyKey[];
  text: string;
  fix: string;
}

/** A connection as its `delivery` key is judged. */
export interface WrittenConnection {
  system: string;
  delivery: DeliveryWish;
}

/** Every mistake, connection by connection. */
export function deliveryMistakes(connections: Record<string, WrittenConnection>): FileMistake[] {
  const registers = Object.keys(connections).filter((name) => connections[name]?.system === 'register');
  return [
    ...Object.entries(connections).flatMap(([name, { system, delivery }]) =>
      policiesOf(name, delivery).flatMap((written) => policyMistakes(written, system, registers)),
    ),
    ...accountMistakes(connections),
  ];
}

interface Written {
  path: string[];
  /** Undefined for `whenAway`, which is meant for all verbs. */
  verb: string | undefined;
  own: NonNullable<PolicyWish>;
  /** With what it takes from `whenAway`. */
  whole: NonNullable<PolicyWish>;
  /** What `then` says here and in everything that takes from here. */
  leadsTo: Set<string>;
}

function policiesOf(name: string, { whenAway = {}, verbs = {} }: DeliveryWish): Written[] {
  const at = ['connections', name, 'delivery'];
  const ofVerbs = Object.entries(verbs).flatMap(([verb, own]): Written[] => {
    if (!own) return [];
    const whole = { ...whenAway, ...own };
    return [{ path: [...at, 'verbs', verb], verb, own, whole, leadsTo: new Set([whole.then ?? 'retry']) }];
  });
  const leadsTo = new Set([whenAway.then ?? 'retry', ...ofVerbs.flatMap((written) => [...written.leadsTo])]);
  return [
    { path: [...at, 'whenAway'], verb: undefined, own: whenAway, whole: whenAway, leadsTo },
    ...ofVerbs,
  ];
}

function policyMistakes({ path, verb, own, whole, leadsTo }: Written, system: string, registers: string[]) {
  const mistakes: FileMistake[] = [];
  const add = (key: string, text: string, fix: string): void =>
    void mistakes.push({ path: [...path, key], text, fix });
  if (whole.then === 'team' && whole.team === undefined)
    add('then', '"then: team" needs the name of the team.', 'Write team: <name> beside it.');
  if (whole.then === 'record') mistakes.push(...recordMistakes({ path, verb, whole }, system, registers));

  const only: [key: keyof typeof own, thens: string[]][] = [
    ['team', ['team']],
    ['register', ['record']],
    ['afterTries', ['record', 'team']],
  ];
  for (const [key, thens] of only)
    if (own[key] !== undefined && !thens.some((then) => leadsTo.has(then)))
      add(
        key,
        `"${key}" does nothing without "then: ${thens.join('" or "then: ')}".`,
        `Write then: ${thens[0]} beside it, or leave ${key} out.`,
      );
  return mistakes;
}

function recordMistakes(
  { path, verb, whole }: Pick<Written, 'path' | 'verb' | 'whole'>,
  system: string,
  registers: string[],
): FileMistake[] {
  const mistake = (key: string, text: string, fix: string): FileMistake[] => [
    { path: [...path, key], text, fix },
  ];
  if (verb !== 'createTicket')
    return mistake(
      'then',
      'Only createTicket can be kept in the register.',
      'Write "then: record" under verbs.createTicket, and retry, queue or team here.',
    );
  if (system === 'register')
    return mistake('then', 'The register cannot stand in for itself.', 'Write retry, queue or team.');
  if (registers.length === 0)
    return mistake(
      'then',
      '"then: record" needs a register, and the file has none.',
      'Add a connection like register: { system: register }.',
    );
  if (whole.register === undefined && registers.length > 1)
    return mistake(
      'then',
      `There are ${registers.length} registers, so it must be said which one is meant.`,
      `Write register: beside it, one of ${registers.join(', ')}.`,
    );
  if (whole.register !== undefined && !registers.includes(whole.register))
    return mistake(
      'register',
      `There is no register "${whole.register}".`,
      `Write one of ${registers.join(', ')}.`,
    );
  return [];
}

function accountMistakes(connections: Record<string, WrittenConnection>): FileMistake[] {
  const first = new Map<string, { name: string; perMinute: number }>();
  return Object.entries(connections).flatMap(([name, { delivery }]) => {
    if (!delivery.limit) return [];
    const { perMinute, account = name } = delivery.limit;
    const known = first.get(account);
    if (!known) first.set(account, { name, perMinute });
    if (!known || known.perMinute === perMinute) return [];
    return [
      {
        path: ['connections', name, 'delivery', 'limit', 'perMinute'],
        text: `Account "${account}" has ${known.perMinute} requests a minute at ${known.name}, and ${perMinute} here.`,
        fix: 'Write the same perMinute at both, or give them different accounts.',
      },
    ];
  });
}
