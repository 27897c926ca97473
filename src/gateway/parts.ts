/** What the gateway is made of; its main hands it in. */
import type { Client } from '@temporalio/client';
import type { Assistants } from '../agent/assistants';
import type { Config } from '../config';
import type { Connector } from '../connectors/connector';
import type { Lines } from '../line/lines';
import type { ReaderPace } from './mailbox/reader';
import type { Log } from '../log';
import type { Phone } from './phone/phone-parts';
import type { Store } from '../store/store';

export interface GatewayParts {
  config: Config;
  store: Store;
  temporal: Client;
  assistants: Pick<Assistants, 'get' | 'list'>;
  /** Ready connections by the name `recado.yaml` gives them. */
  connectors: ReadonlyMap<string, Connector>;
  lines: Lines;
  /** Absent where no carrier is configured. */
  phone?: Phone;
  /** This process's name in task queues: `line/<host>` is where its lines' turns run. */
  host: string;
  log: Log;
  /** Version told by `/api/status`. */
  version: string;
  /** How the mailbox of answers is read, where not as usual. */
  mailPace?: Partial<ReaderPace>;
  /** Folder of the built console; without it the gateway serves the API alone. */
  consoleFolder?: string;
}
