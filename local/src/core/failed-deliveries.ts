import { keepLast } from './keep-last';
import type { ServiceError } from './service';

export interface FailedDelivery {
  /** What was delivered: the ARN of a schedule or a rule. */
  readonly what: string;
  readonly at: number;
  readonly error: ServiceError;
}

/** An attempt at a delivery, and why it failed if it did. */
export interface DeliveryAttempt {
  readonly what: string;
  readonly at: number;
  readonly error?: ServiceError;
}

/** So many are remembered, the newest. */
const KEPT = 10_000;

/** What did not arrive, the last attempt of each. Not part of the account's state: for whoever lets time pass. */
export class FailedDeliveries<Attempt extends DeliveryAttempt = DeliveryAttempt> {
  /** Every attempt so far, also those that went well; of very many, the last. */
  readonly attempts: Attempt[] = [];
  private readonly last = new Map<string, FailedDelivery>();

  /** An attempt at a delivery failed, or made good what failed before. */
  note(id: string, attempt: Attempt): void {
    keepLast(this.attempts, attempt);
    const { what, at, error } = attempt;
    if (error) this.last.set(id, { what, at, error });
    else this.last.delete(id);
    const [oldest] = this.last.keys();
    if (this.last.size > KEPT) this.last.delete(oldest);
  }

  since(time: number): FailedDelivery[] {
    return [...this.last.values()].filter(({ at }) => at >= time);
  }
}
