/** Everything an installation is made of, opened once per process and handed in where it is needed. */
import { type Assistants, loadAssistants } from '../agent/assistants';
import { createTools, type Tools } from '../agent/tools';
import { agendaConnector } from '../connectors/agenda';
import type { Connector } from '../connectors/connector';
import { registerConnector } from '../connectors/register';
import { defineSystems, openConnectors } from '../connectors/registry';
import { termsOf } from '../connectors/terms-of';
import type { Config } from '../config';
import { deliveryOf } from '../delivery-settings';
import { UsageError } from '../errors';
import { openStoreAndAgenda } from '../store/open-store';
import type { Store } from '../store/store';
import { openPaces } from './paces';

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
  const { store, book, places } = await openStoreAndAgenda(config);
  const plans = assistants
    .list()
    .flatMap(({ tenant, zone, agendaPlan }) => (agendaPlan ? [{ plan: agendaPlan, tenant, zone }] : []));
  const systems = defineSystems(agendaConnector({ book, plans }), registerConnector(store.register));
  const connectors = openConnectors(config.connections, systems, openPaces(config, places));
  const tools = createTools({
    assistants,
    secret: config.secret,
    connections: {
      verbsOf: (name) => connectorOf(connectors, name).verbs,
      termsOf: (name, verb) =>
        termsOf(connectorOf(connectors, name), deliveryOf(config.delivery, name), verb),
    },
    recordOfCode: async (code) => {
      const asked = await store.findCase(code);
      // What was noted while Temporal was away may have become another case.
      const [first] = asked?.recordId === undefined ? (asked?.became ?? []) : [];
      const found = first === undefined ? asked : await store.findCase(first);
      return found && { tenant: found.tenant, connection: found.connection, recordId: found.recordId };
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
