import type { z } from 'zod';
import { ConnectorError } from '../errors';

/** Parses the body of a webhook that proved genuine. Throws `ConnectorError` `malformed`, without quoting it. */
export function parseWebhookBody<T>(system: string, schema: z.ZodType<T>, rawBody: string): T {
  try {
    return schema.parse(JSON.parse(rawBody));
  } catch {
    throw new ConnectorError(system, 'malformed', `A ${system} webhook came in an unknown shape.`);
  }
}
