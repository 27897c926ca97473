/** A town hall with an agenda of its own name: the systems of a test run share a Temporal server, and watches are named for their agenda. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Slot } from '../../src/domain/appointment';
import { followUpWorkflowId } from '../../workflows/ids';
import { dial, eventually, request, sayAll } from './caller';
import type { System } from './system';

/** Its files, and the name of its agenda. */
export interface OwnAgenda {
  name: string;
  env: { RECADO_CONFIG: string; RECADO_AGENTS: string };
  remove(): void;
}

/** Writes the files. `change` changes the town hall's assistant, `more` stands in recado.yaml besides. */
export function writeOwnAgenda(change: object = {}, more = ''): OwnAgenda {
  const folder = mkdtempSync(join(tmpdir(), 'recado-agenda-'));
  const name = `agenda-${Math.random().toString(36).slice(2, 10)}`;
  const root = join(__dirname, '../..');
  const townHall = parse(readFileSync(join(root, 'agents/town-hall.es.yaml'), 'utf8')) as object;
  writeFileSync(join(folder, 'town-hall.yaml'), stringify({ ...townHall, agenda: name, ...change }));
  const config = join(folder, 'recado.config');
  const written = readFileSync(join(root, 'recado.yaml'), 'utf8');
  writeFileSync(config, `${written.replace('\n  agenda:\n', `\n  ${name}:\n`)}\n${more}`);
  return {
    name,
    env: { RECADO_CONFIG: config, RECADO_AGENTS: folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a caller does about appointments for the register, and the office. */
export interface AppointmentOffice {
  /** Books the first free time; its number and its code. */
  book(from: string): Promise<{ id: string; code: string }>;
  /** Says these lines and a yes in a call of its own; the code. */
  ask(from: string, lines: string[]): Promise<string>;
  /** A free time with whoever an appointment is with, at least so many days from now. */
  free(id: string, days: number): Promise<Slot>;
  move(id: string, to: Slot): Promise<void>;
  cancel(id: string): Promise<void>;
  watchOf(id: string): string;
  /** Waits until somebody follows it, or follows it no more. */
  followed(id: string, running: boolean): Promise<void>;
}

/** Opens it over a running system. */
export function openAppointmentOffice(system: System, agenda: string): AppointmentOffice {
  const appointments = `${system.url}/api/systems/${agenda}/appointments`;
  const watchOf = (id: string): string => followUpWorkflowId(agenda, id);
  const asked = async (from: string, lines: string[]) => {
    const caller = await dial(system.url, 'town-hall', from);
    await sayAll(caller, lines);
    const answer = await caller.say('sí');
    await caller.hangUp();
    return { id: answer.recordId ?? '', code: answer.code ?? '' };
  };
  return {
    watchOf,
    book: async (from) =>
      await asked(from, [
        'quiero cita para el padrón',
        'lo antes posible',
        'la primera',
        'me llamo Ana Ruiz',
      ]),
    ask: async (from, lines) => (await asked(from, lines)).code,
    async free(id, days) {
      const after = new Date(Date.now() + days * 24 * 3_600_000).toISOString();
      const verbs = system.installation.connectors.get(agenda)?.verbs;
      const { service = '', professional = '' } = (await verbs?.readAppointment?.(id))?.slot ?? {};
      const found = await verbs?.findSlots?.({ service, professional, after, limit: 1 });
      if (!found?.[0]) throw new Error(`no time is free ${days} days from now`);
      return found[0];
    },
    move: async (id, { startsAt, professional }) =>
      await request(`${appointments}/${id}/move`, 'POST', { by: 'ana', startsAt, professional }),
    cancel: async (id) => await request(`${appointments}/${id}/cancel`, 'POST', { by: 'ana' }),
    async followed(id, running) {
      await eventually(running ? 'somebody to follow it' : 'the end of its watch', async () => {
        const found = await system.temporal.workflow
          .getHandle(watchOf(id))
          .describe()
          .catch(() => undefined);
        return (found?.status.name === 'RUNNING') === running;
      });
    },
  };
}
