/** What every route group is written against: Fastify typed by the schemas of its routes. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { problem } from './shapes';

export type Routes = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The answers of a route: the good one by its schema, all others a problem. */
export const answers = <T extends z.ZodType>(good: T) => ({ 200: good, '4xx': problem, '5xx': problem });
