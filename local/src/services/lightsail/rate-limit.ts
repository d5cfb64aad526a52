import { throttled } from './errors';

export interface RateLimit {
  readonly callsPerSecond: number;
  /** How many calls may come at once after a pause. */
  readonly burst: number;
}

/** A bucket of tokens that fills up with virtual time. */
export class RateLimiter {
  private tokens: number;
  private filledAt: number;

  constructor(private readonly limit: RateLimit, now: number) {
    this.tokens = limit.burst;
    this.filledAt = now;
  }

  /** Takes a token, or refuses the call. */
  take(now: number): void {
    this.tokens = Math.min(this.limit.burst, this.tokens + ((now - this.filledAt) / 1000) * this.limit.callsPerSecond);
    this.filledAt = now;
    if (this.tokens < 1) throw throttled();
    this.tokens--;
  }
}
