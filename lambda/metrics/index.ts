import { WaiterClaims } from './claims';
import { CloudWatchMetricData } from './cloudwatch';
import { LightsailMetricData } from './lightsail-metrics';
import { EventNotices } from './notices';
import { MetricExportRuns } from './runs';
import { CloudFormationStacks } from '../aws/cloudformation';
import { JsonClient } from '../aws/json-client';
import type { SignedClient } from '../aws/signed-client';
import type { LightsailClients } from '../lightsail/client';
import type { Log } from '../log';

export { isMetricExportContinuation, type MetricExportContinuation } from './continuation';
export { isMetricExportEvent } from './export-event';
export type { MetricExportRuns } from './runs';

export interface MetricExportEnvironment {
  readonly region: string;
  readonly clients: (region: string) => LightsailClients;
  /** A signing client: the service's name in signatures, its host, what its endpoint's variable ends in, and how often it tries. */
  readonly signed: (service: string, host: string, variable: string, attempts?: 1 | 2) => SignedClient;
  readonly waiterArn: string;
  readonly functionName: string;
  readonly now: () => number;
  readonly log: Log;
}

/** The runs of metric exports, with the services of AWS behind them. */
export function metricExportRuns({ region, clients, signed, waiterArn, ...rest }: MetricExportEnvironment): MetricExportRuns {
  const cloudWatch = (attempts: 1 | 2) => new JsonClient(signed('monitoring', 'monitoring', 'CLOUDWATCH', attempts), '1.0', 'GraniteServiceVersion20100801');
  return new MetricExportRuns({
    ...rest,
    lightsail: new LightsailMetricData(region, clients),
    cloudWatch: new CloudWatchMetricData(cloudWatch(2), cloudWatch(1)),
    claims: new WaiterClaims({
      stepFunctions: new JsonClient(signed('states', 'states', 'SFN'), '1.0', 'AWSStepFunctions'), stateMachineArn: waiterArn, now: rest.now,
    }),
    stacks: new CloudFormationStacks(signed('cloudformation', 'cloudformation', 'CLOUDFORMATION')),
    notices: new EventNotices(new JsonClient(signed('events', 'events', 'EVENTBRIDGE'), '1.1', 'AWSEvents')),
  });
}
