import { busArn, eventsState, type StoredBus } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export class EventBusType implements ResourceType {
  readonly typeName = 'AWS::Events::EventBus';
  readonly properties = ['DeadLetterConfig', 'Description', 'EventSourceName', 'KmsKeyIdentifier', 'LogConfig', 'Name', 'Policy', 'Tags'];
  readonly createOnly = ['Name'];
  readonly attributes = ['Arn', 'Name'];

  async create({ account, region }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = String(properties.Name);
    if (!/^[/.\-_A-Za-z0-9]{1,256}$/.test(name) || name === 'default' || name.startsWith('aws.')) {
      throw new ServiceError('ValidationException', `Event bus name ${name} is not valid.`);
    }
    const arn = busArn(account, region, name);
    const { buses } = eventsState(account);
    if (Object.hasOwn(buses, arn)) throw new ServiceError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    buses[arn] = read(arn, name, region, properties);
    return provisioned(buses[arn]);
  }

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const arn = busArn(account, region, physicalId);
    const { buses } = eventsState(account);
    if (!Object.hasOwn(buses, arn)) throw new ServiceError('ResourceNotFoundException', `Event bus ${physicalId} does not exist.`, 404);
    buses[arn] = read(arn, physicalId, region, properties);
    return provisioned(buses[arn]);
  }

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    delete eventsState(account).buses[busArn(account, region, physicalId)];
  }
}

function read(arn: string, name: string, region: string, properties: Properties): StoredBus {
  for (const unknown of ['DeadLetterConfig', 'EventSourceName', 'KmsKeyIdentifier', 'LogConfig', 'Policy']) {
    if (properties[unknown] !== undefined) throw new NotSupportedError(`the property ${unknown} of AWS::Events::EventBus`);
  }
  return { arn, name, region, ...properties.Description !== undefined && { description: String(properties.Description) } };
}

function provisioned({ arn, name }: StoredBus): Provisioned {
  return { physicalId: name, attributes: { Arn: arn, Name: name } };
}
