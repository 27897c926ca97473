import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import type { Confirmation } from '../src/domain/appointment-watch';
import type { RecordRef } from '../src/domain/ticket';
import { followUpWorkflowId } from './ids';
import { callerConfirms } from './messages';

/** Whoever follows the appointment writes it on its case's trail; where nobody does it is over, and so is what was asked. */
export async function confirm({ connection, id }: RecordRef, confirmation: Confirmation): Promise<void> {
  try {
    await getExternalWorkflowHandle(followUpWorkflowId(connection, id)).signal(callerConfirms, confirmation);
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
