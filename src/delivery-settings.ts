/** `delivery` of a connection in recado.yaml: how fast its system may be written to, and what follows when it is away. */
import { z } from 'zod';
import type { WriteVerb } from './domain/call';
import { type FaultPolicy, faultPolicy } from './domain/terms';
import { UsageError } from './errors';

/** How one system is written to, with every default filled in. */
export interface DeliverySettings {
  /** Requests a minute of a whole account, whoever sends them; connections with the same account share it. */
  limit?: { perMinute: number; account: string };
  /** Deliveries that are tried at the same time when a backlog drains. */
  atOnce: number;
  whenAway: FaultPolicy;
  /** The verbs for which recado.yaml wants something else; each whole. */
  verbs: Partial<Record<WriteVerb, FaultPolicy>>;
}

const { then, offer, afterTries, team, register, parkedForHours } = faultPolicy.shape;
/** A policy as it is written: what is left out comes from `whenAway`, then from the defaults. */
const policyWish = z
  .strictObject({
    then: then.unwrap().optional(),
    offer: offer.unwrap().optional(),
    afterTries: afterTries.unwrap().optional(),
    parkedForHours: parkedForHours.unwrap().optional(),
    team,
    register,
  })
  .optional();
export type PolicyWish = z.infer<typeof policyWish>;

const byVerb: Record<WriteVerb, typeof policyWish> = {
  createTicket: policyWish,
  commentTicket: policyWish,
  raisePriority: policyWish,
  closeTicket: policyWish,
  reopenTicket: policyWish,
  bookAppointment: policyWish,
  moveAppointment: policyWish,
  cancelAppointment: policyWish,
  perform: policyWish,
};

/** The key as it is written, before what is left out is filled in. */
export const deliveryWish = z.strictObject({
  limit: z
    .strictObject({
      perMinute: z.number().int().min(1).max(100_000),
      account: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,60}$/, 'lower case letters, digits and -')
        .optional(),
    })
    .optional(),
  atOnce: z.number().int().min(1).max(64).default(4),
  whenAway: policyWish,
  verbs: z.strictObject(byVerb).optional(),
});
export type DeliveryWish = z.infer<typeof deliveryWish>;

/** What to write for a key; for a key that is not there, what may stand beside it. */
export const deliveryFixes: Record<string, string> = {
  delivery: 'Known there: limit, atOnce, whenAway, verbs.',
  limit: 'Write it like limit: { perMinute: 600, account: town-hall }.',
  perMinute: 'Write the requests a minute that the account allows, a whole number from 1 to 100000.',
  account:
    'Write a name for the account in lower case letters, digits and -; connections with the same one share its limit.',
  atOnce: 'Write how many deliveries may be tried at the same time, a whole number from 1 to 64.',
  whenAway: 'Known there: then, offer, afterTries, team, register, parkedForHours.',
  verbs: `Known there: ${Object.keys(byVerb).join(', ')}.`,
  then: 'Write one of retry, queue, record, team.',
  offer: 'Write one of promise, callback, later.',
  afterTries: 'Write after how many tries it is given away, a whole number from 1 to 1000.',
  team: 'Write the name of the team that operators know, at most 100 characters.',
  register: 'Write the name of a connection with system: register.',
  parkedForHours: 'Write hours, more than 0 and at most 2160 (90 days).',
};

/** The settings of one connection, complete. `onlyRegister` is the register where there is just one. */
export function deliverySettings(
  connection: string,
  wish: DeliveryWish,
  onlyRegister: string | undefined,
): DeliverySettings {
  const { limit, atOnce, whenAway, verbs = {} } = wish;
  const policy = (more: PolicyWish): FaultPolicy => {
    const whole = faultPolicy.parse({ ...whenAway, ...more });
    return whole.then === 'record' && !whole.register && onlyRegister
      ? { ...whole, register: onlyRegister }
      : whole;
  };
  const wished = Object.entries(verbs).flatMap(([verb, more]) => (more ? [[verb, policy(more)]] : []));
  return {
    ...(limit ? { limit: { perMinute: limit.perMinute, account: limit.account ?? connection } } : {}),
    atOnce,
    whenAway: policy(undefined),
    verbs: Object.fromEntries(wished) as DeliverySettings['verbs'],
  };
}

/** What follows when this verb finds its system away. */
export const policyOf = ({ verbs, whenAway }: DeliverySettings, verb: WriteVerb): FaultPolicy =>
  verbs[verb] ?? whenAway;

/** How a connection is written to. Throws `UsageError` where `recado.yaml` has none of that name. */
export function deliveryOf(delivery: Record<string, DeliverySettings>, connection: string): DeliverySettings {
  const settings = Object.hasOwn(delivery, connection) ? delivery[connection] : undefined;
  if (settings) return settings;
  throw new UsageError(`recado.yaml has no connection ${connection}.`, 'Add it there, and start again.');
}
