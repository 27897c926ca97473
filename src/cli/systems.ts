/** `recado systems`, `recado probe`, `recado register`, `recado close`: the systems behind the assistants, from the shell. */
import {
  type CircuitView,
  type DeskTicket,
  deskAnswer,
  deskTicket,
  listed,
  operatorAnswer,
  type SystemView,
  systemView,
} from '../gateway/shapes';
import type { Api } from './api';
import { exitCode, Failed } from './exit';
import type { Output } from './output';

const part = encodeURIComponent;

/** Lists the systems: whether each is written to, who waits for it, and what follows when it is away. */
export async function listSystems(api: Api, output: Output): Promise<number> {
  const { items } = await api.get('/api/systems', listed(systemView));
  for (const system of items) for (const line of systemLines(system)) output.print(line);
  if (items.length === 0) output.print('No system is connected. Add one to recado.yaml and start again.');
  output.result({ systems: items });
  return exitCode.ok;
}

/** Has a system that is away looked at now. */
export async function probe(api: Api, name: string, by: string, output: Output): Promise<number> {
  const { result } = await api.post(`/api/systems/${part(name)}/probe`, operatorAnswer, { body: { by } });
  output.print(result);
  output.result({ system: name, result });
  return exitCode.ok;
}

/** Lists what our own register keeps, newest first. */
export async function listRegister(
  api: Api,
  { register, all }: { register: string | undefined; all: boolean },
  output: Output,
): Promise<number> {
  const name = register ?? (await onlyRegister(api));
  const { items } = await api.get(`/api/systems/${part(name)}/tickets`, listed(deskTicket));
  const shown = items.filter(({ status }) => all || status !== 'closed');
  for (const ticket of shown) output.print(ticketLine(ticket));
  if (shown.length === 0) output.print(all ? `${name} has no ticket yet.` : `No ticket of ${name} is open.`);
  output.result({ register: name, tickets: shown });
  return exitCode.ok;
}

/** Closes a ticket of our own register; its caller is told. */
export async function closeTicket(
  api: Api,
  id: string,
  { register, by, reason }: { register: string | undefined; by: string; reason: string | undefined },
  output: Output,
): Promise<number> {
  const name = register ?? (await onlyRegister(api));
  const body = { by, ...(reason === undefined ? {} : { reason }) };
  const path = `/api/systems/${part(name)}/tickets/${part(id)}/close`;
  const { ticket } = await api.post(path, deskAnswer, { body });
  output.print(`${ticket.id} is ${ticket.status}; the caller is told.`);
  output.result({ register: name, ticket });
  return exitCode.ok;
}

async function onlyRegister(api: Api): Promise<string> {
  const { items } = await api.get('/api/systems', listed(systemView));
  const names = items.filter(({ system }) => system === 'register').map(({ name }) => name);
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw names.length === 0
    ? new Failed(
        'There is no register.',
        'Add a connection like register: { system: register } to recado.yaml.',
      )
    : new Failed('There are several registers.', `Add --register with one of ${names.join(', ')}.`);
}

function systemLines({ name, system, circuit, delivery }: SystemView): string[] {
  const { limit, atOnce, whenAway, verbs } = delivery;
  const others = Object.entries(verbs).map(([verb, { then }]) => `${verb}: ${then}`);
  return [
    `${name}  ${system}  ${circuit ? stands(circuit) : 'its circuit cannot be asked now'}`,
    ...(circuit?.lastError === undefined ? [] : [`  Last error  ${circuit.lastError}`]),
    ...(circuit?.nextLookAt === undefined ? [] : [`  Next look   ${circuit.nextLookAt}`]),
    `  When away   ${[whenAway.then, ...others].join(', ')}`,
    `  Pace        ${limit ? `${limit.perMinute} a minute for account ${limit.account}, ` : ''}${atOnce} at once`,
  ];
}

const words: Record<CircuitView['state'], string> = {
  closed: 'written to',
  open: 'away',
  'half-open': 'being tried again',
};

function stands({ state, since, waiting, oldestSince }: CircuitView): string {
  if (waiting === 0) return `${state} (${words[state]}), nobody waits`;
  const from = since === undefined ? '' : ` since ${since}`;
  return `${state} (${words[state]})${from}, ${waiting} wait${oldestSince ? `, the oldest since ${oldestSince}` : ''}`;
}

const ticketLine = ({ id, status, priority, subject, team, createdAt }: DeskTicket): string =>
  `${id}  ${status.padEnd(7)}  ${priority.padEnd(6)}  ${subject}${team ? `  (${team})` : ''}  ${createdAt}`;
