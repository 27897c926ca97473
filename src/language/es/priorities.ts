import type { Priority } from '../../domain/ticket';

/** "con prioridad …" */
export const priorities: Record<Priority, string> = {
  low: 'baja',
  normal: 'normal',
  high: 'alta',
  urgent: 'urgente',
};
