/** Whether this container's process does its work: `node deploy/healthcheck.cjs gateway|worker|sandbox`. */
const { hostname } = require('node:os');

/** Only silence and faults of the server count: an answer that asks for a key is an answer. */
async function answers(url) {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(4000) });
  if (status >= 500) throw new Error(`${url} answers ${status}.`);
}

/** A worker is well when the server saw this host ask for work; a process that hangs does not ask. */
async function polls() {
  const { Connection } = require('@temporalio/client');
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, RECADO_TASK_QUEUE = 'recado' } = process.env;
  const connection = await Connection.connect({ address: TEMPORAL_ADDRESS, connectTimeout: 5000 });
  try {
    const { pollers } = await connection.withDeadline(Date.now() + 5000, () =>
      connection.workflowService.describeTaskQueue({
        namespace: TEMPORAL_NAMESPACE,
        taskQueue: { name: RECADO_TASK_QUEUE },
        // TASK_QUEUE_TYPE_WORKFLOW
        taskQueueType: 1,
      }),
    );
    const since = Date.now() / 1000 - 120;
    const isOurs = ({ identity, lastAccessTime }) =>
      identity.includes(hostname()) && Number(lastAccessTime?.seconds ?? 0) > since;
    if (!pollers.some(isOurs))
      throw new Error(`No worker of ${hostname()} polled ${RECADO_TASK_QUEUE} of late.`);
  } finally {
    await connection.close();
  }
}

const { RECADO_PORT = '8790', RECADO_SANDBOX_PORT = '8791' } = process.env;
const checks = {
  gateway: () => answers(`http://127.0.0.1:${RECADO_PORT}/healthz`),
  sandbox: () => answers(`http://127.0.0.1:${RECADO_SANDBOX_PORT}/`),
  worker: polls,
};

const check = checks[process.argv[2]];
if (!check) {
  console.error(`Say which: ${Object.keys(checks).join(', ')}.`);
  process.exit(2);
}
check().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
