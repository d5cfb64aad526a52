import { statusOf } from './errors';

/** The service answered, and did not do it. Without an answer, and with a server's fault, it may have. */
export function wasRefused(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status < 500;
}
