import { alarmHandlers } from './alarms';
import { CloudFormationStacks } from './aws/cloudformation';
import { environmentCredentials, environmentVariable } from './aws/credentials';
import { serviceEndpoint } from './aws/endpoint';
import { sendHttp } from './aws/http';
import { SignedClient } from './aws/signed-client';
import { StackTemplates } from './aws/stack-templates';
import { StepFunctionsWaiter } from './aws/step-functions';
import { type CloudFormationContinuation, isCloudFormationContinuation } from './cloudformation/continuation';
import { isCloudFormationEvent } from './cloudformation/event';
import { CloudFormationRequests } from './cloudformation/requests';
import { distributionHandlers } from './distributions';
import { lightsailClients } from './lightsail/client';
import { consoleLog } from './log';
import { isMetricExportContinuation, isMetricExportEvent, type MetricExportContinuation, type MetricExportRuns, metricExportRuns } from './metrics';
import { isScheduleContinuation, isScheduleEvent, type ScheduleContinuation, type ScheduleRequests, scheduleRequests } from './schedules';
import { object, type Shape, text } from './shapes';
import { snapshotHandlers } from './snapshots';
import { WAITER_ARN_VARIABLE, type WaiterState } from '../src/provider/waiter-contract';

let requests: CloudFormationRequests | undefined;
let metricRuns: MetricExportRuns | undefined;
let schedules: ScheduleRequests | undefined;

type Continuation = CloudFormationContinuation | MetricExportContinuation | ScheduleContinuation;

/** The function's entry: a request of CloudFormation, a schedule's event, or what comes back from the waiter. */
export async function handler(event: unknown): Promise<WaiterState<Continuation> | undefined> {
  if (isCloudFormationEvent(event)) {
    await (requests ??= cloudFormationRequests()).begin(event);
    return undefined;
  }
  if (isMetricExportEvent(event)) {
    await (metricRuns ??= metricExports()).begin(event);
    return undefined;
  }
  if (isScheduleEvent(event)) {
    await (schedules ??= scheduledWork()).begin(event);
    return undefined;
  }
  if (isWaiterState<CloudFormationContinuation>(event, isCloudFormationContinuation)) return (requests ??= cloudFormationRequests()).resume(event);
  if (isWaiterState<MetricExportContinuation>(event, isMetricExportContinuation)) return (metricRuns ??= metricExports()).resume(event);
  if (isWaiterState<ScheduleContinuation>(event, isScheduleContinuation)) return (schedules ??= scheduledWork()).resume(event);
  const got = typeof event === 'object' && event !== null ? `an object with ${Object.keys(event).join(', ').slice(0, 200) || 'nothing in it'}` : typeof event;
  throw new Error(`Unknown event: got ${got}, expected a custom resource's request from CloudFormation, a schedule's event, or the state of this provider's waiter. `
    + 'If cdk-lightsail sent it, deploy its stack and the provider with the same version.');
}

function isWaiterState<C>(event: unknown, isContinuation: Shape): event is WaiterState<C> {
  return object({ functionName: text, continuation: isContinuation })(event);
}

const now = () => Date.now();

function signed(service: string, host: string, variable: string, attempts?: 1 | 2): SignedClient {
  const region = environmentVariable('AWS_REGION');
  const endpoint = serviceEndpoint(host, variable, region);
  return new SignedClient({ service, region, now, endpoint, credentials: environmentCredentials, send: sendHttp, attempts });
}

/** What every kind of work needs. */
function environment() {
  return {
    region: environmentVariable('AWS_REGION'),
    clients: lightsailClients,
    signed,
    functionName: environmentVariable('AWS_LAMBDA_FUNCTION_NAME'),
    now,
    log: consoleLog,
  };
}

const stepFunctionsWaiter = () => new StepFunctionsWaiter(signed('states', 'states', 'SFN'), environmentVariable(WAITER_ARN_VARIABLE));

function metricExports(): MetricExportRuns {
  return metricExportRuns({ ...environment(), waiterArn: environmentVariable(WAITER_ARN_VARIABLE) });
}

function scheduledWork(): ScheduleRequests {
  return scheduleRequests({ ...environment(), waiter: stepFunctionsWaiter() });
}

function cloudFormationRequests(): CloudFormationRequests {
  const { region, clients, ...rest } = environment();
  const waiter = stepFunctionsWaiter();
  const cloudFormation = signed('cloudformation', 'cloudformation', 'CLOUDFORMATION');
  const cloud = { stacks: new CloudFormationStacks(cloudFormation), executions: waiter };
  return new CloudFormationRequests({
    ...rest,
    ...cloud,
    waiter,
    send: sendHttp,
    handlers: [
      ...snapshotHandlers(clients(region), cloud, new StackTemplates(cloudFormation)),
      ...alarmHandlers(clients(region), cloud),
      ...distributionHandlers(clients, cloud),
    ],
  });
}
