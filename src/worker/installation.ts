/** Everything an installation is made of, opened once per process and handed in where it is needed. */
import { type Assistants, loadAssistants } from '../agent/assistants';
import { createTools, type Tools } from '../agent/tools';
import { agendaConnector } from '../connectors/agenda';
import type { Connector } from '../connectors/connector';
import { defineSystems, openConnectors } from '../connectors/registry';
import type { Config } from '../config';
import { UsageError } from '../errors';
import { openStoreAndAgenda } from '../store/open-store';
import type { Store } from '../store/store';

/** An open installation. Closing the store closes what holds connections. */
export interface Installation {
  config: Config;
  assistants: Assistants;
  store: Store;
  connectors: ReadonlyMap<string, Connector>;
  tools: Tools;
}

/** Opens assistants, store and connectors. Throws `UsageError` naming what is wrong and what to do. */
export async function openInstallation(config: Config): Promise<Installation> {
  const assistants = loadAssistants(config.agents, new Set(Object.keys(config.connections)));
  const { store, book } = await openStoreAndAgenda(config);
  const plans = assistants
    .list()
    .flatMap(({ tenant, zone, agendaPlan }) => (agendaPlan ? [{ plan: agendaPlan, tenant, zone }] : []));
  const systems = defineSystems(agendaConnector({ book, plans }));
  const connectors = openConnectors(config.connections, systems);
  const tools = createTools({
    assistants,
    secret: config.secret,
    connections: { verbsOf: (name) => connectorOf(connectors, name).verbs },
    recordOfCode: async (code) => {
      const found = await store.findCase(code);
      return found && { recordId: found.recordId };
    },
  });
  return { config, assistants, store, connectors, tools };
}

/** The connection of that name. Throws `UsageError` where `recado.yaml` has none. */
export function connectorOf(connectors: ReadonlyMap<string, Connector>, name: string): Connector {
  const connector = connectors.get(name);
  if (connector) return connector;
  throw new UsageError(`recado.yaml has no connection ${name}.`, 'Add it there, and start the worker again.');
}
