import { alarmHandlers } from './alarms';
import { CloudFormationStacks } from './aws/cloudformation';
import { environmentCredentials, environmentVariable } from './aws/credentials';
import { serviceEndpoint } from './aws/endpoint';
import { sendHttp } from './aws/http';
import { SignedClient } from './aws/signed-client';
import { StepFunctionsWaiter } from './aws/step-functions';
import { type CloudFormationContinuation, isCloudFormationContinuation } from './cloudformation/continuation';
import { isCloudFormationEvent } from './cloudformation/event';
import { CloudFormationRequests } from './cloudformation/requests';
import { distributionHandlers } from './distributions';
import { lightsailClient } from './lightsail/client';
import { consoleLog } from './log';
import { snapshotHandlers } from './snapshots';
import { WAITER_ARN_VARIABLE, type WaiterState } from '../src/provider/waiter-contract';

let requests: CloudFormationRequests | undefined;

/** The function's entry: a request of CloudFormation, or one that comes back from the waiter. */
export async function handler(event: unknown): Promise<WaiterState<CloudFormationContinuation> | undefined> {
  requests ??= cloudFormationRequests();
  if (isCloudFormationEvent(event)) {
    await requests.begin(event);
    return undefined;
  }
  if (isWaiterState(event)) return requests.resume(event);
  const got = typeof event === 'object' && event !== null ? `an object with ${Object.keys(event).join(', ') || 'nothing in it'}` : typeof event;
  throw new Error(`Unknown event: got ${got}, expected a custom resource's request from CloudFormation, or the state of this provider's waiter. `
    + 'Do not call this function by other means.');
}

function isWaiterState(event: unknown): event is WaiterState<CloudFormationContinuation> {
  return typeof event === 'object' && event !== null && 'functionName' in event && typeof event.functionName === 'string'
    && 'continuation' in event && isCloudFormationContinuation(event.continuation);
}

function cloudFormationRequests(): CloudFormationRequests {
  const region = environmentVariable('AWS_REGION');
  const now = () => Date.now();
  const signed = (service: string, host: string, variable: string) => new SignedClient({
    service, region, now, endpoint: serviceEndpoint(host, variable, region), credentials: environmentCredentials, send: sendHttp,
  });
  const stacks = new CloudFormationStacks(signed('cloudformation', 'cloudformation', 'CLOUDFORMATION'));
  return new CloudFormationRequests({
    handlers: [
      ...snapshotHandlers(lightsailClient(region), stacks),
      ...alarmHandlers(lightsailClient(region), stacks),
      ...distributionHandlers(lightsailClient, stacks),
    ],
    waiter: new StepFunctionsWaiter(signed('states', 'states', 'SFN'), environmentVariable(WAITER_ARN_VARIABLE)),
    functionName: environmentVariable('AWS_LAMBDA_FUNCTION_NAME'),
    send: sendHttp,
    now,
    log: consoleLog,
  });
}
