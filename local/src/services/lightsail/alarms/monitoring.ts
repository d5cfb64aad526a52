import type { Account } from '../../../core/account';
import { Region } from '../region';
import { verifyEmail } from './contact-methods';
import { evaluateAlarms } from './evaluation';
import { addPoints, type Point } from './metric-series';
import { metricFacts } from './metric-table';
import type { Message } from './notifications';

const MINUTE = 60_000;

export interface Measurement {
  readonly resourceName: string;
  readonly metricName: string;
  readonly value: number;
  /** Default: now. */
  readonly from?: number;
  /** A value every minute from then on, for this long. Default: one value. */
  readonly duration?: number;
  /** How far apart these values are. Default: a minute. */
  readonly interval?: number;
  /** How long it takes until Lightsail knows of a value. Default: nothing. */
  readonly lateness?: number;
}

/** What happens around Lightsail's alarms outside of its API: resources are measured, mail is read. */
export class Monitoring {
  constructor(private readonly account: Account) {}

  /** Measures a metric, now or for some time to come. */
  measure(region: string, { resourceName, metricName, value, from, duration, interval = MINUTE, lateness = 0 }: Measurement): void {
    const place = this.region(region);
    const resource = place.state.resources[resourceName];
    if (!resource || !metricFacts(resource.kind, metricName)) {
      throw new Error(`Nothing named ${resourceName} in ${region} has a metric ${metricName}.`);
    }
    const start = from ?? place.now;
    const count = duration === undefined ? 1 : Math.ceil(duration / interval);
    addPoints(place.state, resourceName, metricName, Array.from({ length: count }, (_, index): Point => {
      const at = start + index * interval;
      return lateness > 0 ? [at, value, at + lateness] : [at, value];
    }));
  }

  /** Clicks the link in the mail that verifies the Region's email address. */
  verify(region: string): void {
    verifyEmail(this.region(region));
  }

  /** Every message that Lightsail sent up to now, in the order of time. */
  messages(region: string): Message[] {
    return [...this.region(region).state.messages ?? []].sort((one, other) => one.at - other.at);
  }

  /** Brings alarms up to this moment. */
  private region(name: string): Region {
    const region = new Region(this.account, name);
    evaluateAlarms(region);
    return region;
  }
}
