import { ServiceError } from '../../core/service';

const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export function retentionDays(given: unknown): number {
  const days = Number(given);
  if (RETENTION_DAYS.includes(days)) return days;
  throw new ServiceError('InvalidParameterException', `1 validation error detected: Value '${String(given)}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`);
}
