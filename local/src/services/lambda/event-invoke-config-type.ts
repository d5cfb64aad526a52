import { findFunction, functionArn, lambdaState } from './function-state';
import { PropertyReader } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';

/** `AWS::Lambda::EventInvokeConfig`: how often, and until when, an asynchronous event is tried again. */
export class EventInvokeConfigType implements ResourceType {
  readonly typeName = 'AWS::Lambda::EventInvokeConfig';
  readonly properties = ['DestinationConfig', 'FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'];
  readonly createOnly = ['FunctionName', 'Qualifier'];
  readonly attributes: string[] = [];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const reader = new PropertyReader(this.typeName, properties);
    if (Object.keys(reader.object('DestinationConfig')).length > 0) reader.refuse('DestinationConfig');
    const qualifier = reader.required('Qualifier');
    const target = findFunction(context.account, context.region, reader.required('FunctionName'), qualifier);
    lambdaState(context.account).eventInvokeConfigs[configured(target.arn, qualifier)] = {
      maximumRetryAttempts: reader.number('MaximumRetryAttempts') ?? 2,
      maximumEventAge: reader.number('MaximumEventAgeInSeconds') ?? 21_600,
    };
    return { physicalId: `${target.name}|${qualifier}`, attributes: {} };
  }

  update(context: ResourceContext, _physicalId: string, properties: Properties): Promise<Provisioned> {
    return this.create(context, properties);
  }

  async delete(context: ResourceContext, physicalId: string): Promise<void> {
    const state = lambdaState(context.account);
    const [name = '', qualifier = ''] = physicalId.split('|');
    delete state.eventInvokeConfigs[configured(functionArn(context.account, context.region, name), qualifier)];
  }
}

/** What is configured: invocations through that alias, of that version, or of the function itself. */
function configured(arn: string, qualifier: string): string {
  return qualifier === '$LATEST' ? arn : `${arn}:${qualifier}`;
}
