import type { Account } from '../account';
import type { AuthorizationRequest } from '../iam/authorization';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../service';
import { cloudWatchState, type StoredDatum } from './state';

const MAX_DATA = 1000;
const MAX_DIMENSIONS = 30;

/** Amazon CloudWatch, as far as it takes metrics: the data is kept as it came. */
export class CloudWatch implements Service {
  readonly name = 'monitoring';

  constructor(private readonly account: Account) {
    account.addService(this);
  }

  /** What was put under a metric's name, oldest first; `dimensions`: only what has these. */
  data(namespace: string, metricName: string, dimensions: Readonly<Record<string, string>> = {}): StoredDatum[] {
    return cloudWatchState(this.account).data.filter((datum) => datum.namespace === namespace && datum.metricName === metricName
      && Object.entries(dimensions).every(([name, value]) => datum.dimensions[name] === value));
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    const context = call.operation === 'PutMetricData' ? { 'cloudwatch:namespace': String(call.input.Namespace) } : {};
    return [{ action: `cloudwatch:${call.operation}`, resource: '*', context }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'PutMetricData') throw new NotSupportedError(`the call ${call.operation} of CloudWatch`);
    const namespace = String(call.input.Namespace ?? '');
    if (!/^[^:].{0,254}$/.test(namespace) || namespace.startsWith('AWS/')) {
      throw invalid('The value AWS/ or a colon at the beginning of the parameter Namespace is not valid.');
    }
    const data = (Array.isArray(call.input.MetricData) ? call.input.MetricData : []) as Datum[];
    if (data.length === 0 || data.length > MAX_DATA) throw invalid(`The collection MetricData must have 1 to ${MAX_DATA} members.`);
    cloudWatchState(this.account).data.push(...data.map((datum) => this.read(namespace, call.region, datum)));
    return {};
  }

  private read(namespace: string, region: string, datum: Datum): StoredDatum {
    for (const name of ['StatisticValues', 'Values', 'Counts', 'StorageResolution']) {
      if (datum[name] !== undefined) throw new NotSupportedError(`${name} in the metric data of CloudWatch`);
    }
    const value = Number(datum.Value);
    if (typeof datum.MetricName !== 'string' || datum.MetricName === '') throw invalid('The parameter MetricData.member.1.MetricName is required.');
    if (!Number.isFinite(value)) throw invalid(`The value ${String(datum.Value)} for parameter MetricData.member.1.Value is invalid.`);
    const dimensions = (Array.isArray(datum.Dimensions) ? datum.Dimensions : []) as Array<{ Name?: unknown; Value?: unknown }>;
    if (dimensions.length > MAX_DIMENSIONS) throw invalid(`At most ${MAX_DIMENSIONS} dimensions.`);
    return {
      namespace,
      metricName: datum.MetricName,
      region,
      dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [String(Name), String(Value)])),
      value,
      unit: datum.Unit === undefined ? 'None' : String(datum.Unit),
      at: timeOf(datum.Timestamp) ?? this.account.clock.now(),
    };
  }
}

type Datum = Readonly<Record<string, unknown>>;

/** Milliseconds; over the wire it is a number of seconds. */
function timeOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return value instanceof Date ? value.getTime() : Number(value) * 1000;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}
