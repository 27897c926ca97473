import type { GatewayParts } from '../parts';
import { MailReader } from './reader';

/** The reader of the mailbox of answers; undefined where none is configured. */
export function createMailReader(
  { config, store, log, mailPace }: GatewayParts,
  wake: () => void,
): MailReader | undefined {
  const server = config.mail?.mailbox;
  return server && new MailReader({ server, store, secret: config.secret, log, wake }, mailPace);
}
