import { randomUUID } from 'node:crypto';
import type { Answer } from './answer';
import type { Responses } from './responses';
import { stringified } from './scalars';
import type { Account } from '../../../core/account';
import type { JsonObject } from '../../../core/json';
import type { Properties } from '../../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../../core/service';
import type { Place, ProvisionedResource } from '../deployment/provisioner';
import { ResourceFailure } from '../errors';
import { unansweredPhysicalId } from '../names';
import { newId } from '../state';
import { toJsonObject } from '../template/values';

const LONGEST_WAIT = 3600;

interface Question {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly OldResourceProperties?: JsonObject;
}

/** The service that AWS::CloudFormation::CustomResource and Custom::… are: asks a function and waits for its answer. */
export class CustomResources {
  constructor(private readonly account: Account, private readonly responses: Responses) {}

  async create(place: Place, properties: Properties, signal?: AbortSignal): Promise<ProvisionedResource> {
    const answer = await this.ask(place, properties, { RequestType: 'Create' }, signal);
    // Something may exist all the same: the rollback's Delete names an id that nobody has given.
    if (answer.status === 'INVALID') throw new ResourceFailure(answer.reason, unansweredPhysicalId(place.stack.stackName, place.logicalId));
    return provisioned(answer);
  }

  async update(place: Place, physicalId: string, properties: Properties, old: Properties, signal?: AbortSignal): Promise<ProvisionedResource> {
    if (properties.ServiceToken !== old.ServiceToken) {
      throw new ResourceFailure('Modifying service token is not allowed.', physicalId, true);
    }
    const question: Question = { RequestType: 'Update', PhysicalResourceId: physicalId, OldResourceProperties: stringified(toJsonObject(old)) };
    const answer = await this.ask(place, properties, question, signal);
    if (answer.status === 'INVALID') throw new ResourceFailure(answer.reason, physicalId);
    return provisioned(answer);
  }

  async delete(place: Place, physicalId: string, properties: Properties): Promise<void> {
    const answer = await this.ask(place, properties, { RequestType: 'Delete', PhysicalResourceId: physicalId });
    if (answer.status !== 'SUCCESS') throw new ResourceFailure(answer.reason, physicalId);
  }

  private async ask(place: Place, properties: Properties, question: Question, signal?: AbortSignal): Promise<Answer> {
    const { stack, logicalId, type } = place;
    const target = serviceToken(properties.ServiceToken, logicalId);
    const seconds = timeout(properties.ServiceTimeout);
    const RequestId = newId(this.account);
    const expected = { StackId: stack.stackId, RequestId, LogicalResourceId: logicalId };
    const { promise, resolve } = deferred<Answer>();
    const { url, forget } = this.responses.expect(stack.region, expected, resolve);
    const { clock } = this.account;
    const giveUp = clock.at(clock.now() + seconds * 1000, () => resolve({ status: 'INVALID', reason: noAnswer(RequestId) }));
    const cancel = () => resolve({ status: 'INVALID', reason: 'Resource operation cancelled' });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const { PhysicalResourceId, OldResourceProperties, RequestType } = question;
      await this.invoke(target, toJsonObject({
        RequestType,
        ServiceToken: target.arn,
        ResponseURL: url,
        ...expected,
        PhysicalResourceId,
        ResourceType: type,
        ResourceProperties: stringified(toJsonObject(properties)),
        OldResourceProperties,
      }), signal);
      return await promise;
    } finally {
      giveUp();
      forget();
      signal?.removeEventListener('abort', cancel);
    }
  }

  private async invoke(target: Target, event: JsonObject, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new ResourceFailure('Resource operation cancelled', undefined, true);
    try {
      await this.account.call({
        service: 'lambda',
        operation: 'Invoke',
        region: target.region,
        input: { FunctionName: target.arn, InvocationType: 'Event', Payload: JSON.stringify(event) },
        caller: this.account.root,
      });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const text = `${error.message} (Service: Lambda, Status Code: ${error.status}, Request ID: ${randomUUID()})`;
      throw new ResourceFailure(text, undefined, true);
    }
  }
}

function provisioned(answer: Exclude<Answer, { status: 'INVALID' }>): ProvisionedResource {
  if (answer.status === 'FAILED') throw new ResourceFailure(answer.reason, answer.physicalId);
  return { physicalId: answer.physicalId, attributes: answer.data, noEcho: answer.noEcho };
}

interface Target {
  readonly arn: string;
  readonly region: string;
}

function serviceToken(value: unknown, logicalId: string): Target {
  const refuse = () => new ResourceFailure(`Invalid ServiceToken for ${logicalId}: expected the ARN of a Lambda function or an SNS topic`, undefined, true);
  if (typeof value !== 'string') throw refuse();
  const [prefix, , service, region] = value.split(':');
  if (prefix !== 'arn' || region === undefined) throw refuse();
  if (service !== 'lambda') throw new NotSupportedError(`custom resources behind ${service ?? value} (${logicalId})`);
  return { arn: value, region };
}

function timeout(value: unknown): number {
  if (value === undefined) return LONGEST_WAIT;
  const seconds = Number(value);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_WAIT) return seconds;
  throw new ResourceFailure(`Invalid value ${String(value)} for ServiceTimeout. Valid values are integers between 1 and ${LONGEST_WAIT}.`, undefined, true);
}

function noAnswer(requestId: string): string {
  return 'CloudFormation did not receive a response from your Custom Resource. '
    + `Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, `
    + 'you may need to update your Lambda function code so that CloudFormation can attach the updated version.';
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => { resolve = settle; });
  return { promise, resolve };
}
