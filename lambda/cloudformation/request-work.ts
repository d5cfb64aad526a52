import type { Answer } from './answer';
import type { CloudFormationEvent } from './event';
import { requestGuard } from './guard';
import { classify } from '../lightsail/errors';
import { type Log, logWith } from '../log';
import { isNothingCreated, nothingCreated } from './physical-id';
import { Properties } from './properties';
import type { AnyResourceHandler, ResourcePlan, ResourceRequest } from './resource-handler';
import type { Stacks } from '../aws/cloudformation';
import { type Deadlines, deadlines } from '../engine/deadline';
import { explain } from '../engine/explanation';
import { type Ending, type Progress, RequestError } from '../engine/plan';
import { Runner } from '../engine/runner';
import { isObject } from '../shapes';

/** A CloudFormation request that can be carried out. */
export interface RequestWork {
  readonly deadlines: Deadlines;
  readonly runner: Runner<unknown>;
  answer(ending: Ending<unknown>): Answer;
}

export interface RequestOrigin {
  readonly event: CloudFormationEvent;
  readonly begun: number;
  readonly sentAtKnown: boolean;
  /** Of an Update: whether a rollback sent it; absent: not known. */
  readonly sentByRollback?: boolean;
}

export interface RequestWorkProps {
  readonly handlers: readonly AnyResourceHandler[];
  readonly stacks: Stacks;
  readonly now: () => number;
  readonly log: Log;
}

/** Decodes a request and makes its plan. Returns the answer instead if there is nothing to carry out. */
export function requestWork(origin: RequestOrigin, props: RequestWorkProps, left?: Progress<unknown>): RequestWork | Answer {
  const { event } = origin;
  // The Delete of a Create that made nothing must pass, whatever was wrong with its properties.
  if (event.RequestType === 'Delete' && isNothingCreated(event.PhysicalResourceId ?? '')) {
    return { status: 'SUCCESS', physicalId: event.PhysicalResourceId ?? '', attributes: {} };
  }
  try {
    const handler = handlerOf(event, props.handlers);
    const request = decode(origin, handler, props.log);
    const plan = handler.plan(request);
    const times = deadlines(origin.begun, handler.timeoutSeconds(request.properties), serviceTimeout(event));
    const log = logWith(props.log, { plan: plan.subject });
    const guard = requestGuard({ ...props, origin, request, plan, resumed: left !== undefined, log });
    const runner = new Runner(plan, { guard, deadlines: times, now: props.now, seed: event.RequestId, log }, left);
    return { deadlines: times, runner, answer: (ending) => answerOf(event, plan, ending) };
  } catch (error) {
    const reason = error instanceof RequestError ? error.message : explain(classify(error), 'decode', `the ${event.RequestType} request`);
    return { status: 'FAILED', physicalId: event.PhysicalResourceId ?? nothingCreated(event.RequestId), reason };
  }
}

function handlerOf(event: CloudFormationEvent, handlers: readonly AnyResourceHandler[]): AnyResourceHandler {
  const handler = handlers.find(({ resourceType }) => resourceType === event.ResourceType);
  if (handler) return handler;
  throw new RequestError(`Unknown resource type ${event.ResourceType}; known: ${handlers.map(({ resourceType }) => resourceType).join(', ')}. `
    + "The template comes from another version of cdk-lightsail than the provider's function: deploy both with the same version.");
}

function decode({ event, begun }: RequestOrigin, handler: AnyResourceHandler, log: Log): ResourceRequest<unknown> {
  const reader = new Properties(event.ResourceProperties, event.ResourceType);
  const properties = handler.decode(reader);
  // What an older version made must still be deletable, whatever else it wrote into its templates.
  if (event.RequestType !== 'Delete') reader.finish();
  return {
    type: event.RequestType,
    stackId: event.StackId,
    logicalId: event.LogicalResourceId,
    requestId: event.RequestId,
    physicalId: event.PhysicalResourceId,
    properties,
    oldProperties: oldProperties(event, handler, log),
    sentAt: begun,
    log,
  };
}

function oldProperties(event: CloudFormationEvent, handler: AnyResourceHandler, log: Log): unknown {
  if (!event.OldResourceProperties) return undefined;
  try {
    return handler.decode(new Properties(event.OldResourceProperties, event.ResourceType));
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    log({ decision: 'ignore-old-properties', error: error.message });
    return undefined;
  }
}

function serviceTimeout(event: CloudFormationEvent): number | undefined {
  const seconds = Number(isObject(event.ResourceProperties) && event.ResourceProperties.ServiceTimeout);
  return Number.isInteger(seconds) && seconds > 0 ? seconds : undefined;
}

function answerOf(event: CloudFormationEvent, plan: ResourcePlan<unknown>, ending: Ending<unknown>): Answer {
  switch (ending.type) {
    case 'succeeded': return { status: 'SUCCESS', ...plan.success(ending.memo) };
    case 'failed': return {
      status: 'FAILED',
      physicalId: event.PhysicalResourceId ?? plan.failedCreationId(ending.memo),
      reason: ending.reason,
    };
  }
}
