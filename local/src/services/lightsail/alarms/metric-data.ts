import { invalidInput } from '../errors';
import type { Handler, Handlers, Output, Request } from '../request';
import type { ResourceKind } from '../state';
import { type Point, pointsBetween, statisticOf } from './metric-series';
import { metricFacts, type Statistic } from './metric-table';

const LONGEST_PERIOD = 86_400;

export const metricDataHandlers: Handlers = {
  GetInstanceMetricData: metricData('Instance', 'instanceName'),
  GetRelationalDatabaseMetricData: metricData('RelationalDatabase', 'relationalDatabaseName'),
  GetLoadBalancerMetricData: metricData('LoadBalancer', 'loadBalancerName'),
  GetDistributionMetricData: metricData('Distribution', 'distributionName'),
  GetBucketMetricData: metricData('Bucket', 'bucketName'),
  GetContainerServiceMetricData: metricData('ContainerService', 'serviceName'),
};

function metricData(kind: ResourceKind, member: string): Handler {
  return (request) => {
    const resource = request.region.get(kind, request.text(member));
    const metricName = request.text('metricName');
    // Of container services the unit is not asked for.
    const unit = kind === 'ContainerService' ? metricFacts(kind, metricName)?.unit ?? '' : request.text('unit');
    const statistics = request.input.statistics as Statistic[];
    return {
      metricName,
      // In a unit that the metric is not published in, there is nothing.
      metricData: metricFacts(kind, metricName)?.unit === unit ? datapoints(request, resource.name, metricName, unit, statistics) : [],
    };
  };
}

function datapoints(request: Request, resourceName: string, metricName: string, unit: string, statistics: readonly Statistic[]): Output[] {
  const period = request.input.period as number;
  if (!Number.isInteger(period) || period < 60 || period > LONGEST_PERIOD || period % 60 !== 0) {
    throw invalidInput(`The period must be a multiple of 60 from 60 to ${LONGEST_PERIOD}; it is ${period}.`);
  }
  const [start, end] = [time(request, 'startTime'), time(request, 'endTime')];
  if (start >= end) throw invalidInput('The parameter startTime must be before endTime.');
  const length = period * 1000;
  const data: Output[] = [];
  let points: Point[] = [];
  const close = () => {
    const [first] = points;
    if (!first) return;
    const values = statistics.map((statistic) => [memberOf(statistic), statisticOf(points, statistic)]);
    data.push({ ...Object.fromEntries(values) as Output, timestamp: new Date(Math.floor(first[0] / length) * length), unit });
    points = [];
  };
  for (const point of pointsBetween(request.region.state, resourceName, metricName, start, Math.min(end, request.now + 1), request.now)) {
    const begin = Math.floor(point[0] / length) * length;
    if (begin >= request.now) break;
    if (points.length > 0 && begin > points[0][0]) close();
    points.push(point);
  }
  close();
  // The API promises no order; the newest first tells whoever relied on one.
  return data.reverse();
}

function memberOf(statistic: Statistic): string {
  return statistic[0].toLowerCase() + statistic.slice(1);
}

/** Over the wire it is a number of seconds. */
function time(request: Request, name: string): number {
  const value = request.input[name];
  return value instanceof Date ? value.getTime() : Number(value) * 1000;
}
