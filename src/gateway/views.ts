/** What the API shows of what the store holds: no keys of callers, and a link to the workflow. */
import type { Config } from '../config';
import type { SendRecord } from '../store/reach-records';
import type { CallRecord, CaseRecord } from '../store/records';
import type { CallView, CaseView, SendView } from './shapes';

/** Address of a workflow's page in the Temporal UI. */
export function workflowUrl({ temporal }: Pick<Config, 'temporal'>, workflowId: string): string {
  const namespace = encodeURIComponent(temporal.namespace);
  return `${temporal.uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
}

/** A call as the API shows it. */
export function toCallView(config: Config, call: CallRecord): CallView {
  const { version: _version, endedBy: _endedBy, ...shown } = call;
  return { ...shown, workflowUrl: workflowUrl(config, call.workflowId) };
}

/** A case as the API shows it. */
export function toCaseView(config: Config, record: CaseRecord): CaseView {
  const { version: _version, callerKey: _callerKey, nameKey: _nameKey, ...shown } = record;
  return { ...shown, workflowUrl: workflowUrl(config, record.workflowId) };
}

/** A message to a person as the API shows it: where to is masked. */
export function toSendView(record: SendRecord): SendView {
  const {
    outreach: _outreach,
    code: _code,
    tenant: _tenant,
    personKey: _personKey,
    addressKey: _addressKey,
    ...shown
  } = record;
  return shown;
}
