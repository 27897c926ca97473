/** Whether a Temporal server answers, and whether it has what Recado needs. */
import type { Connection } from '@temporalio/client';
import { searchAttributes } from './temporal-attributes';

/** Where to look. */
export interface TemporalTarget {
  /** `host:port` */
  address: string;
  namespace: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** What a server that answered has. */
export interface TemporalView {
  /** False where the namespace is not there. */
  namespace: boolean;
  /** Names of search attributes that are not there or are of another type. */
  missing: string[];
}

// The protocol's numbers; the enum itself would load the SDK's protocol files at start.
const typeNumbers: Record<string, number> = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6 };

/** Looks once. Throws the client's error where nobody answers in time. */
export async function inspectTemporal(target: TemporalTarget): Promise<TemporalView> {
  return withConnection(target, async (connection) => {
    const { namespace } = target;
    try {
      await connection.workflowService.describeNamespace({ namespace });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 5)
        return { namespace: false, missing: [] };
      throw error;
    }
    return { namespace: true, missing: await missingAttributes(connection, namespace) };
  });
}

/**
 * Waits until the server serves the namespace, and adds the search attributes it lacks: a dev server registers them only
 * when it makes its file, so one made by an older Recado lacks the newer ones. Throws when `timeoutMs` are over.
 */
export async function awaitTemporal(target: TemporalTarget): Promise<void> {
  const until = performance.now() + target.timeoutMs;
  for (;;) {
    target.signal?.throwIfAborted();
    try {
      await withConnection({ ...target, timeoutMs: 1000 }, (connection) =>
        addMissing(connection, target.namespace),
      );
      return;
    } catch (error) {
      if (performance.now() > until || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** No answer yet, too slow an answer, or a namespace that is still being made; whatever else it says will not change. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return true;
  return [4, 5, 14].includes(error.code);
}

async function addMissing(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.describeNamespace({ namespace });
  const missing = await missingAttributes(connection, namespace);
  if (missing.length === 0) return;
  const wanted = Object.entries(searchAttributes).filter(([name]) => missing.includes(name));
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(wanted.map(([name, type]) => [name, typeNumbers[type] ?? 0])),
  });
}

async function missingAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.entries(searchAttributes)
    .filter(([name, type]) => customAttributes[name] !== typeNumbers[type])
    .map(([name]) => name);
}

async function withConnection<T>(
  target: TemporalTarget,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  // Loading the client takes a quarter of a second, in which a server that was just started comes up.
  const { Connection } = await import('@temporalio/client');
  const connection = Connection.lazy({
    address: target.address,
    connectTimeout: target.timeoutMs,
    // gRPC would wait a second before it looks at a server again that was not up yet.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 250 },
  });
  try {
    await connection.ensureConnected();
    return await connection.withDeadline(Date.now() + target.timeoutMs, () => use(connection));
  } finally {
    await connection.close();
  }
}
