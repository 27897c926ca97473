// Saves the histories of a running Recado as fixtures for the replay test: `node scripts/save-histories.mjs`.
// Take them from invented conversations only: a history holds what the caller said.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import protoUtils from '@temporalio/common/lib/proto-utils.js';

/** Leaves out what tells of the machine: where its files lie, and what its processes are called. */
function anonymous(key, value) {
  if (key === 'stackTrace') return '';
  if (key === 'identity') return 'worker';
  // A sticky task queue is named after process and machine.
  return typeof value === 'string' ? value.replace(/\d+@[\w.-]+/g, 'worker') : value;
}

const perType = Number(process.env.PER_TYPE ?? 4);
const folder = 'test/fixtures/histories';
mkdirSync(folder, { recursive: true });
const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233' });
const client = new Client({ connection });
const saved = new Map();
for await (const { workflowId, runId, type } of client.workflow.list()) {
  const number = (saved.get(type) ?? 0) + 1;
  if (number > perType) continue;
  saved.set(type, number);
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const name = `${type}-${number}.json`;
  writeFileSync(
    `${folder}/${name}`,
    JSON.stringify(JSON.parse(protoUtils.historyToJSON(history)), anonymous),
  );
  console.log(`${name}: ${workflowId}, ${history.events?.length} events`);
}
await connection.close();
