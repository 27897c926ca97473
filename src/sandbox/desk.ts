import { join } from 'node:path';
import { type Acts, openActs } from './acts';
import { type Ledger, openLedger } from './ledger';
import { type MoodSwitch, openMood } from './moods';
import type { DeskName } from './shapes';
import { openOutbox, type Outbox, type WebhookTarget } from './webhooks';

/** One help desk of the sandbox: its tickets, its acts, its outage switch, its webhooks. */
export interface Desk {
  name: DeskName;
  /** The name under which `recado.yaml` lists it. */
  connection: string;
  ledger: Ledger;
  acts: Acts;
  mood: MoodSwitch;
  outbox: Outbox;
  close(): void;
}

/** Opens a desk on its files in `folder`; `gateway.url` is the gateway's base. Throws `UsageError` for a bad file. */
export function openDesk(name: DeskName, folder: string, gateway: WebhookTarget, firstNumber?: number): Desk {
  const connection = `${name}-desk`;
  const ledger = openLedger(join(folder, `${name}.tickets.jsonl`), { firstNumber });
  const acts = openActs(join(folder, `${name}.acts.jsonl`));
  const mood = openMood(join(folder, `${name}.mood`));
  const target = { ...gateway, url: `${gateway.url}/webhooks/${connection}` };
  const outbox = openOutbox(join(folder, `${name}.webhooks.jsonl`), target);
  return {
    name,
    connection,
    ledger,
    acts,
    mood,
    outbox,
    close() {
      outbox.close();
      ledger.close();
      acts.close();
    },
  };
}
