import type { EventSourceMapping } from './event-source-mapping';
import type { EventSources } from './event-sources';
import { findFunction, lambdaState, parseFunctionName } from './function-state';
import { PropertyReader } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

const WINDOW_NEEDED_FROM = 11;

/** `AWS::Lambda::EventSourceMapping`, for queues. */
export class EventSourceMappingType implements ResourceType {
  readonly typeName = 'AWS::Lambda::EventSourceMapping';
  readonly properties = [
    'BatchSize', 'Enabled', 'EventSourceArn', 'FunctionName', 'FunctionResponseTypes', 'MaximumBatchingWindowInSeconds', 'ScalingConfig', 'Tags',
  ];
  readonly createOnly = ['EventSourceArn'];
  readonly attributes = ['EventSourceMappingArn', 'Id'];

  constructor(private readonly sources: EventSources) {}

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { account, region } = context;
    const state = lambdaState(account);
    const uuid = `35b0000e-0000-4000-8000-${String(state.next++).padStart(12, '0')}`;
    const arn = `arn:aws:lambda:${region}:${account.id}:event-source-mapping:${uuid}`;
    return this.put(context, properties, uuid, arn);
  }

  update(context: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const { arn } = lambdaState(context.account).eventSourceMappings[physicalId] ?? { arn: '' };
    return this.put(context, properties, physicalId, arn);
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete lambdaState(account).eventSourceMappings[physicalId];
  }

  private async put({ account, region }: ResourceContext, properties: Properties, uuid: string, arn: string): Promise<Provisioned> {
    const reader = new PropertyReader(this.typeName, properties);
    const queueArn = reader.required('EventSourceArn');
    if (queueArn.split(':')[2] !== 'sqs') throw new NotSupportedError(`the event source ${queueArn}: only queues`);
    const given = reader.required('FunctionName');
    const target = findFunction(account, region, given);
    const { qualifier } = parseFunctionName(account, region, given);
    const batchSize = within('BatchSize', reader.number('BatchSize') ?? 10, 1, 10_000);
    const batchingWindow = within('MaximumBatchingWindowInSeconds', reader.number('MaximumBatchingWindowInSeconds') ?? 0, 0, 300);
    if (batchSize >= WINDOW_NEEDED_FROM && batchingWindow === 0) {
      throw invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
    }
    const concurrency = reader.object('ScalingConfig').MaximumConcurrency;
    const mapping: EventSourceMapping = {
      uuid,
      arn,
      region,
      functionArn: qualifier === undefined ? target.arn : `${target.arn}:${qualifier}`,
      queueArn,
      batchSize,
      batchingWindow,
      enabled: String(properties.Enabled ?? true) === 'true',
      reportsFailures: reader.texts('FunctionResponseTypes')?.includes('ReportBatchItemFailures') ?? false,
      maximumConcurrency: concurrency === undefined ? undefined : within('MaximumConcurrency', Number(concurrency), 2, 1000),
    };
    await this.sources.check(mapping, target);
    lambdaState(account).eventSourceMappings[uuid] = mapping;
    this.sources.start(mapping);
    return { physicalId: uuid, attributes: { Id: uuid, EventSourceMappingArn: arn } };
  }
}

function within(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(`Invalid ${name}: ${value}. It must be between ${least} and ${most}.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message, 400, { Type: 'User' });
}
