import type { Cloud } from 'cdk-local-cloud/engine';
import pc from 'picocolors';
import { drawChart, type Values } from './draw';

const MINUTE = 60_000;
const MINUTES = Array.from({ length: 300 }, (_, minute) => minute);
/** Of an instance's metrics. */
const PERIOD = 5;
const BEGINNINGS = MINUTES.filter((minute) => minute % PERIOD === 0);

/** Five hours in the life of an instance: what Lightsail measures of its CPU, and what arrives in CloudWatch. */
export class BusyAfternoon {
  /** @param begin when it begins, a full hour. Milliseconds. */
  constructor(private readonly cloud: Cloud, private readonly region: string, private readonly instanceName: string, readonly begin: number) {}

  /** Lightsail has a value a minute, but for half an hour; every seventh one comes 40 minutes late. */
  measure(): void {
    for (const minute of MINUTES) {
      const value = load(minute);
      if (value === undefined) continue;
      this.cloud.lightsail.monitoring.measure(this.region, {
        resourceName: this.instanceName,
        metricName: 'CPUUtilization',
        value,
        from: this.begin + minute * MINUTE,
        lateness: minute % 7 === 0 ? 40 * MINUTE : MINUTE,
      });
    }
  }

  /** Whether CloudWatch has each value, and each once. */
  get isComplete(): boolean {
    const { sum, sampleCount } = total(this.inCloudWatch());
    const values = MINUTES.map(load).filter((value) => value !== undefined);
    return sampleCount === values.length && Math.abs(sum - values.reduce((one, other) => one + other, 0)) < 1e-6;
  }

  /** When the periods begin in which Lightsail publishes it. Milliseconds. */
  get periods(): number[] {
    return BEGINNINGS.map((minute) => this.begin + minute * MINUTE);
  }

  /** Both as graphs, and a line that counts them. */
  draw(): string[] {
    const measured = BEGINNINGS.map((minute) => average(MINUTES.slice(minute, minute + PERIOD).map(load)));
    return [...this.chart(`CPUUtilization of ${this.instanceName}, as Lightsail measures it`, measured), '', ...this.drawExported()];
  }

  /** What arrived in CloudWatch as a graph, and a line that counts it. */
  drawExported(): string[] {
    const sets = this.inCloudWatch();
    const arrived = this.periods.map((begin) => {
      const { sum, sampleCount } = total(sets.filter(({ at }) => at === begin));
      return sampleCount > 0 ? sum / sampleCount : undefined;
    });
    const { sampleCount } = total(sets);
    return [
      ...this.chart(`CPUUtilization of ${this.instanceName} in CloudWatch`, arrived),
      `${MINUTES.map(load).filter((value) => value !== undefined).length} values were measured, some of them 40 minutes late. CloudWatch has ${sampleCount} in ${sets.length} statistic sets.`,
    ];
  }

  private chart(title: string, values: Values): string[] {
    return drawChart({ title: pc.bold(title), values, begin: this.begin, period: PERIOD * MINUTE, unit: '%' });
  }

  private inCloudWatch() {
    return this.cloud.cloudWatch.data('Lightsail', 'CPUUtilization', { InstanceName: this.instanceName })
      .filter(({ at }) => at >= this.begin && at < this.begin + MINUTES.length * MINUTE);
  }
}

/** Quiet, a rush in the fourth hour, and a gap of half an hour in which nothing is measured. */
function load(minute: number): number | undefined {
  if (minute >= 90 && minute < 120) return undefined;
  return Math.round(20 + 75 * Math.exp(-(((minute - 200) / 25) ** 2)) + 5 * Math.sin(minute / 3));
}

function average(values: Values): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
}

interface StatisticSet {
  readonly statistics: { readonly sum: number; readonly sampleCount: number };
}

function total(sets: readonly StatisticSet[]): StatisticSet['statistics'] {
  const add = (name: 'sum' | 'sampleCount') => sets.reduce((sum, { statistics }) => sum + statistics[name], 0);
  return { sum: add('sum'), sampleCount: add('sampleCount') };
}
