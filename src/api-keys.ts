/** `apiKeys` of recado.yaml: keys of the API that open less than RECADO_API_KEY does. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a key may be allowed; src/gateway/scopes.ts says which routes each one opens. */
export const scope = z.enum([
  'status',
  'cases:read',
  'cases:events',
  'calls',
  'calls:outbound',
  'systems:read',
  'messages:read',
  'webhooks:read',
  'notifications:read',
  'operate',
]);
export type Scope = z.infer<typeof scope>;

const name = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower case letters, digits and -');

/** One key as it is written: its SHA-256, or the key itself by a name in the environment. */
export const apiKeyWish = z
  .strictObject({
    name,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the key, 64 digits of lower case hex')
      .optional(),
    key: z.string().min(32, 'a key of at least 32 characters').optional(),
    scopes: z.array(scope).min(1),
    connections: z.array(z.string()).min(1).optional(),
    tenants: z.array(z.string()).min(1).optional(),
  })
  .refine(
    ({ sha256, key }) => (sha256 === undefined) !== (key === undefined),
    'either sha256 or key must be there',
  );
type ApiKeyWish = z.infer<typeof apiKeyWish>;

/** A key, known by its SHA-256 (hex) only. Without `connections` or `tenants` it sees those of all. */
export interface ApiKey extends Omit<ApiKeyWish, 'key' | 'sha256'> {
  sha256: string;
}

/** A key's SHA-256 in hex. */
export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A key as it is known from now on. */
export const toApiKey = ({ key, sha256, ...rest }: ApiKeyWish): ApiKey => ({
  ...rest,
  sha256: sha256 ?? digestOf(key ?? ''),
});

/** What to write for a key of this part of the file. */
export const apiKeyFixes: Record<string, string> = {
  apiKeys:
    'Known there: name, sha256 or key, scopes, connections, tenants. "recado key <name>" prints an entry.',
  name: 'Write a name of its own in lower case letters, digits and -.',
  sha256: 'Let "recado key <name>" make a key; it prints the SHA-256 to write here.',
  key: 'Write key: ${NAME} with NAME set in the environment, or the SHA-256 of the key as sha256.',
  scopes: `Write a list of ${scope.options.join(', ')}.`,
  connections: 'Write a list of names of connections of this file.',
  tenants: 'Write a list of tenants, as the assistants name them.',
};
