/** The workflows, as workers bundle them. */
export { takeCall } from './call';
export { attendWriter } from './chat';
export { keepCircuit } from './circuit';
export { deliver } from './delivery';
export { followAppointment } from './follow-appointment';
export { followOrder } from './follow-order';
export { followUp } from './follow-up';
export { reachOut } from './outreach';
export { takeIn } from './intake';
