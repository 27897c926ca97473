import { z } from 'zod';

/** A secret of Standard Webhooks: `whsec_` and base64. */
export const webhookSecret = z
  .string()
  .regex(
    /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/,
    'whsec_ followed by a secret in base64 (openssl rand -base64 24)',
  );
/** One secret, or the new and the old one while they are being changed. */
export const webhookSecrets = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z.array(webhookSecret).min(1).max(3),
);
