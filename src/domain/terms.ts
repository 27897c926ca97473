/** How a system is written to, as an order carries it: what its connector declares and what recado.yaml wants of a fault. */
import { z } from 'zod';

/**
 * What a system offers against doubles (reference A2): `key`, it honours a key of ours; `reference`, our stamp can be
 * looked up; `none`, neither, so a possible double must be flagged.
 */
export const creationClass = z.enum(['key', 'reference', 'none']);
export type CreationClass = z.infer<typeof creationClass>;

/**
 * What follows when a system stays away: `retry`, by itself, fast and then slowly without end; `queue`, no fast tries,
 * it waits in line until the circuit closes; `record`, it is kept in our own register instead; `team`, people do it.
 */
export const faultThen = z.enum(['retry', 'queue', 'record', 'team']);
export type FaultThen = z.infer<typeof faultThen>;

/** What the caller is offered meanwhile: code and promise, a call back within the hour, or to try again later. */
export const faultOffer = z.enum(['promise', 'callback', 'later']);
export type FaultOffer = z.infer<typeof faultOffer>;

/** What is wanted of one verb at one system when it is away. */
export const faultPolicy = z.strictObject({
  then: faultThen.default('retry'),
  offer: faultOffer.default('promise'),
  /** For `record` and `team`: tries before it is given to the register or to the team. */
  afterTries: z.number().int().min(1).max(1000).default(6),
  /** For `team`: who does it; the owner that operators see. */
  team: z.string().min(1).max(100).optional(),
  /** For `record`: the connection of our own register that keeps the ticket instead. */
  register: z.string().min(1).max(100).optional(),
  /** Hours a parked delivery may lie before its deadline, where the office has not promised an earlier one. */
  parkedForHours: z
    .number()
    .positive()
    .max(24 * 90)
    .default(24),
});
export type FaultPolicy = z.infer<typeof faultPolicy>;

/** How one order is written; fixed in history with the order, so that a later setting changes nothing under way. */
export const terms = z.strictObject({
  creation: creationClass,
  /** Milliseconds until the system's look-up surely shows what a try of unknown outcome did. */
  indexLagMs: z.number().int().min(0),
  /** Milliseconds for which the system may still carry out a request that we gave up on. */
  settleMs: z.number().int().min(0),
  /** Deliveries that are tried at the same time when a backlog drains. */
  atOnce: z.number().int().min(1).max(64),
  policy: faultPolicy,
});
export type Terms = z.infer<typeof terms>;
