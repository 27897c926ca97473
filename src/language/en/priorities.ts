import type { Priority } from '../../domain/ticket';

/** "with … priority" */
export const priorities: Record<Priority, string> = {
  low: 'low',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
};
