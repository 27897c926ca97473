/** The systems we have connectors for, and how a connection of `recado.yaml` becomes one. */
import type { ConnectionSettings } from '../connections-file';
import { UsageError } from '../errors';
import type { Pace } from '../pace';
import type { Connector, ConnectorDefinition, Surroundings } from './connector';
import { declaredWebhook } from './declared-webhook';
import { redmine } from './redmine';
import { sandboxDesk } from './sandbox-desk';
import { webhooksOnly } from './webhooks-only';

/** Definitions by the name of their system. */
export type Systems = ReadonlyMap<string, ConnectorDefinition<unknown>>;

/** The systems reached over the network, and those that were handed what they need (our own agenda its database). */
export function defineSystems(...handedIn: ConnectorDefinition<unknown>[]): Systems {
  const all: ConnectorDefinition<unknown>[] = [sandboxDesk, redmine, webhooksOnly, ...handedIn];
  return new Map(all.map((definition) => [definition.system, definition]));
}

/**
 * Opens one connection; nothing is sent yet. Throws `UsageError` naming the connection and the key when its system is
 * unknown or a setting is wrong.
 */
export function openConnector(
  connection: string,
  { system, webhook, ...settings }: ConnectionSettings,
  systems: Systems = defineSystems(),
  surroundings: Surroundings = {},
): Connector {
  const definition = systems.get(system);
  if (!definition) {
    throw new UsageError(
      `connections.${connection}.system: there is no connector for "${system}".`,
      `Write one of ${[...systems.keys()].join(', ')}.`,
    );
  }
  const parsed = definition.settings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = ['connections', connection, ...(issue?.path ?? [])].join('.');
    throw new UsageError(
      `${key}: ${issue?.message}`,
      `Correct it in recado.yaml; docs/connectors/${system}.md lists them.`,
    );
  }
  const creation = definition.creation(parsed.data);
  const verbs = definition.connect(parsed.data, connection, surroundings);
  if (!webhook) return { connection, system, creation, verbs };
  if (verbs.readWebhook) {
    throw new UsageError(
      `connections.${connection}.webhook: the connector for ${system} checks its webhooks itself.`,
      `Leave webhook out; docs/connectors/${system}.md says where its secret is set.`,
    );
  }
  const readWebhook = declaredWebhook(connection, webhook);
  return { connection, system, creation, verbs: { ...verbs, readWebhook } };
}

/** Opens every connection of `recado.yaml`, by name; `paceOf` gives the limiter of a connection's account. */
export function openConnectors(
  connections: Record<string, ConnectionSettings>,
  systems: Systems = defineSystems(),
  paceOf: (connection: string) => Pace | undefined = () => undefined,
): Map<string, Connector> {
  return new Map(
    Object.entries(connections).map(([name, settings]) => [
      name,
      openConnector(name, settings, systems, { pace: paceOf(name) }),
    ]),
  );
}
