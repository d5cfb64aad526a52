import { AlarmChanges } from './alarm-changes';
import { AlarmOperations } from './alarm-operations';
import { AlarmType } from './alarm-type';
import { Alarms } from './alarms';
import { anomalyDetectorType } from './anomaly-detector-type';
import { CompositeAlarmType } from './composite-alarm-type';
import { CompositeAlarms } from './composite-alarms';
import { DashboardType } from './dashboard-type';
import { READING } from './describe-operations';
import { getMetricData } from './get-metric-data';
import { CLOUDWATCH_INPUTS } from './inputs';
import type { Find } from './metric-queries';
import { putMetricData } from './put-metric-data';
import { cloudWatchState, seriesKey, type StoredAlarm, type StoredCompositeAlarm, type StoredDatum } from './state';
import { newestFirst } from './statistics';
import { SLOWEST, type Visibility } from './visibility';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import type { JsonObject } from '../../core/json';
import type { ResourceType } from '../../core/resource-type';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

export interface CloudWatchOptions {
  /** How long it takes until something shows that was put. Default: as long as AWS says it may. */
  readonly visibility?: Visibility;
  /** How many datapoints GetMetricData gives at once. Default: as many as AWS does. */
  readonly pageSize?: number;
}

/** Amazon CloudWatch: metrics, alarms on them and on each other, dashboards. */
export class CloudWatch implements Service {
  readonly name = 'monitoring';
  readonly inputs = CLOUDWATCH_INPUTS;
  readonly resourceTypes: readonly ResourceType[];
  private readonly visibility: Visibility;
  private readonly pageSize: number;
  private readonly operations: AlarmOperations;

  constructor(private readonly account: Account, { visibility = SLOWEST, pageSize = 100_800 }: CloudWatchOptions = {}) {
    this.visibility = visibility;
    this.pageSize = pageSize;
    const changes = new AlarmChanges(account);
    const alarms = new Alarms(account, (region) => this.find(region), changes);
    const composites = new CompositeAlarms(account, changes);
    this.operations = new AlarmOperations(account, alarms, composites, changes);
    this.resourceTypes = [new AlarmType(alarms, composites), anomalyDetectorType, new CompositeAlarmType(composites), new DashboardType()];
    account.add(this);
  }

  /** What was put under a metric's name, oldest first; `dimensions`: only what has these. Whether it shows yet or not. */
  data(namespace: string, metricName: string, dimensions: Readonly<Record<string, string>> = {}): StoredDatum[] {
    return Object.values(cloudWatchState(this.account).series)
      .filter(([first]) => first && first.namespace === namespace && first.metricName === metricName
        && Object.entries(dimensions).every(([name, value]) => first.dimensions[name] === value))
      .flat()
      .sort((one, other) => one.putAt - other.putAt);
  }

  /** The alarms on metrics, by name. */
  alarms(): StoredAlarm[] {
    return Object.values(cloudWatchState(this.account).alarms).sort((one, other) => one.name.localeCompare(other.name));
  }

  compositeAlarms(): StoredCompositeAlarm[] {
    return Object.values(cloudWatchState(this.account).composites).sort((one, other) => one.name.localeCompare(other.name));
  }

  /** A dashboard's body; undefined: there is none of that name. */
  dashboard(name: string): JsonObject | undefined {
    return cloudWatchState(this.account).dashboards[name];
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    const context: Record<string, string> = call.operation === 'PutMetricData' ? { 'cloudwatch:namespace': String(call.input.Namespace) } : {};
    return [{ action: `cloudwatch:${call.operation}`, resource: '*', context }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    const read = READING.get(call.operation);
    if (read) return read(this.account, call);
    if (Object.hasOwn(this.operations.all, call.operation)) return this.operations.all[call.operation](call);
    switch (call.operation) {
      case 'PutMetricData':
        putMetricData(this.account, call);
        return {};
      case 'GetMetricData':
        return getMetricData(call, this.pageSize, this.find(call.region));
      default: throw new NotSupportedError(`the call ${call.operation} of CloudWatch`);
    }
  }

  private find(region: string): Find {
    return ({ metric, statistic, period, from, to, unit }) => {
      const now = this.account.clock.now();
      const shows = ({ at, putAt }: StoredDatum) => putAt + this.visibility(putAt - at) <= now;
      return newestFirst(cloudWatchState(this.account).series[seriesKey(region, metric)] ?? [], statistic, period, { from, to, unit, shows });
    };
  }
}
